package densa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import densa.bench.Rounds.Rate;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void rateIsTheMedianRoundAndItsSpread() {
        assertThat(Rate.of(110, 90, 100, 100, 95)).isEqualTo(new Rate(100, 0.2));
    }
}
