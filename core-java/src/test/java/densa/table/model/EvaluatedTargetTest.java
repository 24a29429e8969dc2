package densa.table.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluatedTargetTest {

    private static final double[] ONES = {1, 1, 1, 1, 1};

    @Test
    void constantKnowsTheTargetOnly() {
        EvaluatedTarget classes =
                EvaluatedTarget.of("c", List.of("no", "yes"), List.of(), new double[] {0, 0, 1, 1, 1}, new double[] {
                    0.9, 0.1, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.6, 0.4
                });
        assertThat(classes.constant(ONES).values()).startsWith(0.4, 0.6, 0.4, 0.6);
        EvaluatedTarget number =
                EvaluatedTarget.of("n", List.of(), List.of(), new double[] {1, 2, 3, 4, 10}, new double[5]);
        assertThat(number.constant(new double[] {1, 1, 1, 1, 0}).values()).containsOnly(2.5);
        EvaluatedTarget quantiles = EvaluatedTarget.of(
                "q", List.of(), List.of(0.2, 0.5, 0.9), new double[] {3, 1, 2, 10, 4}, new double[15]);
        assertThat(quantiles.constant(ONES).values())
                .startsWith(1, 3, 10, 1, 3, 10)
                .hasSize(15);
    }

    @Test
    void predictionsOfOtherRowsAreRejected() {
        assertThatThrownBy(() ->
                        EvaluatedTarget.of("c", List.of("no", "yes"), List.of(), new double[] {0, 1}, new double[5]))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("predictions of 2 rows must be 4 values, got 5");
    }
}
