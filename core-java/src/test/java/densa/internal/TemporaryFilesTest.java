package densa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {

    private static final Duration JUST_NOW = Duration.ofMinutes(9);
    private static final Duration A_WHILE = Duration.ofMinutes(11);
    private static final Duration A_DAY = Duration.ofHours(25);
    private static final String HERE = TemporaryFiles.Machine.NAME;
    private static final String ELSEWHERE = HERE + "-2";

    @TempDir
    Path folder;

    private Path temporary(String name, String writer, Duration idle) throws IOException {
        Path file = Files.createFile(folder.resolve("." + name + "." + writer + ".tmp"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(idle)));
        return file;
    }

    private void write(String name) throws IOException {
        WholeFile.write(folder.resolve(name), beside -> Files.writeString(beside, "content"));
    }

    /** The number of a process that has ended. */
    private static long dead() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--help")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        return process.pid();
    }

    @Test
    void killedWriterLeavesAFileThatTheNextOneDeletes() throws Exception {
        Path path = folder.resolve("x.densa");
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriteForEver.class.getName(),
                        path.toString())
                .start();
        assertThat(killed.getInputStream().read()).isEqualTo('w');
        Path left = only();
        write("x.densa");
        assertThat(left).exists();
        killed.destroyForcibly().waitFor();
        write("x.densa");
        assertThat(left).exists();
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(A_WHILE)));
        write("x.densa");
        assertThat(names()).containsExactly("x.densa");
    }

    private Path only() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    @Test
    void writerThatHasEndedIsDeadAfterAWhile() throws Exception {
        Path young = temporary("x.densa", TemporaryFiles.writer(HERE, dead()), JUST_NOW);
        Path old = temporary("x.densa", TemporaryFiles.writer(HERE, dead()), A_WHILE);
        write("x.densa");
        assertThat(young).exists();
        assertThat(old).doesNotExist();
    }

    @Test
    void writerThatIsAliveKeepsItsFileHoweverOld() throws IOException {
        Optional<Instant> start =
                ProcessHandle.of(1).flatMap(first -> first.info().startInstant());
        assumeTrue(start.isPresent() && start.get().isBefore(Instant.now().minus(A_WHILE)), "the first process is old");
        Path old = temporary("x.densa", TemporaryFiles.writer(HERE, 1), A_WHILE.minusSeconds(30));
        write("x.densa");
        assertThat(old).exists();
    }

    @Test
    void numberOfAProcessThatWasGivenAnewIsNotTheWriter() throws Exception {
        long own = ProcessHandle.current().pid();
        Duration running =
                Duration.between(ProcessHandle.current().info().startInstant().orElseThrow(), Instant.now());
        Path before = temporary("x.densa", TemporaryFiles.writer(HERE, own), running.plus(A_WHILE));
        write("x.densa");
        assertThat(before).doesNotExist();
    }

    @Test
    void writerOnAnotherMachineIsDeadAfterADay() throws Exception {
        long dead = dead();
        Path old = temporary("x.densa", TemporaryFiles.writer(ELSEWHERE, dead), A_WHILE);
        Path veryOld = temporary("x.densa", TemporaryFiles.writer(ELSEWHERE, dead), A_DAY);
        write("x.densa");
        assertThat(old).exists();
        assertThat(veryOld).doesNotExist();
    }

    @Test
    void whatIsNotBesideTheFileStays() throws Exception {
        String writer = TemporaryFiles.writer(HERE, dead());
        List<Path> others = List.of(
                temporary("y.densa", writer, A_DAY),
                temporary("x.densa.y", writer, A_DAY),
                temporary("x.densa", "mine", A_DAY),
                temporary("x.densa", "", A_DAY),
                Files.createFile(folder.resolve(".x.densa.tmp")),
                Files.createFile(folder.resolve("x.densa." + writer + ".tmp")));
        Path inTheWay = Files.createDirectory(folder.resolve(".x.densa." + writer + ".tmp"));
        Files.setLastModifiedTime(inTheWay, FileTime.from(Instant.now().minus(A_DAY)));
        write("x.densa");
        assertThat(others).allSatisfy(file -> assertThat(file).exists());
        assertThat(inTheWay).isDirectory();
    }

    @Test
    void failedWriteDeletesNothingOfOthers() throws Exception {
        Path old = temporary("x.densa", TemporaryFiles.writer(HERE, dead()), A_WHILE);
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("x.densa"), beside -> {
                    throw new IOException("no");
                }))
                .hasMessageEndingWith(": no");
        assertThat(old).exists();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
