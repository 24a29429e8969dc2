package densa.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RegressionMetricsTest {

    @Test
    void figuresByHand() {
        double[] truth = {3, -0.5, 2, 7};
        double[] predicted = {2.5, 0, 2, 8};
        RegressionMetrics metrics = RegressionMetrics.of(truth, predicted);
        assertThat(metrics.rows()).isEqualTo(4);
        assertThat(metrics.rmse()).isCloseTo(Math.sqrt(0.375), within(1e-15)); // (0.25 + 0.25 + 0 + 1) / 4
        assertThat(metrics.mae()).isCloseTo(0.5, within(1e-15));
        assertThat(metrics.r2()).isCloseTo(1 - 1.5 / 29.1875, within(1e-15)); // mean 2.875
        assertThat(metrics.values().keySet()).containsExactly("rmse", "mae", "r2");
    }

    @Test
    void weightsCountAsRepeatedRows() {
        RegressionMetrics weighted = RegressionMetrics.of(
                new double[] {1, 2, 4, 99}, new double[] {1.5, 2, 3, 0}, new double[] {2, 1, 3, 0});
        RegressionMetrics repeated =
                RegressionMetrics.of(new double[] {1, 1, 2, 4, 4, 4}, new double[] {1.5, 1.5, 2, 3, 3, 3});
        assertThat(weighted.rmse()).isCloseTo(repeated.rmse(), within(1e-15));
        assertThat(weighted.mae()).isCloseTo(repeated.mae(), within(1e-15));
        assertThat(weighted.r2()).isCloseTo(repeated.r2(), within(1e-14));
    }

    @Test
    void r2OfConstantTruthIsLeftOut() {
        double[] truth = {0.1, 0.1, 0.1};
        assertThat(RegressionMetrics.of(truth, truth).values().keySet()).containsExactly("rmse", "mae");
        assertThat(RegressionMetrics.of(truth, new double[] {0.1, 0.1, 0.2}).r2())
                .isNaN();
    }

    @Test
    void r2OfOneRowIsLeftOut() {
        RegressionMetrics metrics = RegressionMetrics.of(new double[] {1}, new double[] {2});
        assertThat(metrics.values().keySet()).containsExactly("rmse", "mae");
        assertThat(metrics.r2()).isNaN();
    }

    @Test
    void badArgumentsAreRejected() {
        assertThatThrownBy(() -> RegressionMetrics.of(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("predictions must be as many as true values (2), got 3");
        assertThatThrownBy(() -> RegressionMetrics.of(new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rows must be at least 1, got 0");
    }
}
