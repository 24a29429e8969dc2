package densa.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One run of the program inside the test's JVM.
 *
 * @param code what it would exit with
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Cli(int code, String out, String err) {

    /** Runs the program; arguments that are paths become texts. */
    static Cli run(Object... arguments) {
        return reading("", arguments);
    }

    /** Runs {@code train} so that it is short: a small network, two folds, and nothing to compare. */
    static Cli train(Object... arguments) {
        return run(
                Stream.concat(Stream.of("train"), Stream.of(quick(arguments))).toArray());
    }

    /** The arguments, and those of a short training that are not among them. */
    static Object[] quick(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        Object[][] more = {{"--effort", "quick"}, {"--hidden", "16"}, {"--bins", 8}, {"--dropout", "0.1"}};
        Stream.of(more).filter(option -> !all.contains(option[0])).forEach(option -> all.addAll(List.of(option)));
        if (Stream.of("--folds", "--group", "--time", "--valid", "--valid-fraction")
                .noneMatch(all::contains)) {
            all.addAll(List.of("--folds", 2));
        }
        return all.toArray();
    }

    /** Runs the program with something on its standard input. */
    static Cli reading(String input, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return run(input, out, false, arguments);
    }

    /** Runs the program as on a terminal. */
    static Cli onTerminal(Object... arguments) {
        return run("", new ByteArrayOutputStream(), true, arguments);
    }

    /** Runs the program with a standard output of the test's own. */
    static Cli writingTo(OutputStream out, Object... arguments) {
        return run("", out, false, arguments);
    }

    private static Cli run(String input, OutputStream out, boolean terminal, Object... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console =
                new Console(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err, terminal);
        String[] texts = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
        int code = Main.run(console, texts);
        String written = out instanceof ByteArrayOutputStream bytes ? bytes.toString(StandardCharsets.UTF_8) : "";
        return new Cli(code, written, err.toString(StandardCharsets.UTF_8));
    }

    /** The run, if it ended well. */
    Cli done() {
        if (code != ExitCode.DONE) {
            throw new AssertionError("exit code " + code + ": " + err);
        }
        return this;
    }

    /** Standard output as one JSON object. */
    JsonObject json() {
        return JsonParser.parseString(done().out).getAsJsonObject();
    }

    /** Lines of standard output. */
    List<String> lines() {
        return out.lines().toList();
    }

    /** The last line of standard error, where the one that says what is wrong stands. */
    String lastError() {
        List<String> lines = err.lines().toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    /** A file of the test resources. */
    static Path resource(String name) {
        try {
            return Path.of(Cli.class.getResource(name).toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a file of lines. */
    static Path file(Path folder, String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    /** What is in a folder: names and contents. */
    static TreeMap<String, String> snapshot(Path folder) {
        TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                try (InputStream in = Files.newInputStream(path)) {
                    files.put(
                            folder.relativize(path).toString(),
                            new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
