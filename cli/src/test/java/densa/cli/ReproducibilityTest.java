package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReproducibilityTest {

    @TempDir
    private Path folder;

    private String predictions(String name, String table, String target, Object... options) {
        Path model = folder.resolve(name + ".densa");
        Object[] arguments = {Cli.resource(table + ".train.csv"), "-t", target, "-m", model};
        Cli.train(Stream.of(arguments, options).flatMap(Stream::of).toArray()).done();
        return Cli.run("predict", model, Cli.resource(table + ".test.csv"), "--quiet")
                .done()
                .out();
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "float64"})
    void numberOfThreadsDoesNotChangePredictions(String precision) {
        // Wide enough that two threads are worth it.
        Object[] one = {"--threads", 1, "--hidden", "256,128", "--epochs", 2, "--precision", precision};
        Object[] two = one.clone();
        two[1] = 2;
        assertThat(predictions("two", "concrete", "compressive_strength", two))
                .isEqualTo(predictions("one", "concrete", "compressive_strength", one));
    }

    @Test
    void sameSeedGivesTheSameFileButForTheTime() throws Exception {
        String first = predictions("a", "penguins", "species", "--epochs", 10, "--seed", 4);
        assertThat(predictions("b", "penguins", "species", "--epochs", 10, "--seed", 4))
                .isEqualTo(first);
        assertThat(predictions("c", "penguins", "species", "--epochs", 10, "--seed", 5))
                .isNotEqualTo(first);
        assertThat(Files.size(folder.resolve("a.densa"))).isPositive();
    }

    /**
     * The engines add in another order, so they differ by rounding (1e-16), which 50 epochs of training amplify; 1e-6 of
     * values up to 80 is asked for.
     */
    @Test
    void bothEnginesPredictTheSame() {
        Object[] options = {"--epochs", 50, "--patience", 50, "--precision", "float64", "--engine", "native"};
        List<String> nativeLines = predictions("n", "concrete", "compressive_strength", options)
                .lines()
                .toList();
        options[7] = "java";
        List<String> javaLines = predictions("j", "concrete", "compressive_strength", options)
                .lines()
                .toList();
        assertThat(nativeLines).hasSameSizeAs(javaLines).hasSize(207);
        for (int i = 1; i < javaLines.size(); i++) {
            assertThat(Double.parseDouble(nativeLines.get(i)))
                    .isCloseTo(Double.parseDouble(javaLines.get(i)), within(1e-6));
        }
    }

    @Test
    void modelPredictsTheSameOnBothEngines() {
        predictions("m", "concrete", "compressive_strength", "--epochs", 5, "--precision", "float64");
        Path model = folder.resolve("m.densa");
        Path data = Cli.resource("concrete.test.csv");
        List<String> nativeLines = Cli.run("predict", model, data, "-q", "--engine", "native")
                .done()
                .lines();
        List<String> javaLines =
                Cli.run("predict", model, data, "-q", "--engine", "java").done().lines();
        assertThat(nativeLines).hasSize(207);
        for (int i = 1; i < javaLines.size(); i++) {
            assertThat(Double.parseDouble(nativeLines.get(i)))
                    .isCloseTo(Double.parseDouble(javaLines.get(i)), within(1e-9));
        }
    }
}
