package densa.bench.compare;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import densa.bench.program.Identity;
import densa.bench.program.Program;
import densa.bench.program.Turn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program of the comparison that waits for its turns in a process of its own; {@link Program} says what is spoken.
 * Confined to one thread.
 */
final class Child implements AutoCloseable {

    /** How much longer than its turn a child may take. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Libraries are loaded and data is read meanwhile, by all children of a workload at once. */
    private static final Duration START = Duration.ofMinutes(3);

    /**
     * What a step frees serves the next one. By default the C library gives larger blocks back to the system and gets
     * them again, page by page: PyTorch 1.13 trained W3 at 150 k to 210 k rows/s, and at 245 k rows/s with this.
     */
    private static final Map<String, String> KEEP_MEMORY =
            Map.of("MALLOC_MMAP_THRESHOLD_", "1073741824", "MALLOC_TRIM_THRESHOLD_", "1073741824");

    private static final Gson GSON = new Gson();

    private final Process process;
    private final Path errors;
    private final PrintWriter requests;
    private final Duration patience;

    /** Lines; empty for the end of them. */
    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();

    private Child(Process process, Path errors, Duration patience) {
        this.process = process;
        this.errors = errors;
        this.requests = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.patience = patience;
    }

    /** Starts a program, which gets ready while others start. */
    static Child start(List<String> command, int threads) throws IOException {
        return start(command, threads, PATIENCE);
    }

    static Child start(List<String> command, int threads, Duration patience) throws IOException {
        Path errors = Files.createTempFile("densa-compare", ".err");
        try {
            Child child = new Child(Processes.start(command, threads, KEEP_MEMORY, errors), errors, patience);
            Thread reader = new Thread(child::read, "answers of a child");
            reader.setDaemon(true);
            reader.start();
            return child;
        } catch (IOException e) {
            Files.delete(errors);
            throw e;
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(Optional.of(line));
            }
        } catch (IOException e) {
            // The process was killed; its answers end here.
        }
        answers.add(Optional.empty());
    }

    /** Waits until the program is ready. */
    Identity identity() throws ChildException, InterruptedException {
        return answer(START, Identity.class);
    }

    /** Gives the program a turn of at least {@code seconds}. */
    Turn run(double seconds) throws ChildException, InterruptedException {
        requests.println(Program.RUN + seconds);
        return answer(patience.plusMillis((long) (seconds * 1000)), Turn.class);
    }

    private <T> T answer(Duration limit, Class<T> type) throws ChildException, InterruptedException {
        Optional<String> line = answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            Processes.kill(process);
            throw new ChildException("gave no answer within " + limit.toMillis() / 1000.0 + " s");
        }
        if (line.isEmpty()) {
            process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            throw new ChildException(ending(process, errors));
        }
        try {
            return GSON.fromJson(line.get(), type);
        } catch (JsonSyntaxException e) {
            throw new ChildException("answered \"" + line.get() + "\", which is not JSON");
        }
    }

    /** How a process that should not have ended did so, with the last line that it complained. */
    static String ending(Process process, Path errors) {
        String status = process.isAlive() ? "closed its output" : "ended with exit code " + process.exitValue();
        return lastLine(errors).map(line -> status + ": " + line).orElse(status);
    }

    private static Optional<String> lastLine(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    // A Java stack trace has its message above.
                    .filter(line -> !line.isEmpty() && !line.startsWith("at ") && !line.startsWith("..."))
                    .reduce((first, second) -> second);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Asks the program to end, and ends it if it does not. */
    @Override
    public void close() throws IOException {
        requests.println(Program.QUIT);
        requests.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                Processes.kill(process);
            }
        } catch (InterruptedException e) {
            Processes.kill(process);
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(errors);
    }
}
