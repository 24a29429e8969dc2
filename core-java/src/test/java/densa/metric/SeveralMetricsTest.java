package densa.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Means over targets. */
class SeveralMetricsTest {

    @Test
    void figureThatOneTargetHasNotHasNoMean() {
        double[] probabilities = {0.8, 0.2, 0.4, 0.6};
        List<String> classes = List.of("no", "yes");
        Map<String, Metrics> byTarget = new LinkedHashMap<>();
        byTarget.put("b", ClassificationMetrics.of(classes, new int[] {0, 1}, probabilities));
        byTarget.put("a", ClassificationMetrics.of(classes, new int[] {0, 0}, probabilities));
        SeveralMetrics metrics = new SeveralMetrics(byTarget);
        assertThat(metrics.rows()).isEqualTo(2);
        assertThat(metrics.values().get("accuracy")).isCloseTo((1 + 0.5) / 2, within(1e-15));
        assertThat(metrics.byTarget().get("b").values()).containsKey("roc_auc");
        assertThat(metrics.byTarget().get("a").values()).doesNotContainKey("roc_auc");
        assertThat(metrics.values()).doesNotContainKey("roc_auc");
        assertThat(metrics.values().keySet())
                .containsExactlyElementsOf(metrics.byTarget().get("a").values().keySet())
                .startsWith("accuracy", "log_loss")
                .endsWith("calibration_error");
    }

    @Test
    void thereMustBeATarget() {
        assertThatThrownBy(() -> new SeveralMetrics(Map.of()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("there must be a target, got none");
    }
}
