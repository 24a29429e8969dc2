package densa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void tableComparesEachRowWithItsBaseAndMarksTheSlowOnes() {
        String table = Options.markdown(
                List.of("base", "quick", "slow"), List.of(0, 0, 0), new double[] {10e-6, 11e-6, 15.1e-6});
        assertThat(table.lines())
                .containsExactly(
                        "| option | us a step | of its base |",
                        "|---|---:|---:|",
                        "| base | 10.0 | base |",
                        "| quick | 11.0 | 1.10 |",
                        "| slow | 15.1 | 1.51 (slow) |");
    }
}
