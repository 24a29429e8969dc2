package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TutorialCommandTest {

    @TempDir
    private Path folder;

    private static JsonObject reference() throws IOException {
        String given = System.getProperty("reference.dir", "");
        Path file = given.isEmpty() ? Cli.resource("tutorial.json") : Path.of(given, "tutorial.json");
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    static Stream<Object[]> enginesAndSteps() throws IOException {
        List<Object[]> cases = new ArrayList<>();
        for (JsonElement step : reference().getAsJsonArray("steps")) {
            for (String engine : new String[] {"native", "java"}) {
                cases.add(
                        new Object[] {engine, step.getAsJsonObject().get("step").getAsInt(), step.getAsJsonObject()});
            }
        }
        return cases.stream();
    }

    /** The tolerance grows with the steps, as rounding does: 1e-12 for the first ten, 1e-9 at the end. */
    @ParameterizedTest(name = "{0}, {1} iterations")
    @MethodSource("enginesAndSteps")
    void numbersAreThoseOfTheReference(String engine, int step, JsonObject expected) throws IOException {
        JsonObject reference = reference();
        writeMatrix("w1.txt", reference.getAsJsonArray("w1_initial"));
        writeMatrix("w2.txt", reference.getAsJsonArray("w2_initial"));
        JsonObject actual = Cli.run("tutorial", "--start", folder, "--iterations", step, "--json", "--engine", engine)
                .json();
        double tolerance = step <= 10 ? 1e-12 : 1e-9;
        for (String key : List.of("loss", "output", "query_output", "w1", "w2")) {
            List<Double> numbers = numbers(expected.get(key));
            List<Double> found = numbers(actual.get(key));
            assertThat(found).as(key).hasSameSizeAs(numbers);
            for (int i = 0; i < numbers.size(); i++) {
                assertThat(found.get(i)).as("%s[%d]", key, i).isCloseTo(numbers.get(i), within(tolerance));
            }
        }
        assertThat(actual.keySet()).containsExactly("loss", "output", "query_output", "w1", "w2");
    }

    private void writeMatrix(String name, JsonArray rows) throws IOException {
        List<String> lines = new ArrayList<>();
        for (JsonElement row : rows) {
            lines.add(
                    String.join(" ", numbers(row).stream().map(String::valueOf).toList()));
        }
        Files.write(folder.resolve(name), lines);
    }

    private static List<Double> numbers(JsonElement json) {
        List<Double> numbers = new ArrayList<>();
        if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(element -> numbers.addAll(numbers(element)));
        } else {
            numbers.add(json.getAsDouble());
        }
        return numbers;
    }

    @Test
    void showsHowItLearns() {
        Cli run = Cli.run("tutorial").done();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("study  sleep  score")
                .containsPattern("2 +9 +92")
                .contains("2 inputs > 3 sigmoid > 1 sigmoid; 9 parameters, no bias")
                .containsPattern("(?m)^ +0 +0\\.\\d+ ")
                .containsPattern("(?m)^ +1000 +0\\.000")
                .containsPattern("actual +92.00 +86.00 +89.00")
                .containsPattern("Predicted score for 4 hours of study and 8 of sleep: \\d\\d\\.\\d\\d");
    }

    @Test
    void savedWeightsContinueTheTraining() throws IOException {
        JsonObject whole = Cli.run("tutorial", "--iterations", 50, "--hidden", "4,3", "--seed", 7, "--json")
                .json();
        Cli first = Cli.run("tutorial", "--iterations", 20, "--hidden", "4,3", "--seed", 7, "--save", folder)
                .done();
        assertThat(first.err()).isEqualTo("Wrote " + folder.resolve("w1.txt") + " to w3.txt" + System.lineSeparator());
        assertThat(Cli.snapshot(folder)).containsOnlyKeys("w1.txt", "w2.txt", "w3.txt");
        assertThat(Files.readAllLines(folder.resolve("w1.txt"))).hasSize(2).allSatisfy(line -> assertThat(line)
                .matches("\\S+ \\S+ \\S+ \\S+"));
        assertThat(Cli.run("tutorial", "--iterations", 30, "--start", folder, "--json")
                        .json())
                .isEqualTo(whole);
        assertThat(whole.keySet()).containsExactly("loss", "output", "query_output", "w1", "w2", "w3");
    }

    @Test
    void seedDecidesTheFirstWeights() {
        assertThat(Cli.run("tutorial", "--seed", 1, "--json")).isEqualTo(Cli.run("tutorial", "--seed", 1, "--json"));
        assertThat(Cli.run("tutorial", "--seed", 1, "--json")).isNotEqualTo(Cli.run("tutorial", "--seed", 2, "--json"));
    }

    @Test
    void rejectsWeightsThatAreNone() throws IOException {
        assertFails("file not found: " + folder.resolve("w1.txt"));
        Path first = Cli.file(folder, "w1.txt", "0.1 0.2 0.3", "0.4 x 0.6");
        assertFails(first + ", line 2: must be numbers separated by spaces, got \"x\"");
        Cli.file(folder, "w1.txt", "0.1 0.2 0.3", "0.4 0.6");
        assertFails(first + ", line 2: must have 3 values as the lines before, got 2");
        Cli.file(folder, "w1.txt", "0.1 NaN 0.3", "0.4 1 0.6");
        assertFails(first + ", line 1: must be finite, got NaN");
        Cli.file(folder, "w1.txt", "# nothing");
        assertFails(first + " is empty");
        Cli.file(folder, "w1.txt", "0.1 0.2 0.3");
        Cli.file(folder, "w2.txt", "1", "2", "3");
        assertFails(folder + ": w1.txt must have 2 rows, got 1 of 3");
        Cli.file(folder, "w1.txt", "0.1 0.2 0.3", "0.1 0.2 0.3");
        Cli.file(folder, "w2.txt", "1 1", "2 2", "3 3");
        assertFails(folder + ": w2.txt must have 3 rows of 1 value, got 3 of 2");
    }

    @Test
    void rejectsWeightsOfAnotherNetwork() throws IOException {
        Cli.file(folder, "w1.txt", "0.1 0.2 0.3", "0.1 0.2 0.3");
        Cli.file(folder, "w2.txt", "1", "2", "3");
        assertFails(folder + " holds weights for --hidden 3, not 4", "--hidden", 4);
        Cli.run("tutorial", "--start", folder, "--hidden", 3, "--json").done();
    }

    private void assertFails(String message, Object... more) {
        Object[] arguments = Stream.concat(Stream.of("tutorial", "--start", folder, "--json"), Stream.of(more))
                .toArray();
        assertThat(Cli.run(arguments)).isEqualTo(new Cli(3, "", "densa: " + message + System.lineSeparator()));
    }
}
