package densa.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementTest {

    private static final Variant ENTRANT = new Variant(Library.PYTORCH, "float32", 2);

    @Test
    void measurementIsTheMedianRoundBetweenTheLowestAndTheHighest() {
        Measurement measurement =
                Measurement.of(Comparison.W2, ENTRANT, "1.13", List.of(110.0, 90.0, 100.0, 100.0, 95.0), null);
        assertThat(measurement).isEqualTo(new Measurement(Comparison.W2, ENTRANT, "1.13", 100, 90, 110, null));
        assertThat(measurement.spread()).isEqualTo(0.2);
        assertThat(Measurement.of(Comparison.W2, ENTRANT, "", List.of(1.0, 2.0, 4.0, 8.0), null)
                        .median())
                .isEqualTo(3);
    }

    @Test
    void valuesAreRatesOrMicroseconds() {
        assertThat(Comparison.W2.value(1000, 0.5)).isEqualTo(2000);
        assertThat(Comparison.W5_ROW.value(1000, 0.5)).isEqualTo(500);
    }

    @Test
    void fileHoldsWhatCounts(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("numbers.json");
        Files.writeString(file, "old");
        MeasurementsFile.write(
                file,
                List.of(
                        new Measurement(Comparison.W5_ROW, ENTRANT, "1.13, OpenBLAS", 14.5, 14, 15.25, null),
                        new Measurement(Comparison.W2, ENTRANT, "1.13", Double.NaN, 0, 0, "does not learn")));
        assertThat(file).content().isEqualTo("""
                        [
                          {
                            "workload": "W5-row",
                            "system": "pytorch",
                            "version": "1.13, OpenBLAS",
                            "precision": "float32",
                            "threads": 2,
                            "unit": "us",
                            "median": 14.5,
                            "min": 14.0,
                            "max": 15.25
                          }
                        ]
                        """);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void trainingWhoseLossDoesNotFallFails() {
        assertThat(Checks.learned(0.7, 0.69)).isNull();
        assertThat(Checks.learned(0.5, 0.5)).isEqualTo("does not learn: its loss went from 0.5 to 0.5");
        assertThat(Checks.learned(0.5, Double.NaN)).isEqualTo("does not learn: its loss went from 0.5 to NaN");
    }

    @Test
    void predictionsThatDifferFail() {
        assertThat(Checks.agree(List.of(1.0, 2.0009), new double[] {1, 2})).isNull();
        assertThat(Checks.agree(List.of(1.0, 2.25), new double[] {1, 2}))
                .isEqualTo("predicts 2.25 where the Java engine predicts 2.0 (output 1)");
        assertThat(Checks.agree(List.of(1.0), new double[] {1, 2}))
                .isEqualTo("puts out 1 numbers where 2 are expected");
    }

    @Test
    void everyComparisonHasOneOfUsAndOneThreadForThreeRows() {
        for (Comparison comparison : Comparison.values()) {
            assertThat(Library.DENSA_NATIVE.variants(comparison)).isNotEmpty();
        }
        assertThat(Library.PYTORCH.variants(Comparison.W1)).containsExactly(new Variant(Library.PYTORCH, "float64", 1));
        assertThat(Library.ONNXRUNTIME.variants(Comparison.W2)).isEmpty();
    }

    @Test
    void jvmsWarmUpAsLongAsTheyGetFaster() {
        Pace pace = new Pace(5, 0.5);
        assertThat(pace.warmsUp(Library.NUMPY, 0, 0, 0)).isTrue();
        assertThat(pace.warmsUp(Library.NUMPY, 1, 0, 100)).isFalse();
        assertThat(pace.warmsUp(Library.DL4J, 2, 100, 100)).isTrue();
        assertThat(pace.warmsUp(Library.DL4J, 3, 100, 110)).isTrue();
        assertThat(pace.warmsUp(Library.DL4J, 3, 100, 104)).isFalse();
        assertThat(pace.warmsUp(Library.DL4J, 10, 100, 110)).isFalse();
    }
}
