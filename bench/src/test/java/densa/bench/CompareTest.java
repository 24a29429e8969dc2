package densa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareTest {

    private record Output(int code, String out, String err) {}

    private static Output compare(String... arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Compare.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Output(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --only W9               | unknown workload "W9"; valid: W1, W2, W3, W4, W5, W6, W7, W8
                    --systems torch         | unknown system "torch"; did you mean "pytorch"? valid: densa-native, densa-java, numpy, pytorch, dl4j, onnxruntime, smile, tribuo
                    --systems numpy,dl4j    | dl4j needs --jvm-peers
                    --fast                  | Unknown option: '--fast'
                    --rounds 4              | --rounds must be 5 or more, got 4
                    --rounds many           | Invalid value for option '--rounds': 'many' is not an int
                    --seconds 0             | --seconds must be more than 0 and at most 600, got 0.0
                    --json nowhere/x.json   | --json nowhere/x.json: its folder does not exist
                    """)
    void wrongOptionsTakeOneLine(String options, String message) throws Exception {
        assertThat(compare(options.split(" "))).isEqualTo(new Output(2, "", "compare: " + message + "\n"));
    }

    @Test
    void densaRunsAgainstItself(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("numbers.json");
        Output output = compare(
                "--only", "W1", "--systems", "densa-java,densa-native", "--seconds", "0.02", "--json", json.toString());
        assertThat(output.err()).isEqualTo("compare: measuring W1\n");
        assertThat(output.code()).isZero();
        assertThat(output.out()).startsWith("""
                        | workload | unit | densa-native float32 | densa-native float64 | densa-java |
                        |---|---|---:|---:|---:|
                        | W1: 2-3-1 sigmoid, float64, batch of 3 | steps/s | - |""");
        assertThat(json).content().contains("\"workload\": \"W1\"").contains("\"system\": \"densa-java\"");
    }

    @Test
    void systemThatCannotRunIsSkipped() throws Exception {
        Output output = compare(
                "--only", "W1", "--systems", "densa-native,numpy", "--python", "no-such-python", "--seconds", "0.02");
        assertThat(output.code()).isZero();
        assertThat(output.err()).contains("compare: skipped numpy: ").contains("no-such-python");
        assertThat(output.out()).doesNotContain("numpy");
    }

    @Test
    void systemThatDoesNotLearnFailsTheComparison(@TempDir Path folder) throws Exception {
        Path python = Files.writeString(folder.resolve("python"), """
                #!/bin/sh
                echo '{"system": "numpy", "version": "0"}'
                while read -r request seconds; do
                    [ "$request" = run ] || exit 0
                    echo '{"units": 1, "seconds": 1, "loss": 0.5}'
                done
                """);
        assertThat(python.toFile().setExecutable(true)).isTrue();
        Output output = compare("--only", "W1", "--systems", "numpy", "--python", python.toString());
        assertThat(output.code()).isEqualTo(1);
        assertThat(output.err()).isEqualTo("""
                compare: measuring W1
                compare: FAILED W1, numpy, float64, 1 thread: does not learn: its loss went from 0.5 to 0.5
                """);
        assertThat(output.out()).contains("| steps/s | failed |");
    }
}
