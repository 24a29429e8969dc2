package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import densa.table.model.Model;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only shows in a process of its own: the current folder, the exit code, Ctrl-C. */
class ProcessTest {

    private static final long MOST_SECONDS = 60;

    @TempDir
    private Path folder;

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        // A test that waits for its output fails instead of waiting for ever.
        CompletableFuture.delayedExecutor(MOST_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return process;
    }

    private static String end(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        return text;
    }

    @Test
    void modelIsNamedAsTheDataInTheCurrentFolder() throws Exception {
        Files.copy(Cli.resource("iris.train.csv"), folder.resolve("iris.csv"));
        Process process = start("train", "iris.csv", "-t", "class", "--epochs", "2");
        assertThat(end(process)).contains("Wrote iris.densa (");
        assertThat(process.exitValue()).isZero();
        assertThat(Model.load(folder.resolve("iris.densa")).target()).isEqualTo("class");
    }

    @Test
    void failureIsTheExitCode() throws Exception {
        Process process = start("train", "iris.csv", "-t", "class");
        assertThat(end(process)).isEqualTo("densa: file not found: iris.csv" + System.lineSeparator());
        assertThat(process.exitValue()).isEqualTo(ExitCode.DATA);
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    @DisabledOnOs(OS.WINDOWS)
    @DisabledIf(value = "interruptsAreIgnored", disabledReason = "a script's background job ignores Ctrl-C")
    void signalKeepsTheBestModelSoFar(String signal, int exitCode) throws Exception {
        Path data = Cli.resource("concrete.train.csv");
        Process process = start(
                "train",
                data.toString(),
                "-t",
                "compressive_strength",
                "-m",
                "c.densa",
                "--epochs",
                "1000000",
                "--patience",
                "1000000");
        StringBuilder text = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            // The first line of progress: it is training, and some epochs are done.
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                text.append(line).append('\n');
                if (line.contains(" % done")) {
                    assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                                    .start()
                                    .waitFor())
                            .isZero();
                }
            }
        }
        assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(text)
                .contains("Stopping; the best model so far is kept. Ctrl-C again ends at once.")
                .containsPattern(
                        "Stopped early in .*: \\d+ networks? of [0-9,]+ parameters, each restored to its best epoch")
                .contains("Wrote c.densa");
        assertThat(process.exitValue()).isEqualTo(exitCode);
        assertThat(Model.load(folder.resolve("c.densa"))
                        .validationMetrics()
                        .values()
                        .get("r2"))
                .isGreaterThan(0.5);
    }

    /** Whether processes started here ignore SIGINT, the second signal, where the system tells. */
    static boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
}
