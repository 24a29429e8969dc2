package densa.classpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import densa.classpath.Application.Run;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application of modules: it requires the core and nothing else, and computes natively all the same. */
class ModulePathTest {

    private static final Path THIS_JDK = Path.of(System.getProperty("java.home"));
    private static final String MAIN = "application/" + LearnExclusiveOr.class.getName();

    @TempDir
    static Path folder;

    private static Path module;

    @BeforeAll
    static void compile() throws IOException {
        module = folder.resolve("application");
        Path declaration = Files.writeString(
                folder.resolve("module-info.java"), "module application {\n    requires densa.core;\n}\n");
        Path program = Path.of("src", "test", "java", "densa", "classpath", "LearnExclusiveOr.java");
        tool(
                "javac",
                "--release",
                "17",
                "-d",
                module.toString(),
                "--module-path",
                Application.coreWithNativeCode().path(),
                declaration.toString(),
                program.toString());
    }

    private static void tool(String name, String... arguments) {
        ToolProvider tool = ToolProvider.findFirst(name).orElseThrow();
        assertThat(tool.run(System.out, System.err, arguments)).as(name).isZero();
    }

    private static Run run(Path home, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of(
                "--module-path", Application.coreWithNativeCode().with(module).path(), "--module", MAIN, "auto"));
        return Application.java(home, arguments);
    }

    /** A JDK that restricts native access, from the folder that holds this JDK too. */
    private static Optional<Path> newJdk() throws IOException {
        try (Stream<Path> neighbours = Files.list(THIS_JDK.toRealPath().getParent())) {
            return neighbours.filter(home -> version(home) >= 24).findAny();
        }
    }

    private static int version(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(release)) {
            properties.load(in);
        } catch (IOException e) {
            return 0;
        }
        String version = properties.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
        return Runtime.Version.parse(version).feature();
    }

    @Test
    void findsTheNativeEngineWithoutOptions() throws Exception {
        Run run = run(THIS_JDK);
        assertThat(run.out()).as(run.err()).isEqualTo("native learned\n");
    }

    @Test
    void namesTheModulesThatNeedNativeAccessOnNewJdks() throws Exception {
        Optional<Path> jdk = newJdk();
        assumeTrue(jdk.isPresent(), "no JDK 24 or newer beside " + THIS_JDK);
        Run warned = run(jdk.get());
        assertThat(warned.out()).as(warned.err()).isEqualTo("native learned\n");
        assertThat(warned.err())
                .contains("--enable-native-access=org.bytedeco.javacpp", "--enable-native-access=densa.nativecode");
        Run silent = run(jdk.get(), "--enable-native-access=org.bytedeco.javacpp,densa.nativecode");
        assertThat(silent.out()).isEqualTo("native learned\n");
        assertThat(silent.err()).isEmpty();
    }

    @Test
    void goesIntoAnImage() throws Exception {
        assumeTrue(ToolProvider.findFirst("jlink").isPresent(), "this JDK has no jlink");
        assumeTrue(Files.exists(THIS_JDK.resolve("jmods")), "this JDK has no modules to link");
        Path image = folder.resolve("image");
        tool(
                "jlink",
                "--module-path",
                Application.coreWithNativeCode().with(module).path(),
                "--add-modules",
                "application",
                "--output",
                image.toString());
        Run run = Application.java(image, List.of("--module", MAIN, "auto"));
        assertThat(run.out()).as(run.err()).isEqualTo("native learned\n");
    }
}
