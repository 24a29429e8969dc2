package densa.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;

/** What an application is made of: jars, or folders of classes, from the class path of the tests. */
record Application(List<Path> entries) {

    /** What a program wrote, and how it ended. */
    record Run(int exit, String out, String err) {}

    private static final String SEPARATOR = "[/\\\\]";

    /** The core and what it always needs; no native code. */
    static Application core() {
        return matching(
                "core-java" + SEPARATOR + "target" + SEPARATOR + "classes",
                "gson-[\\d.]+\\.jar",
                "jspecify-[\\d.]+\\.jar");
    }

    /** What a dependency on densa-core brings: of JavaCPP only its classes, and no OpenBLAS. */
    static Application coreWithNativeCode() {
        Application nativeCode = matching(
                "core-native" + SEPARATOR + "target" + SEPARATOR + "(classes|densa-native-[^/\\\\]+\\.jar)",
                "javacpp-[\\d.]+\\.jar");
        assertThat(nativeCode.entries()).hasSize(2);
        return new Application(Stream.concat(core().entries().stream(), nativeCode.entries().stream())
                .toList());
    }

    /** The same with a folder of classes more. */
    Application with(Path classes) {
        return new Application(Stream.concat(entries.stream(), Stream.of(classes.toAbsolutePath()))
                .toList());
    }

    private static Application matching(String... endings) {
        return new Application(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Stream.of(endings).anyMatch(ending -> entry.matches(".*" + SEPARATOR + ending)))
                .map(Path::of)
                .toList());
    }

    /** The entries as a class path or a module path. */
    String path() {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Bytes of jars, and of folders of classes as they are in a jar: compressed. */
    long bytes() throws IOException {
        long sum = 0;
        for (Path entry : entries) {
            try (Stream<Path> files = Files.walk(entry)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    sum += Files.isDirectory(entry) ? compressed(file) : Files.size(file);
                }
            }
        }
        return sum;
    }

    private static long compressed(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            Files.copy(file, out);
        }
        return bytes.size();
    }

    /** Starts the program {@code java} of a JDK or an image, and waits for its end. */
    static Run java(Path home, List<String> arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("densa", ".out");
        Path err = Files.createTempFile("densa", ".err");
        try {
            Process process = new ProcessBuilder(Stream.concat(
                                    Stream.of(
                                            home.resolve("bin").resolve("java").toString()),
                                    arguments.stream())
                            .toList())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Run(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
