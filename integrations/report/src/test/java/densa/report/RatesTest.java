package densa.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import densa.table.model.EvaluatedTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatesTest {

    private static final EvaluatedTarget CLASSES =
            EvaluatedTarget.of("c", List.of("no", "yes"), List.of(), new double[] {0, 0, 1, 1, 1}, new double[] {
                0.9, 0.1, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.6, 0.4
            });

    @Test
    void ratesAreThoseCountedByHand() {
        Rates rates = Rates.of(CLASSES, 1, new double[] {1, 1, 1, 1, 1}).get(0);
        // Ranked: yes 0.8, yes 0.7, no 0.6, yes 0.4, no 0.1.
        assertThat(rates.auc()).hasValue(5.0 / 6);
        assertThat(rates.truePositives()[0]).isEqualTo(2.0 / 3);
        assertThat(rates.truePositives()[49]).isEqualTo(2.0 / 3);
        assertThat(rates.truePositives()[50]).isEqualTo(1);
        assertThat(rates.precision()[66]).isEqualTo(1);
        assertThat(rates.precision()[67]).isEqualTo(0.75);
        assertThat(rates.averagePrecision()).isCloseTo((1 + 1 + 0.75) / 3, within(1e-12));
        assertThat(Rates.of(CLASSES, 1, new double[] {0, 0, 1, 1, 1})).isEmpty();
    }
}
