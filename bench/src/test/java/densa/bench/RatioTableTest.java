package densa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import densa.bench.RatioTable.Row;
import densa.bench.Rounds.Rate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatioTableTest {

    @Test
    void markdownComparesOneThreadAndTheBestNumberOfThreads() {
        Row wide = new Row(
                "wide",
                Map.of(
                        Contender.NATIVE_FLOAT32_1, new Rate(3_500_000, 0.01),
                        Contender.NATIVE_FLOAT32_2, new Rate(5_370_000, 0.042),
                        Contender.NATIVE_FLOAT64_1, new Rate(1_750_400, 0),
                        Contender.JAVA, new Rate(250_000, 0.02)));
        Row small = new Row(
                "small",
                Map.of(
                        Contender.NATIVE_FLOAT64_1, new Rate(999.4, 0),
                        Contender.JAVA, new Rate(584, 0)));

        assertThat(RatioTable.markdown(List.of(wide, small))).isEqualTo("""
                        | workload | unit | native float32, 1 thread | 2 threads | native float64, 1 thread | Java | native / Java, 1 thread | native / Java, best |
                        |---|---|---:|---:|---:|---:|---:|---:|
                        | wide | rows/s | 3.50 M | 5.37 M | 1.75 M | 250 k | 14 | 21 (2 threads) |
                        | small | rows/s | - | - | 999 | 584 | 1.7 | 1.7 (1 thread) |

                        Median of the rounds; fastest and slowest round differ by 4 % at most.
                        """);
    }

    @Test
    void numberKeepsThreeDigits() {
        assertThat(List.of(0.5, 9.994, 9.996, 99.96, 999.6, 99_960.0, 999_600.0, 1.16e7))
                .extracting(RatioTable::number)
                .containsExactly("0.50", "9.99", "10.0", "100", "1.00 k", "100 k", "1.00 M", "11.6 M");
    }
}
