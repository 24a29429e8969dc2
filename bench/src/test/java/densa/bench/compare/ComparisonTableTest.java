package densa.bench.compare;

import static densa.bench.compare.Library.DENSA_JAVA;
import static densa.bench.compare.Library.DENSA_NATIVE;
import static densa.bench.compare.Library.NUMPY;
import static densa.bench.compare.Library.PYTORCH;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {

    static Measurement measurement(
            Comparison comparison, Library library, int bits, int threads, double median, @Nullable String failure) {
        return new Measurement(
                comparison,
                new Variant(library, "float" + bits, threads),
                "1.0",
                median,
                median,
                median * (1 + 0.01 * library.id().length() * threads),
                failure);
    }

    @Test
    void markdownComparesTheBestNumbersOfThreads() {
        List<Measurement> measurements = List.of(
                measurement(Comparison.W1, DENSA_NATIVE, 64, 1, 5_000_000, null),
                measurement(Comparison.W1, DENSA_JAVA, 64, 1, 2_500_000, null),
                measurement(Comparison.W2, DENSA_NATIVE, 32, 1, 3_500_000, null),
                measurement(Comparison.W2, DENSA_NATIVE, 32, 2, 5_370_000, null),
                measurement(Comparison.W2, DENSA_NATIVE, 64, 1, 1_750_400, null),
                measurement(Comparison.W2, PYTORCH, 32, 1, 436_585, null),
                measurement(Comparison.W2, PYTORCH, 32, 2, 430_000, null),
                measurement(Comparison.W2, NUMPY, 32, 1, 900_000, "does not learn"),
                measurement(Comparison.W5_ROW, DENSA_NATIVE, 32, 1, 4, null),
                measurement(Comparison.W5_ROW, PYTORCH, 32, 1, 14, null),
                measurement(Comparison.W5_ROW, PYTORCH, 32, 2, 3, "predicts something else"),
                measurement(Comparison.W6_START, DENSA_NATIVE, 32, 1, 0.2, null),
                measurement(Comparison.W6_START, PYTORCH, 32, 1, 0.1, null));

        assertThat(new ComparisonTable(measurements).markdown(5, "a machine")).isEqualTo("""
                        | workload | unit | densa-native float32 | densa-native float64 | densa-java | numpy | pytorch |
                        |---|---|---:|---:|---:|---:|---:|
                        | W1: 2-3-1 sigmoid, float64, batch of 3 | steps/s | - | 5.00 M | 2.50 M, 2.0x | - | - |
                        | W2: 28-64-32-1 ReLU, two classes, batch of 256 | rows/s | 5.37 M (2 threads) | 1.75 M | - | failed | 437 k (1 thread), 12.3x |
                        | W5-row: predicts through 784-128-10, one row a call | us | 4.00 | - | - | - | 14.0 (1 thread), 3.5x, 1 of 2 failed |
                        | W6-start: loads 28-64-32-1, predicts a row, ends: time | s | 0.200 | - | - | - | 0.100, 0.50x |

                        Medians of 5 interleaved rounds, with the better number of threads. 2.0x: densa-native is twice as fast, or takes half the time or memory.
                        W6 runs on every JVM with -XX:TieredStopAtLevel=1 -XX:+UseSerialGC.
                        Highest and lowest round of one variant differ by at most: W1 12 % (densa-native, float64, 1 thread); W2 24 % (densa-native, float32, 2 threads); W5-row 12 % (densa-native, float32, 1 thread); W6-start 12 % (densa-native, float32, 1 thread).

                        a machine

                        - densa-native 1.0
                        - densa-java 1.0
                        - pytorch 1.0
                        - numpy 1.0
                        """);
    }

    @Test
    void markdownWithoutUsHasNoRatios() {
        List<Measurement> alone = List.of(measurement(Comparison.W4, NUMPY, 32, 1, 999.4, null));
        assertThat(new ComparisonTable(alone).markdown(5, "a machine")).startsWith("""
                        | workload | unit | numpy |
                        |---|---|---:|
                        | W4: 784-1024-1024-10 ReLU, ten classes, batch of 256 | rows/s | 999 |
                        """);
    }

    @Test
    void numberKeepsThreeDigits() {
        assertThat(List.of(0.1234, 0.5, 0.9994, 0.9996, 9.994, 9.996, 99.96, 999.6, 99_960.0, 999_600.0, 1.16e7))
                .extracting(ComparisonTable::number)
                .containsExactly(
                        "0.123", "0.500", "0.999", "1.00", "9.99", "10.0", "100", "1.00 k", "100 k", "1.00 M",
                        "11.6 M");
    }
}
