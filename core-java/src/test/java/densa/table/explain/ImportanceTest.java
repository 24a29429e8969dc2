package densa.table.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import densa.data.DataException;
import densa.metric.ClassificationMetrics;
import densa.metric.Metrics;
import densa.metric.RegressionMetrics;
import densa.table.Table;
import densa.table.model.Evaluation;
import densa.table.train.TrainingResult;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ImportanceTest {

    private static TrainingResult labels;
    private static TrainingResult numbers;

    @BeforeAll
    static void fit() {
        labels = Samples.fit("label", "copy", "number");
        numbers = Samples.fit("number", "label");
    }

    private static Importance.Item item(List<Importance.Item> items, String... columns) {
        return items.stream()
                .filter(item -> item.columns().equals(List.of(columns)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void columnThatDecidesEverythingIsFirst() {
        for (Importance found :
                List.of(Importance.of(labels.evaluation(), 1), Importance.of(labels.model(), Samples.table(), 1))) {
            assertThat(found.items().get(0).columns()).containsExactly("x");
            assertThat(found.items().get(0).mean()).isGreaterThan(0.3);
            assertThat(found.items())
                    .isSortedAccordingTo((a, b) -> Double.compare(b.mean(), a.mean()))
                    .hasSize(4);
            assertThat(found.metric()).isEqualTo("log_loss");
            assertThat(found.alone()).isEmpty();
        }
    }

    @Test
    void noiseIsWithinThreeStandardErrorsOfZero() {
        Importance.Item noise = item(Importance.of(numbers.evaluation(), 1).items(), "noise");
        assertThat(noise.standardError()).isPositive();
        assertThat(Math.abs(noise.mean())).isLessThan(3 * noise.standardError());
    }

    @Test
    void copiesAreShuffledTogether() {
        Importance found = Importance.of(numbers.evaluation(), 1);
        assertThat(found.items().get(0).columns()).containsExactly("x", "copy");
        assertThat(found.items()).hasSize(4);
        assertThat(found.alone().stream().map(Importance.Item::columns))
                .containsExactlyInAnyOrder(List.of("x"), List.of("copy"));
        assertThat(found.alone()).allSatisfy(alone -> assertThat(alone.mean())
                .isLessThan(found.items().get(0).mean()));
        assertThat(found.metric()).isEqualTo("rmse");
    }

    @Test
    void baselineIsTheMetricOfTheRows() {
        assertThat(Importance.of(labels.evaluation(), 1).baseline())
                .isCloseTo(((ClassificationMetrics) unchanged(labels.evaluation())).logLoss(), within(1e-9));
        assertThat(Importance.of(numbers.model(), Samples.table(), 1).baseline())
                .isCloseTo(
                        ((RegressionMetrics) numbers.model()
                                        .evaluate(Samples.table())
                                        .metrics())
                                .rmse(),
                        within(1e-9));
    }

    private static Metrics unchanged(Evaluation evaluation) {
        double[] inputs = evaluation
                .model()
                .encoder()
                .inputs(evaluation.table().select(evaluation.rows()))
                .toArray();
        return evaluation.withInputs(inputs).metrics();
    }

    @Test
    void sameSeedGivesTheSame() {
        assertThat(Importance.of(numbers.evaluation(), 5)).isEqualTo(Importance.of(numbers.evaluation(), 5));
        assertThat(Importance.of(numbers.evaluation(), 6)).isNotEqualTo(Importance.of(numbers.evaluation(), 5));
        assertThat(Importance.of(numbers.model(), Samples.table(), 5, 2))
                .isEqualTo(Importance.of(numbers.model(), Samples.table(), 5, 2));
    }

    @Test
    void onlyInputColumnsAreListed() {
        Table table = Samples.table();
        TrainingResult fit = Samples.trainer("number").ignore("label", "noise").fit(table);
        assertThat(Importance.of(fit.evaluation(), 1).items().stream().flatMap(item -> item.columns().stream()))
                .containsExactlyInAnyOrder("x", "copy", "z", "side");
    }

    @Test
    void rowsCanBeSelected() {
        int[] places = {3, 0, 7};
        var some = numbers.evaluation().select(places);
        for (int i = 0; i < places.length; i++) {
            assertThat(some.rows()[i]).isEqualTo(numbers.evaluation().rows()[places[i]]);
            assertThat(some.predictions().value(i))
                    .isEqualTo(numbers.evaluation().predictions().value(places[i]));
        }
        double[] inputs = numbers.model()
                .encoder()
                .inputs(some.table().select(some.rows()))
                .toArray();
        Evaluation all = numbers.evaluation();
        double[] ofAll =
                numbers.model().encoder().inputs(all.table().select(all.rows())).toArray();
        for (int i = 0; i < places.length; i++) {
            assertThat(some.withInputs(inputs).predictions().value(i))
                    .isCloseTo(all.withInputs(ofAll).predictions().value(places[i]), within(1e-9));
        }
        assertThatThrownBy(() -> some.withInputs(new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the changed rows must be 3 of ");
        assertThatThrownBy(() -> some.select(new int[] {1, 1})).hasMessage("places must be distinct, got 1 twice");
    }

    @Test
    void missingTargetAndNoRepeatAreRejected() {
        assertThatThrownBy(() -> Importance.of(labels.model(), Samples.table().without("label"), 1))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("target column \"label\" is not in the table");
        assertThatThrownBy(() -> Importance.of(labels.evaluation(), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("repeats must be 1 or more, got 0");
    }
}
