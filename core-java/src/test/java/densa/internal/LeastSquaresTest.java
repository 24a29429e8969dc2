package densa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {

    /** Dense rows of a constant and of numbers. */
    private static LeastSquares of(double[][] x) {
        int width = x[0].length + 1;
        int[] index = new int[x.length * width];
        double[] value = new double[index.length];
        for (int row = 0; row < x.length; row++) {
            for (int j = 0; j < width; j++) {
                index[row * width + j] = j;
                value[row * width + j] = j == 0 ? 1 : x[row][j - 1];
            }
        }
        return new LeastSquares(width, width, index, value);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void lineThroughPointsIsThatOfNumpy() {
        // numpy.polyfit([0, 1, 2, 4], [1, 3, 4, 4], 1) is [0.68571429, 1.8]
        double[] line = of(new double[][] {{0}, {1}, {2}, {4}}).fit(ones(4), new double[] {1, 3, 4, 4}, 0);
        assertThat(line[0]).isCloseTo(1.8, within(1e-12));
        assertThat(line[1]).isCloseTo(0.685714285714286, within(1e-12));
    }

    @Test
    void weightIsSoManyRows() {
        double[] weighted =
                of(new double[][] {{0}, {1}, {2}, {4}}).fit(new double[] {1, 2, 1, 3}, new double[] {1, 3, 4, 4}, 0);
        double[] repeated = of(new double[][] {{0}, {1}, {1}, {2}, {4}, {4}, {4}})
                .fit(ones(7), new double[] {1, 3, 3, 4, 4, 4, 4}, 0);
        assertThat(weighted).containsExactly(repeated, within(1e-12));
    }

    @Test
    void exactCombinationIsFound() {
        Random random = new Random(1);
        double[][] x = new double[500][30];
        double[] y = new double[x.length];
        for (int row = 0; row < x.length; row++) {
            for (int j = 0; j < x[row].length; j++) {
                x[row][j] = random.nextGaussian() + (j > 0 ? 0.9 * x[row][j - 1] : 0);
                y[row] += (j - 7) * x[row][j];
            }
        }
        double[] found = of(x).fit(ones(y.length), y, 0);
        for (int j = 0; j < 30; j++) {
            assertThat(found[j + 1]).isCloseTo(j - 7.0, within(1e-8));
        }
    }

    @Test
    void ridgeShrinksAsItsFormulaSays() {
        // One feature without a constant, of length 1: b = sum x y / (sum x^2 (1 + ridge)).
        LeastSquares one = new LeastSquares(1, 1, new int[3], new double[] {1, 2, 3});
        double[] found = one.fit(ones(3), new double[] {2, 1, 4}, 0.5);
        assertThat(found[0]).isCloseTo(16 / (14 * 1.5), within(1e-12));
    }

    @Test
    void featureThatIsZeroEverywhereHasNoCoefficient() {
        assertThat(of(new double[][] {{0}, {0}}).fit(ones(2), new double[] {1, 3}, 0)[1])
                .isZero();
    }
}
