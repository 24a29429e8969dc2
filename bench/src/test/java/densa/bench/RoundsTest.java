package densa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void theMedianIsTheMiddleValue() {
        assertThat(Rounds.median(new double[] {5, 1, 3})).isEqualTo(3);
    }
}
