package densa.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import densa.classpath.Application.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a JVM application must carry, each in a JVM of its own with a class path made for it: the core alone computes in
 * Java, with densa-native and javacpp natively, without OpenBLAS.
 */
class ClassPathTest {

    private static final long MEGABYTE = 1 << 20;

    private static Run run(Application application, List<String> options, String engine)
            throws IOException, InterruptedException {
        String classPath = application.with(Path.of("target", "test-classes")).path();
        return Application.java(
                Path.of(System.getProperty("java.home")),
                Stream.concat(options.stream(), Stream.of("-cp", classPath, LearnExclusiveOr.class.getName(), engine))
                        .toList());
    }

    @Test
    void theCoreAloneLearnsInPlainJavaAndSaysWhyOnce() throws Exception {
        Run run = run(Application.core(), List.of(), "auto");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("java learned\n");
        assertThat(run.err())
                .contains("Densa computes in pure Java, about 15 times slower: "
                        + "densa-native or javacpp is not on the class path");
        assertThat(run.err().split("Densa computes in pure Java", -1)).hasSize(2);
        // 1.0 MB, as README says.
        assertThat(Application.core().bytes()).isLessThan(MEGABYTE + MEGABYTE / 20);
    }

    @Test
    void theNativeEngineNeverFallsBackWhenAskedForByName() throws Exception {
        Run run = run(Application.core(), List.of(), "native");
        assertThat(run.exit()).isNotZero();
        assertThat(run.err())
                .contains("densa.engine.EngineUnavailableException: the native engine is not available: densa-native "
                        + "or javacpp is not on the class path");
    }

    @Test
    void theNativeEngineWorksWithoutOpenBlas() throws Exception {
        Run run = run(Application.coreWithNativeCode(), List.of(), "native");
        assertThat(run.err()).doesNotContain("Exception");
        assertThat(run.out()).isEqualTo("native learned\n");
        // 2.1 MB, as README says.
        assertThat(Application.coreWithNativeCode().bytes()).isLessThan(2 * MEGABYTE + MEGABYTE / 20);
    }

    @Test
    void anUnwritableCacheFallsBackAndNamesTheProperty(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Run run = run(
                Application.coreWithNativeCode(),
                List.of("-Dorg.bytedeco.javacpp.cachedir=" + file.resolve("cache")),
                "auto");
        // JavaCPP goes on to the home folder and the temporary folder, so either engine is right; a crash is not.
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).endsWith(" learned\n");
        if (run.out().startsWith("java")) {
            assertThat(run.err()).contains("org.bytedeco.javacpp.cachedir");
        }
    }

    @Test
    void anUnknownInstructionSetIsNamed() throws Exception {
        Run run = run(Application.coreWithNativeCode(), List.of("-Ddensa.native.target=sse9"), "native");
        assertThat(run.err())
                .contains("the native engine is not available: instruction set \"sse9\" (system property "
                        + "densa.native.target) is not one of this machine's: ");
    }
}
