package densa.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures of quantiles against numbers worked out by hand. */
class QuantileMetricsTest {

    private static final double[] ONES = {1, 1};

    @Test
    void figuresAreThoseWorkedOutByHand() {
        QuantileMetrics metrics = QuantileMetrics.of(
                List.of(0.1, 0.5, 0.9), new double[] {2, 9}, new double[] {1, 3, 5, 2, 5, 8}, new double[] {3, 1});
        // Row 1: 0.1 * 1, 0.5 * 1, 0.1 * 3; row 2: 0.1 * 7, 0.5 * 4, 0.9 * 1.
        assertThat(metrics.quantileLoss()).isCloseTo((3 * 0.9 / 3 + 3.6 / 3) / 4, within(1e-15));
        assertThat(metrics.coverage()).isEqualTo(0.75);
        assertThat(metrics.middle())
                .isEqualTo(RegressionMetrics.of(new double[] {2, 9}, new double[] {3, 5}, new double[] {3, 1}));
        assertThat(metrics.rows()).isEqualTo(2);
        assertThat(metrics.values()).containsOnlyKeys("rmse", "mae", "r2", "quantile_loss", "coverage");
    }

    @Test
    void oneLevelHasNoCoverage() {
        QuantileMetrics metrics = QuantileMetrics.of(List.of(0.9), new double[] {2, 9}, new double[] {1, 3}, ONES);
        assertThat(metrics.values()).containsOnlyKeys("rmse", "mae", "r2", "quantile_loss");
    }

    @Test
    void middleIsNearestToOneHalfAndTheLowerOfTwo() {
        assertThat(QuantileMetrics.middle(List.of(0.05, 0.5, 0.95))).isEqualTo(1);
        assertThat(QuantileMetrics.middle(List.of(0.1, 0.2, 0.6))).isEqualTo(2);
        assertThat(QuantileMetrics.middle(List.of(0.45, 0.55))).isZero();
        assertThat(QuantileMetrics.middle(List.of(0.3, 0.7))).isZero();
    }

    @Test
    void lengthsMustFit() {
        assertThatThrownBy(() -> QuantileMetrics.of(List.of(0.1, 0.9), new double[2], new double[2], ONES))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("predictions must be rows x levels (2 x 2), got 2");
    }
}
