package densa.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void ticksAreRound() {
        assertThat(new Range(0, 1).ticks()).containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
        assertThat(new Range(-37, 212).ticks()).containsExactly(0.0, 50.0, 100.0, 150.0, 200.0);
        assertThat(Range.of(3, 3).ticks()).isNotEmpty();
    }

    @Test
    void numbersAreShort() {
        assertThat(List.of(
                        Figures.text(0.98551),
                        Figures.text(52955),
                        Figures.text(1.2e-7),
                        Figures.text(1e-17),
                        Figures.text(123456.7)))
                .containsExactly("0.9855", "52,955", "1.20e-07", "0", "123,457");
        assertThat(Stream.of(0.25, 1500.0, 20_000.0, -1_500_000.0, 3e9, 1e13).map(Figures::tick))
                .containsExactly("0.25", "1500", "20k", "-1.5M", "3B", "1.00e+13");
        assertThat(Figures.cut("😀😀😀", 2)).isEqualTo("😀…");
    }
}
