package densa.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a JVM application must carry, each in a JVM of its own with a class path made for it: the core alone computes in
 * Java, with densa-native and javacpp natively, without OpenBLAS.
 */
class ClassPathTest {

    private static final long MEGABYTE = 1 << 20;

    private record Run(int exit, String out, String err) {}

    private static List<Path> entries(String... kinds) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path ->
                        Stream.of(kinds).anyMatch(kind -> path.toString().contains(kind)))
                .filter(path ->
                        !path.toString().contains("openblas") || List.of(kinds).contains("openblas"))
                .toList();
    }

    private static List<Path> core() {
        return entries("core-java" + File.separator + "target" + File.separator + "classes", "gson", "jspecify");
    }

    private static List<Path> nativeCode() {
        return entries("core-native", "densa-native", "javacpp");
    }

    /** Bytes of jars, and of folders of classes as they are in a jar: compressed. */
    private static long bytes(List<Path> entries) throws IOException {
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

    private static Run run(List<Path> classPath, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        Path program = Path.of("target", "test-classes").toAbsolutePath();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(Stream.concat(classPath.stream(), Stream.of(program))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(LearnExclusiveOr.class.getName());
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("densa", ".out");
        Path err = Files.createTempFile("densa", ".err");
        try {
            Process process = new ProcessBuilder(command)
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

    @Test
    void theCoreAloneLearnsInPlainJavaAndSaysWhyOnce() throws Exception {
        Run run = run(core(), List.of(), "auto");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("java learned\n");
        assertThat(run.err())
                .contains("Densa computes in pure Java, about 15 times slower: "
                        + "densa-native or javacpp is not on the class path");
        assertThat(run.err().split("Densa computes in pure Java", -1)).hasSize(2);
        assertThat(bytes(core())).isLessThan(MEGABYTE);
    }

    @Test
    void theNativeEngineNeverFallsBackWhenAskedForByName() throws Exception {
        Run run = run(core(), List.of(), "native");
        assertThat(run.exit()).isNotZero();
        assertThat(run.err())
                .contains("densa.engine.EngineUnavailableException: the native engine is not available: densa-native "
                        + "or javacpp is not on the class path");
    }

    @Test
    void theNativeEngineWorksWithoutOpenBlas() throws Exception {
        List<Path> classPath =
                Stream.concat(core().stream(), nativeCode().stream()).toList();
        Run run = run(classPath, List.of(), "native");
        assertThat(run.err()).doesNotContain("Exception");
        assertThat(run.out()).isEqualTo("native learned\n");
        assertThat(bytes(classPath)).isLessThan(3 * MEGABYTE);
    }

    @Test
    void anUnwritableCacheFallsBackAndNamesTheProperty(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        List<Path> classPath =
                Stream.concat(core().stream(), nativeCode().stream()).toList();
        Run run = run(classPath, List.of("-Dorg.bytedeco.javacpp.cachedir=" + file.resolve("cache")), "auto");
        // JavaCPP goes on to the home folder and the temporary folder, so either engine is right; a crash is not.
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).endsWith(" learned\n");
        if (run.out().startsWith("java")) {
            assertThat(run.err()).contains("org.bytedeco.javacpp.cachedir");
        }
    }

    @Test
    void anUnknownInstructionSetIsNamed() throws Exception {
        List<Path> classPath =
                Stream.concat(core().stream(), nativeCode().stream()).toList();
        Run run = run(classPath, List.of("-Ddensa.native.target=sse9"), "native");
        assertThat(run.err())
                .contains("the native engine is not available: instruction set \"sse9\" (system property "
                        + "densa.native.target) is not one of this machine's: ");
    }
}
