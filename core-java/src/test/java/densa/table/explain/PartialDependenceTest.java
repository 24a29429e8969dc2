package densa.table.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import densa.data.DataException;
import densa.metric.RegressionMetrics;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.model.Model;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PartialDependenceTest {

    private static Model numbers;

    @BeforeAll
    static void fit() {
        numbers = Samples.fit("number", "label", "copy").model();
    }

    @Test
    void linearRelationIsMonotone() {
        Model linear = Samples.trainer("number")
                .hidden()
                .epochs(200)
                .bins(0)
                .fit(Samples.table().without("label", "copy"))
                .model();
        PartialDependence found = PartialDependence.of(linear, Samples.table(), "x");
        assertThat(found.axis()).isEqualTo(PartialDependence.Axis.NUMBERS);
        assertThat(found.points()).hasSize(PartialDependence.MOST_VALUES);
        assertThat(found.rows()).isEqualTo(PartialDependence.MOST_ROWS);
        for (int i = 1; i < found.points().size(); i++) {
            PartialDependence.Point before = found.points().get(i - 1);
            PartialDependence.Point point = found.points().get(i);
            assertThat(Double.parseDouble(point.value())).isGreaterThan(Double.parseDouble(before.value()));
            assertThat(point.mean().get(0)).isGreaterThan(before.mean().get(0));
            assertThat(point.low().get(0)).isLessThan(point.mean().get(0));
            assertThat(point.high().get(0)).isGreaterThan(point.mean().get(0));
        }
        double rise = found.points().get(19).mean().get(0)
                - found.points().get(0).mean().get(0);
        assertThat(rise).isCloseTo(6, within(0.8)); // 3 x from -1 to 1
    }

    @Test
    void pointIsTheMeanOfPredictionsWithThatValue() {
        Table table = Samples.table().select(new int[] {1, 2, 3});
        PartialDependence.Point point =
                PartialDependence.of(numbers, table, "z").points().get(0);
        double value = Double.parseDouble(point.value());
        var predictions = numbers.predict(table.with(NumericColumn.of("z", value, value, value)));
        assertThat(point.mean().get(0))
                .isCloseTo((predictions.value(0) + predictions.value(1) + predictions.value(2)) / 3, within(1e-9));
    }

    @Test
    void namesStandByFrequencyAndClassesHaveProbabilities() {
        PartialDependence found = PartialDependence.of(numbers, Samples.table(), "side");
        assertThat(found.axis()).isEqualTo(PartialDependence.Axis.NAMES);
        assertThat(found.points().stream().map(PartialDependence.Point::value))
                .containsExactlyInAnyOrder("north", "south", "west");
        Model labels = Samples.fit("label", "copy", "number").model();
        PartialDependence ofLabels = PartialDependence.of(labels, Samples.table(), "x");
        assertThat(ofLabels.classes()).containsExactly("no", "yes");
        assertThat(ofLabels.points())
                .allSatisfy(point ->
                        assertThat(point.mean().get(0) + point.mean().get(1)).isCloseTo(1, within(1e-9)));
        assertThat(ofLabels).isEqualTo(PartialDependence.of(labels, Samples.table(), "x"));
    }

    @Test
    void columnThatIsMostlyZeroHasPointsAmongItsOtherValues() {
        double[] cost = IntStream.range(0, 400)
                .mapToDouble(i -> i % 40 == 7 ? 100 * i : 0)
                .toArray();
        Table table = Table.builder()
                .numeric("cost", cost)
                .numeric(
                        "y",
                        IntStream.range(0, 400)
                                .mapToDouble(i -> cost[i] / 1000 + i % 7)
                                .toArray())
                .build();
        Model model = Samples.trainer("y").epochs(2).fit(table).model();
        PartialDependence found = PartialDependence.of(model, table, "cost");
        assertThat(found.points())
                .extracting(PartialDependence.Point::place)
                .hasSize(11)
                .isSorted()
                .contains(0.0, 700.0);
    }

    @Test
    void ofADateOnlyTheDayIsSet() {
        String[] when = IntStream.range(0, 400)
                .mapToObj(i ->
                        LocalDateTime.of(2024, 1, 1, 0, 0).plusHours(7L * i).toString())
                .toArray(String[]::new);
        Table table = Table.of(
                CategoricalColumn.of("when", when),
                NumericColumn.of(
                        "y",
                        IntStream.range(0, 400).mapToDouble(i -> 7 * i % 24).toArray()));
        Model model = Samples.trainer("y").epochs(60).fit(table).model();
        assertThat(((RegressionMetrics) model.evaluate(table).metrics()).r2()).isGreaterThan(0.9);
        PartialDependence found = PartialDependence.of(model, table, "when");
        assertThat(found.axis()).isEqualTo(PartialDependence.Axis.DATES);
        assertThat(found.points().get(0).place())
                .isEqualTo(LocalDate.of(2024, 1, 1).toEpochDay());
        // The hour, which is all that matters, stays that of each row: the mean is the same whatever the day.
        assertThat(found.points())
                .allSatisfy(point -> assertThat(point.mean().get(0)).isCloseTo(11.5, within(1.5)));
    }

    @Test
    void columnsThatAreNoInputOrEmptyAreRejected() {
        assertThatThrownBy(() -> PartialDependence.of(numbers, Samples.table(), "y"))
                .isInstanceOf(DataException.class)
                .hasMessage("column \"y\" is no input of the model; valid: x, z, noise, side");
        Table empty = Samples.table().select(new int[] {0}).with(NumericColumn.of("x", Double.NaN));
        assertThatThrownBy(() -> PartialDependence.of(numbers, empty, "x"))
                .hasMessage("column \"x\" has no value in the table");
    }
}
