package densa.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

    private static final int ROWS = 20_000;

    /** Probabilities of two classes, and classes that come true as often as those probabilities to the power 1/T say. */
    private record Drawn(int[] truth, double[] values) {

        static Drawn of(double temperature) {
            Random random = new Random(1);
            int[] truth = new int[ROWS];
            double[] values = new double[2 * ROWS];
            for (int row = 0; row < ROWS; row++) {
                double logit = 2 * random.nextGaussian();
                truth[row] = random.nextDouble() < 1 / (1 + Math.exp(-logit / temperature)) ? 1 : 0;
                values[2 * row] = 1 / (1 + Math.exp(logit));
                values[2 * row + 1] = 1 - values[2 * row];
            }
            return new Drawn(truth, values);
        }

        Calibration calibration(int rows, double most) {
            double[] weights = new double[rows];
            Arrays.fill(weights, 1);
            return Calibration.of(Arrays.copyOf(truth, rows), Arrays.copyOf(values, 2 * rows), weights, 2, most);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 2})
    void temperatureThatTheRowsWereDrawnWithIsFound(double temperature) {
        Calibration found = Drawn.of(temperature).calibration(ROWS, Calibration.MOST);
        assertThat(found.temperature()).isEqualTo(temperature, within(0.05 * temperature));
        assertThat(found.errorAfter()).isLessThan(0.02).isLessThan(found.errorBefore());
    }

    @Test
    void temperatureAboveTheHighestOneIsNotTaken() {
        Calibration left = Drawn.of(2).calibration(ROWS, 1);
        assertThat(left.temperature()).isEqualTo(1);
        assertThat(left.errorAfter()).isEqualTo(left.errorBefore()).isGreaterThan(0.05);
        assertThat(Drawn.of(0.5).calibration(ROWS, 1).temperature()).isLessThan(1);
    }

    @Test
    void fewRowsDoNotDecide() {
        assertThat(Drawn.of(2).calibration(999, Calibration.MOST).temperature()).isEqualTo(1);
    }
}
