package densa.table.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import densa.data.InputColumn;
import densa.table.ColumnType;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NumericCodingTest {

    private static final NumericCoding CODING = coding(10, 4, Bins.between(0.0, 8.0, 10.0, 20.0), true);

    private static NumericCoding coding(double median, double scale, Bins bins, boolean missing) {
        return new NumericCoding(
                "x",
                ColumnType.NUMERIC,
                median,
                scale,
                bins,
                missing,
                -Double.MAX_VALUE,
                Double.MAX_VALUE,
                Optional.empty());
    }

    private static double[] encode(NumericCoding coding, double x) {
        double[] out = new double[coding.inputs().size()];
        coding.encode(x, out, 0);
        return out;
    }

    @Test
    void inputsAreTheScaledNumberThePositionAndWhetherItIsMissing() {
        assertThat(CODING.inputs())
                .containsExactly(InputColumn.NUMERIC, new InputColumn.Piecewise(3), InputColumn.NUMERIC);
        assertThat(coding(0, 1, Bins.NONE, false).inputs()).containsExactly(InputColumn.NUMERIC);
        assertThat(coding(0, 0, Bins.NONE, true).inputs()).containsExactly(InputColumn.NUMERIC);
        assertThat(encode(coding(0, 0, Bins.NONE, true), 0)).containsExactly(0);
    }

    @Test
    void positionIsTheBinAndHowFarIntoItTheValueIs() {
        double[] values = {0, 2, 8, 9, 10, 15, 19, 20};
        double[] positions = {0, 0.25, 1, 1.5, 2, 2.5, 2.9, 3};
        for (int i = 0; i < values.length; i++) {
            assertThat(encode(CODING, values[i])[1]).isCloseTo(positions[i], within(1e-15));
        }
    }

    @Test
    void valueBeyondTheEdgesIsAtTheFirstOrTheLast() {
        for (double far : new double[] {-1e-9, -5, -Double.MAX_VALUE}) {
            assertThat(encode(CODING, far)[1]).isZero();
        }
        for (double far : new double[] {20.1, 1e9, Double.MAX_VALUE}) {
            assertThat(encode(CODING, far)[1]).isEqualTo(3);
        }
    }

    @Test
    void scaledNumberIsSmoothlyClippedToThree() {
        assertThat(encode(CODING, 10)[0]).isZero();
        assertThat(encode(CODING, 10.004)[0]).isCloseTo(0.001, within(1e-9));
        assertThat(encode(CODING, 14)[0]).isCloseTo(1 / Math.sqrt(1 + 1 / 9.0), within(1e-15));
        assertThat(encode(CODING, 1e9)[0]).isCloseTo(3, within(1e-9)).isLessThanOrEqualTo(3);
        assertThat(encode(CODING, Double.MAX_VALUE)[0]).isEqualTo(3);
        assertThat(encode(CODING, -Double.MAX_VALUE)[0]).isEqualTo(-3);
    }

    @Test
    void missingAndInfiniteNumbersAreTheMedianAndMarked() {
        for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(encode(CODING, none)).containsExactly(0, 2, 1);
        }
        assertThat(encode(CODING, 10)).containsExactly(0, 2, 0);
    }

    @Test
    void edgesOfHugeNumbersDoNotOverflow() {
        NumericCoding huge = coding(0, Double.MAX_VALUE, Bins.between(-Double.MAX_VALUE, Double.MAX_VALUE), false);
        assertThat(encode(huge, 0)[1]).isEqualTo(0.5);
        assertThat(encode(huge, Double.MAX_VALUE / 2)[1]).isEqualTo(0.75);
    }

    @Test
    void fewerBinsHaveSomeOfTheEdgesAndTheEndsAmongThem() {
        NumericCoding fine = coding(
                5,
                1,
                Bins.between(IntStream.rangeClosed(0, 64)
                        .mapToDouble(i -> i * i * 0.5)
                        .toArray()),
                false);
        for (int most = 1; most <= 64; most++) {
            NumericCoding coarse = fine.withBins(most);
            assertThat(coarse.bins().count()).isEqualTo(most);
            assertThat(fine.bins().edges()).contains(coarse.bins().edges());
            assertThat(coarse.bins().edges()).isSorted().doesNotHaveDuplicates();
            assertThat(coarse.bins().edge(0)).isEqualTo(0);
            assertThat(coarse.bins().edge(most)).isEqualTo(64 * 32);
        }
        assertThat(fine.withBins(16).bins().edges()).startsWith(0.0, 8.0, 32.0);
        assertThat(fine.withBins(0).bins().edges()).isEmpty();
        assertThat(fine.withBins(0).inputs()).containsExactly(InputColumn.NUMERIC);
        assertThat(fine.withBins(65)).isSameAs(fine);
    }

    @Test
    void codingThatCannotHaveBeenLearnedIsRejected() {
        assertFault("median must be finite, got NaN", () -> coding(Double.NaN, 1, Bins.NONE, false));
        assertFault("scale must be 0 or more and finite, got -1.0", () -> coding(0, -1, Bins.NONE, false));
        assertFault("a column of equal values is no input", () -> coding(0, 0, Bins.NONE, false));
        assertFault("edges must be none or two and more, got one", () -> coding(0, 1, Bins.between(1.0), false));
        assertFault(
                "edges must be finite and ascend, got [1.0, 1.0]", () -> coding(0, 1, Bins.between(1.0, 1.0), false));
    }

    private static void assertFault(String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
