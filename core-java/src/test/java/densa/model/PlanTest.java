package densa.model;

import static org.assertj.core.api.Assertions.assertThat;

import densa.optimize.LayerFactors;
import densa.table.Table;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void inputsAreDroppedOnlyWhereNoColumnIsInBins() {
        Plan plan = TabularTrainer.forTarget("compressive_strength").plan(Tables.CONCRETE);
        assertThat(plan.choices()).hasSize(2);
        assertThat(rates(plan.withOtherDropout(plan.choices().get(0)))).containsExactly(0.0);
        assertThat(rates(plan.withOtherDropout(plan.choices().get(1)))).containsExactly(0.0, 0.3);
        assertThat(plan.trainings()).isEqualTo(4);
    }

    @Test
    void givenDropoutIsNotComparedWithOthers() {
        Plan plan =
                TabularTrainer.forTarget("compressive_strength").dropout(0.2).plan(Tables.CONCRETE);
        assertThat(plan.withOtherDropout(plan.choices().get(1))).isEmpty();
    }

    @Test
    void firstLayerOfLargeTablesIsHeldBack() {
        Table large = Tables.CONCRETE.select(
                IntStream.range(0, 5001).map(i -> i % Tables.CONCRETE.rows()).toArray());
        TabularTrainer trainer = TabularTrainer.forTarget("compressive_strength");
        assertThat(trainer.plan(large).trainingOptions().layerFactors())
                .containsExactly(new LayerFactors(0.3, 30), LayerFactors.ONE, LayerFactors.ONE, LayerFactors.ONE);
        assertThat(trainer.weightDecay(0.02).plan(large).trainingOptions().layerFactors())
                .isEmpty();
        assertThat(trainer.effort(Effort.QUICK).plan(large).trainingOptions().layerFactors())
                .isEmpty();
        assertThat(trainer.hidden().plan(large).trainingOptions().layerFactors())
                .isEmpty();
        assertThat(trainer.plan(Tables.CONCRETE).trainingOptions().layerFactors())
                .isEmpty();
    }

    /** Of the inputs. */
    private static List<Double> rates(List<Candidate> candidates) {
        return candidates.stream()
                .map(candidate -> candidate.network().dropoutBefore(0))
                .toList();
    }
}
