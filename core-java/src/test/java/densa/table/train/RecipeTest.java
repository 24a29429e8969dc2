package densa.table.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {

    private static final TabularOptions DEFAULTS = TabularOptions.DEFAULTS;
    private static final TabularTrainer TRAINER = TabularTrainer.forTarget("y");

    @ParameterizedTest
    @CsvSource({
        "1, 16, 256",
        "100, 16, 256",
        "276, 32, 256",
        "824, 64, 193",
        "5000, 256, 125",
        "26049, 512, 50",
        "1000000, 512, 24"
    })
    void batchSizeAndEpochsFollowTheRows(int rows, int batchSize, int epochs) {
        Recipe recipe = new Recipe(DEFAULTS, rows);
        assertThat(recipe.batchSize(rows)).isEqualTo(batchSize);
        assertThat(recipe.epochs(rows)).isEqualTo(epochs);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 8, 64 0",
        "1000, 64, 16 0",
        "1000, 500, 8 0",
        "10000, 8, 128 0",
        "10000, 32, 64 0",
        "1000000, 8, 128"
    })
    void manyColumnsShareTheBins(int rows, int columns, String bins) {
        assertThat(new Recipe(DEFAULTS, rows).bins(columns))
                .extracting(String::valueOf)
                .containsExactly(bins.split(" "));
        assertThat(new Recipe(TRAINER.bins(50).options(), rows).bins(columns)).containsExactly(50);
    }

    @ParameterizedTest
    @CsvSource({
        "499, 10, 3, 10",
        "500, 20, 2, 5",
        "1500, 20, 2, 5",
        "1501, 10, 3, 5",
        "8000, 10, 3, 5",
        "8001, 8, 2, 5",
        "100000, 8, 2, 5"
    })
    void foldsAndCandidatesTogetherFollowTheRows(int rows, int folds, int together, int quickFolds) {
        Recipe recipe = new Recipe(DEFAULTS, rows);
        assertThat(recipe.folds()).isEqualTo(folds);
        assertThat(recipe.maxCandidatesTogether(folds)).isEqualTo(together);
        assertThat(new Recipe(TRAINER.effort(Effort.QUICK).options(), rows).folds())
                .isEqualTo(quickFolds);
    }

    @ParameterizedTest
    @CsvSource({"100, 115", "1000, 125", "8000, 63", "26049, 20"})
    void quickTrainsForFewerEpochs(int rows, int epochs) {
        assertThat(new Recipe(TRAINER.effort(Effort.QUICK).options(), rows).epochs(rows))
                .isEqualTo(epochs);
    }

    @ParameterizedTest
    @CsvSource({
        "60, 3000, true, 128",
        "200, 20000, true, 16",
        "1000, 2001, true, 128",
        "1000, 2000, false, 128",
        "100, 1000, false, 128"
    })
    void wideTablesHaveNoBinsFewerUnitsAndALinearCandidate(int rows, int columns, boolean wide, int units) {
        Recipe recipe = new Recipe(DEFAULTS, rows, columns);
        assertThat(recipe.isWide()).isEqualTo(wide);
        assertThat(recipe.comparesLinear()).isEqualTo(wide);
        assertThat(recipe.hidden(1)).containsExactly(units, units, units);
        assertThat(recipe.maxBins()).isEqualTo(wide ? 0 : 64);
        assertThat(recipe.epochs(rows) <= 60).isEqualTo(wide);
        Recipe own = new Recipe(TRAINER.hidden(7).bins(3).options(), rows, columns);
        assertThat(own.comparesLinear()).isFalse();
        assertThat(own.hidden(1)).containsExactly(7);
        assertThat(own.maxBins()).isEqualTo(3);
    }

    @Test
    void givenBatchSizeAndEpochsWin() {
        TabularTrainer trainer = TRAINER.batchSize(7).epochs(3);
        int rows = 1_000_000;
        Recipe recipe = new Recipe(trainer.options(), rows);
        assertThat(recipe.batchSize(rows)).isEqualTo(7);
        assertThat(recipe.epochs(rows)).isEqualTo(3);
        assertThat(recipe.patience(rows)).isEqualTo(2);
        assertThat(new Recipe(trainer.patience(1).options(), rows).patience(rows))
                .isEqualTo(1);
    }

    @Test
    void valuesOutOfRangeAreRejected() {
        assertFault("units of a hidden layer must be 1 to 1048576, got 0", () -> TRAINER.hidden(64, 0));
        assertFault("dropout rate must be at least 0 and below 1, got 1.0", () -> TRAINER.dropout(1));
        assertFault("weight decay must be 0 or more and finite, got -0.1", () -> TRAINER.weightDecay(-0.1));
        assertFault("epochs must be 1 or more, got 0", () -> TRAINER.epochs(0));
        assertFault("batch size must be 1 to 1048576, got 0", () -> TRAINER.batchSize(0));
        assertFault("validation fraction must be above 0 and below 1, got NaN", () -> Validation.fraction(Double.NaN));
        assertFault("folds must be 2 to 100, got 1", () -> Validation.folds(1));
        assertFault("bins must be 0 to 1024, got -1", () -> TRAINER.bins(-1));
        assertFault("time limit must be above 0 seconds, got 0.0", () -> TRAINER.timeLimit(Duration.ZERO));
        assertFault("patience must be 1 epoch or more, got 0", () -> TRAINER.patience(0));
        assertFault("threads must be 1 to 256, got 0", () -> TRAINER.threads(0));
    }

    @Test
    void classWeightsAreReadAsTyped() {
        assertThat(ClassWeights.parse("none")).isEqualTo(ClassWeights.NONE);
        assertThat(ClassWeights.parse("balanced")).isEqualTo(ClassWeights.BALANCED);
        assertThat(ClassWeights.parse("yes=2,a=b=0.5"))
                .isEqualTo(new ClassWeights.ByLabel(Map.of("yes", 2.0, "a=b", 0.5)));
        assertThat(ClassWeights.parse("yes=2,no=1").text()).isEqualTo("yes=2.0,no=1.0");
        assertFault(
                "class weights must be none, balanced or LABEL=WEIGHT,..., got \"equal\"",
                () -> ClassWeights.parse("equal"));
        assertFault(
                "class weights must be none, balanced or LABEL=WEIGHT,..., got \"a=x\"",
                () -> ClassWeights.parse("a=x"));
        assertFault(
                "class weights must be none, balanced or LABEL=WEIGHT,..., got \"a=1,a=2\"",
                () -> ClassWeights.parse("a=1,a=2"));
        assertFault("weight of class \"a\" must be > 0 and finite, got 0.0", () -> ClassWeights.parse("a=0"));
    }

    @Test
    void balancedWeightsMakeClassesAlike() {
        assertThat(ClassWeights.BALANCED.of(List.of("a", "b"), new double[] {30, 10}))
                .containsExactly(40 / 60.0, 40 / 20.0);
        assertThat(ClassWeights.parse("b=3").of(List.of("a", "b"), new double[] {30, 10}))
                .containsExactly(1, 3);
    }

    private static void assertFault(String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
