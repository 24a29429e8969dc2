package densa.table.train;

import static org.assertj.core.api.Assertions.assertThat;

import densa.optimize.LayerFactors;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void smallTableComparesRegularizationsOfTheBestBins() {
        Plan plan = TabularTrainer.forTarget("compressive_strength").plan(Tables.CONCRETE);
        List<Candidate> choices = plan.candidates().byBins();
        assertThat(choices).extracting(Candidate::bins).containsExactly(64, 0);
        assertThat(choices).extracting(PlanTest::regularization).containsOnly(Regularization.LIGHT);
        List<Candidate> others = plan.candidates().otherwiseRegularized(choices, choices.get(1));
        assertThat(others).extracting(Candidate::bins).containsOnly(0);
        assertThat(others)
                .extracting(PlanTest::regularization)
                .containsExactlyElementsOf(Regularization.ALL.subList(1, 4));
        assertThat(others).noneMatch(plan.candidates()::alwaysKept);
        assertThat(plan.recipe().foldsToCompare(20)).isEqualTo(20);
        assertThat(plan.recipe().foldsToScout(20)).isEqualTo(8);
        assertThat(new Race(plan).mostTrainings()).isEqualTo(5 * 20);
    }

    @Test
    void tinyTableComparesEverythingAndKeepsTheStrongestRegularization() {
        Plan plan = TabularTrainer.forTarget("species").plan(Tables.PENGUINS);
        List<Candidate> choices = plan.candidates().byBins();
        List<Candidate> others = plan.candidates().otherwiseRegularized(choices, choices.get(1));
        assertThat(plan.recipe().foldsToScout(10)).isEqualTo(plan.recipe().foldsToCompare(10));
        assertThat(others).hasSize(6);
        assertThat(others)
                .filteredOn(plan.candidates()::alwaysKept)
                .singleElement()
                .satisfies(kept -> {
                    assertThat(kept.bins()).isZero();
                    assertThat(regularization(kept)).isEqualTo(Regularization.STRONG);
                });
    }

    @Test
    void largeTableComparesLessOnFewerFolds() {
        Plan plan = TabularTrainer.forTarget("compressive_strength").plan(repeated(9000));
        List<Candidate> choices = plan.candidates().byBins();
        assertThat(choices).hasSize(2);
        assertThat(choices.get(0).bins()).isGreaterThan(64);
        assertThat(choices.get(1).bins()).isZero();
        assertThat(plan.candidates().otherwiseRegularized(choices, choices.get(0)))
                .hasSize(1);
        assertThat(plan.recipe().foldsToCompare(8)).isEqualTo(5);
        assertThat(plan.recipe().foldsToScout(8)).isEqualTo(2);
        assertThat(new Race(plan).mostTrainings()).isEqualTo(3 * 5 + 2 * 3);
    }

    @Test
    void quickTrainingOfALargeTableComparesNothing() {
        Plan plan = TabularTrainer.forTarget("compressive_strength")
                .effort(Effort.QUICK)
                .plan(repeated(9000));
        List<Candidate> choices = plan.candidates().byBins();
        assertThat(choices).hasSize(1);
        assertThat(plan.candidates().otherwiseRegularized(choices, choices.get(0)))
                .isEmpty();
        assertThat(new Race(plan).mostTrainings()).isEqualTo(5);
    }

    @Test
    void quickTrainingOfASmallTableComparesFewRegularizations() {
        TabularTrainer trainer =
                TabularTrainer.forTarget("compressive_strength").effort(Effort.QUICK);
        Plan plan = trainer.plan(Tables.CONCRETE);
        List<Candidate> choices = plan.candidates().byBins();
        assertThat(choices).extracting(Candidate::bins).containsExactly(64, 0);
        assertThat(plan.candidates().otherwiseRegularized(choices, choices.get(0)))
                .extracting(PlanTest::regularization)
                .containsExactlyElementsOf(Regularization.FEW.subList(1, 2));
    }

    @Test
    void givenRegularizationIsNotComparedWithOthers() {
        TabularTrainer trainer = TabularTrainer.forTarget("compressive_strength");
        Plan dropout = trainer.dropout(0.2).plan(Tables.CONCRETE);
        assertThat(dropout.candidates().byBins())
                .extracting(PlanTest::regularization)
                .containsOnly(new Regularization(0.2, 0, 0.02));
        assertThat(dropout.candidates()
                        .otherwiseRegularized(
                                dropout.candidates().byBins(),
                                dropout.candidates().byBins().get(0)))
                .isEmpty();
        Plan decay = trainer.weightDecay(3).plan(Tables.CONCRETE);
        assertThat(decay.candidates().byBins())
                .extracting(PlanTest::regularization)
                .containsOnly(new Regularization(0.1, 0, 3));
        assertThat(decay.candidates()
                        .otherwiseRegularized(
                                decay.candidates().byBins(),
                                decay.candidates().byBins().get(0)))
                .isEmpty();
    }

    @Test
    void tableWithoutNumbersIsNotTrainedTwiceWithTheSameInputs() {
        Table names = Table.of(List.of(
                CategoricalColumn.of("x", "a", "b", "a", "b", "a", "b", "b"),
                CategoricalColumn.of("y", "no", "no", "yes", "no", "yes", "no", "yes")));
        assertThat(TabularTrainer.forTarget("y").plan(names).candidates().byBins())
                .hasSize(1);
    }

    @Test
    void hopelessCandidateIsNotTrainedAsOftenAsTheOthers() {
        Random random = new Random(3);
        double[] x = random.doubles(600).toArray();
        double[] waves = Arrays.stream(x).map(value -> Math.sin(60 * value)).toArray();
        Table table = Table.of(NumericColumn.of("x", x), NumericColumn.of("y", waves));
        List<CandidateResult> compared =
                TabularTrainer.forTarget("y").epochs(20).fit(table).candidates();
        assertThat(compared).filteredOn(one -> one.bins() == 0).singleElement().satisfies(one -> {
            assertThat(one.networks()).isEqualTo(8);
            assertThat(one.selected()).isFalse();
        });
        assertThat(compared).filteredOn(CandidateResult::selected).isNotEmpty().allSatisfy(one -> assertThat(
                        one.networks())
                .isEqualTo(20));
    }

    @Test
    void thirdLayerIsForFewRowsAndManyClasses() {
        TabularOptions options = TabularOptions.DEFAULTS;
        assertThat(new Recipe(options, 1500).hidden(1)).containsExactly(128, 128, 128);
        assertThat(new Recipe(options, 1501).hidden(1)).containsExactly(128, 128);
        assertThat(new Recipe(options, 1501).hidden(3)).containsExactly(128, 128, 128);
        TabularOptions own = TabularTrainer.forTarget("y").hidden(7).options();
        assertThat(new Recipe(own, 1501).hidden(1)).containsExactly(7);
    }

    @Test
    void firstLayerOfLargeTablesIsRegularizedMore() {
        Table large = repeated(8001);
        TabularTrainer trainer = TabularTrainer.forTarget("compressive_strength");
        assertThat(trainer.plan(large).trainingOptions().descent().layerFactors())
                .containsExactly(new LayerFactors(0.3, 30), LayerFactors.ONE, LayerFactors.ONE);
        assertThat(trainer.weightDecay(0.02)
                        .plan(large)
                        .trainingOptions()
                        .descent()
                        .layerFactors())
                .isEmpty();
        assertThat(trainer.effort(Effort.QUICK)
                        .plan(large)
                        .trainingOptions()
                        .descent()
                        .layerFactors())
                .isEmpty();
        assertThat(trainer.hidden().plan(large).trainingOptions().descent().layerFactors())
                .isEmpty();
        assertThat(trainer.plan(Tables.CONCRETE).trainingOptions().descent().layerFactors())
                .isEmpty();
    }

    private static Table repeated(int rows) {
        return Tables.CONCRETE.select(
                IntStream.range(0, rows).map(i -> i % Tables.CONCRETE.rows()).toArray());
    }

    private static Regularization regularization(Candidate candidate) {
        return new Regularization(
                candidate.network().dropoutBefore(1),
                candidate.network().dropoutBefore(0),
                candidate.options().descent().weightDecay());
    }
}
