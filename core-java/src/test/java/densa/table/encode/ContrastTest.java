package densa.table.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import densa.table.ColumnType;
import densa.table.NumericColumn;
import densa.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContrastTest {

    private static final int ROWS = 200;

    private final Random random = new Random(7);
    private final double[] x = random.doubles(ROWS, -1, 1).toArray();
    private final double[] y = random.doubles(ROWS).toArray();

    /** x and a part of chance. */
    private double[] like(double factor, double chance) {
        return Arrays.stream(x)
                .map(value -> factor * value + chance * random.nextGaussian())
                .toArray();
    }

    private Encoder fit(NumericColumn... columns) {
        return Encoder.fit(table(columns), Roles.target("y"));
    }

    private Table table(NumericColumn... columns) {
        return Table.of(IntStream.rangeClosed(0, columns.length)
                .mapToObj(i -> i < columns.length ? columns[i] : NumericColumn.of("y", y))
                .toList());
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }

    @Test
    void columnsThatGoTogetherAreSetAgainstEachOther() {
        double[] near = like(5, 0.5);
        Table table = table(NumericColumn.of("x", x), NumericColumn.of("near", near));
        Encoder encoder = Encoder.fit(table, Roles.target("y"));
        assertThat(encoder.contrasts()).hasSize(1);
        Contrast contrast = encoder.contrasts().get(0);
        assertThat(contrast.columns()).containsExactly("x", "near");
        double[] difference = IntStream.range(0, ROWS)
                .mapToDouble(i -> x[i] / deviation(x) - near[i] / deviation(near))
                .toArray();
        double[] sorted = Arrays.stream(difference).sorted().toArray();
        assertThat(contrast.coding().min()).isCloseTo(sorted[0], within(1e-12));
        assertThat(contrast.coding().max()).isCloseTo(sorted[ROWS - 1], within(1e-12));

        // The last two inputs of a row: the scaled difference and its position among the bins.
        double[] row = new double[encoder.inputs().size()];
        encoder.inputs(table).read(3, row, 0);
        double z =
                (difference[3] - contrast.coding().median()) / contrast.coding().scale();
        assertThat(row).hasSize(6);
        assertThat(row[4]).isCloseTo(z / Math.sqrt(1 + z * z / 9), within(1e-12));
        long below =
                Arrays.stream(sorted).filter(value -> value < difference[3]).count();
        assertThat(row[5]).isCloseTo(64.0 * below / (ROWS - 1), within(1.0));
    }

    @Test
    void columnsThatRunAgainstEachOtherAreAdded() {
        Encoder encoder = fit(NumericColumn.of("x", x), NumericColumn.of("against", like(-1, 0.1)));
        assertThat(encoder.contrasts().get(0).first().weight()).isPositive();
        assertThat(encoder.contrasts().get(0).second().weight()).isPositive();
    }

    @Test
    void skewedAmountsAreComparedByTheirLogarithms() {
        double[] amounts = Arrays.stream(x).map(value -> Math.exp(4 * value)).toArray();
        double[] shares = Arrays.stream(amounts)
                .map(a -> a * (0.5 + 0.1 * random.nextDouble()))
                .toArray();
        Encoder encoder = fit(NumericColumn.of("amount", amounts), NumericColumn.of("share", shares));
        Contrast contrast = encoder.contrasts().get(0);
        assertThat(contrast.first().logarithm()).isTrue();
        assertThat(contrast.second().logarithm()).isTrue();
        double[] logarithms = Arrays.stream(amounts).map(Math::log).toArray();
        assertThat(contrast.first().weight()).isCloseTo(1 / deviation(logarithms), within(1e-12));
    }

    @Test
    void noContrastOfIndependentOrEqualColumnsNorOfCodes() {
        double[] other = random.doubles(ROWS).toArray();
        double[] same = Arrays.stream(x).map(value -> 3 - 2 * value).toArray();
        double[] codes = Arrays.stream(x).map(value -> Math.rint(3 * value)).toArray();
        assertThat(fit(
                                NumericColumn.of("x", x),
                                NumericColumn.of("other", other),
                                NumericColumn.of("same", same),
                                NumericColumn.of("codes", codes))
                        .contrasts())
                .isEmpty();
    }

    @Test
    void strongestPairsConnectTheColumnsWithoutACircle() {
        double[] near = like(1, 0.05);
        double[] far = IntStream.range(0, ROWS)
                .mapToDouble(i -> near[i] + 0.2 * random.nextGaussian())
                .toArray();
        Encoder encoder = fit(NumericColumn.of("far", far), NumericColumn.of("x", x), NumericColumn.of("near", near));
        assertThat(encoder.contrasts().stream().map(Contrast::columns))
                .containsExactly(List.of("x", "near"), List.of("far", "near"));
    }

    @Test
    void pointsOfASpectrumHaveNoContrasts() {
        NumericColumn[] points = IntStream.range(0, 18)
                .mapToObj(i -> NumericColumn.of("point " + i, like(1 + 0.1 * i, 0.1)))
                .toArray(NumericColumn[]::new);
        assertThat(fit(points).contrasts()).isEmpty();
        assertThat(fit(Arrays.copyOf(points, 17)).contrasts()).hasSize(16);
    }

    @Test
    void missingValueOrOneWithoutLogarithmIsInTheMiddle() {
        double[] amounts = Arrays.stream(x).map(value -> Math.exp(4 * value)).toArray();
        double[] shares = Arrays.stream(amounts)
                .map(a -> a * (0.5 + 0.1 * random.nextDouble()))
                .toArray();
        Encoder encoder = fit(NumericColumn.of("amount", amounts), NumericColumn.of("share", shares));
        EncodedTable encoded = encoder.inputs(
                Table.of(NumericColumn.of("amount", Double.NaN, 1, -1), NumericColumn.of("share", 1, Double.NaN, 1)));
        double[] middle = encoder.middle();
        for (int row = 0; row < 3; row++) {
            double[] values = new double[encoded.width()];
            encoded.read(row, values, 0);
            assertThat(Arrays.copyOfRange(values, 4, 6)).containsExactly(middle[4], middle[5]);
        }
    }

    @Test
    void columnOfAnotherRowChangesItsContrast() {
        double[] near = like(5, 0.5);
        Encoder encoder = fit(NumericColumn.of("x", x), NumericColumn.of("near", near));
        Table rows = Table.of(NumericColumn.of("x", x[0], x[1]), NumericColumn.of("near", near[0], near[1]));
        Table mixed = Table.of(NumericColumn.of("x", x[1]), NumericColumn.of("near", near[0]));
        double[] expected = encoder.inputs(mixed).toArray();
        double[] exchanged = new double[expected.length];
        encoder.inputs(rows).read(0, exchanged, 0);
        encoder.inputs(rows).exchange(0, 1, Set.of(0), exchanged, 0);
        assertThat(exchanged).containsExactly(expected);
    }

    @Test
    void contrastOfOneColumnIsRejected() {
        NumericCoding coding =
                new NumericCoding("x / x", ColumnType.NUMERIC, 0, 1, Bins.NONE, false, -9, 9, Optional.empty());
        Contrast.Term term = new Contrast.Term("x", false, 1);
        assertThatThrownBy(() -> new Contrast(term, term, coding))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("a contrast must be of two columns, got \"x\" twice");
        assertThatThrownBy(() -> new Contrast.Term("x", false, 0))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("the weight of a term must be finite and not 0, got 0.0");
    }
}
