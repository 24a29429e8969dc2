package densa.table.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.table.CategoricalColumn;
import densa.table.ColumnType;
import densa.table.NumericColumn;
import densa.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Numbers to predict from that lie outside of those in training. */
class TrainingRangeTest {

    private static final Roles ROLES = Roles.target("y");

    /** Ages from 18 to 90, and a size that is 5 or missing. */
    private static Encoder encoder(int bins) {
        Table table = Table.of(
                NumericColumn.of(
                        "age",
                        IntStream.range(0, 73)
                                .mapToDouble(i -> 18 + i * 10 % 73)
                                .toArray()),
                NumericColumn.of(
                        "size",
                        IntStream.range(0, 73)
                                .mapToDouble(i -> i % 3 == 0 ? Double.NaN : 5)
                                .toArray()),
                CategoricalColumn.of(
                        "y",
                        IntStream.range(0, 73)
                                .mapToObj(i -> i % 2 == 0 ? "p" : "q")
                                .toArray(String[]::new)));
        FittedTarget target = FittedTarget.of(table, ROLES);
        return Encoder.fit(table, ROLES, target, target.rows(), bins);
    }

    private static List<String> notes(Encoder encoder, double[] ages, double[] sizes) {
        return encoder.inputs(Table.of(NumericColumn.of("age", ages), NumericColumn.of("size", sizes))).notes().stream()
                .map(InputNote::text)
                .toList();
    }

    @Test
    void numbersOutsideOfTheRangeAreCountedWithAndWithoutBins() {
        double[] ages = {17.9, 18, 50, 90, 91, -1e9};
        double[] sizes = {5, 5, 5, Double.NaN, 5, 5};
        for (Encoder encoder : List.of(
                encoder(16), encoder(0), encoder(16).withBins(4), encoder(16).withBins(0))) {
            assertThat(notes(encoder, ages, sizes))
                    .containsExactly("column \"age\": 3 values outside 18 to 90, the range in training");
        }
    }

    @Test
    void numbersInTheRangeAreNotNoted() {
        assertThat(notes(encoder(16), new double[] {18, 90}, new double[] {Double.NaN, 5}))
                .isEmpty();
    }

    @Test
    void missingAndInfiniteNumbersAreNotOutside() {
        assertThat(notes(encoder(16), new double[] {20, Double.NaN, Double.POSITIVE_INFINITY}, new double[] {
                    5, 5, Double.NEGATIVE_INFINITY
                }))
                .containsExactly(
                        "column \"age\": 1 infinite value taken as missing",
                        "column \"age\": 1 missing value taken as the median 54, as training had none",
                        "column \"size\": 1 infinite value taken as missing");
    }

    @Test
    void numberBesidesTheOnlyOneIsNoted() {
        assertThat(notes(encoder(16), new double[] {20, 21}, new double[] {5, 6}))
                .containsExactly("column \"size\": 1 value other than 5, the only one in training");
    }

    @Test
    void numbersThatArriveAsTextAreCountedToo() {
        assertThat(encoder(0)
                        .inputs(Table.of(
                                CategoricalColumn.of("age", "20", "120", "1e3"), NumericColumn.of("size", 5, 5, 5)))
                        .notes())
                .extracting(InputNote::text)
                .containsExactly("column \"age\": 2 values outside 18 to 90, the range in training");
    }

    @Test
    void rangeHoldsMedianAndEdges() {
        assertThatThrownBy(() ->
                        new NumericCoding("x", ColumnType.NUMERIC, 3, 1, Bins.NONE, false, 4, 5, Optional.empty()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("the range must hold the median and all edges, got 4.0 to 5.0");
        assertThatThrownBy(() -> new NumericCoding(
                        "x", ColumnType.NUMERIC, 3, 1, Bins.between(1, 5), false, 2, 5, Optional.empty()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("the range must hold the median and all edges, got 2.0 to 5.0");
    }
}
