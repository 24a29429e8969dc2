package densa.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.DataException;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationsTest {

    @TempDir
    private Path folder;

    @Test
    void missingFileIsRejected() {
        assertNotFound(() -> read("absent.csv"), "file not found: " + folder.resolve("absent.csv"));
        assertNotFound(() -> TableFiles.read("no/such/folder/x.csv"), "file not found: no/such/folder/x.csv");
    }

    @Test
    void missingFileNamesTheNearest() {
        file("penguins.csv", "a\n1\n");
        assertNotFound(
                () -> read("pengins.csv"),
                "file not found: " + folder.resolve("pengins.csv") + "; did you mean \"penguins.csv\"?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/x.csv", "https://example.org/x.parquet", "s3://bucket/x.csv"})
    void addressIsRejectedWithoutNetwork(String address) {
        assertNotFound(
                () -> TableFiles.read(address),
                "file not found: " + address + " (only local files can be read; download it first)");
    }

    @Test
    void folderIsRejected() {
        assertUnreadable(
                () -> TableFiles.read(folder.toString()),
                folder + " is a folder; name its files, such as " + folder.resolve("*.csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.xlsx", "x.feather", "x.csv.zip", "X.ORC"})
    void unknownFormatIsRejected(String name) {
        String path = file(name, "PK").toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
        assertRejected(
                () -> TableFiles.read(path),
                "cannot read " + path + ": files of type ." + extension
                        + " are not known; export it as CSV or Parquet (CSV, TSV, Parquet and JSON lines can be read)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.data", "x.txt", "x", "x.CSV"})
    void otherNamesAreTakenForCsv(String name) throws IOException {
        assertThat(TableFiles.read(file(name, "a;b\n1;2\n")).columnNames()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's.csv",
                "a\"b.csv",
                "x'); COPY (SELECT 1) TO 'stolen.csv'; --.csv",
                "a[1]*?.csv",
                "with space.csv",
                "größe.csv",
                "k=1.csv",
                "{a,b}.csv"
            })
    void anyNameIsReadAsItStands(String name) throws IOException {
        String path = file(name, "a,b\n1,x\n2,y\n").toString();
        Table expected =
                Table.builder().numeric("a", 1, 2).categorical("b", "x", "y").build();
        assertThat(TableFiles.read(path)).isEqualTo(expected);
        assertThat(TableFiles.reader().headBytes(4).read(path)).isEqualTo(expected);
        Path parquet = folder.resolve(name.replace(".csv", ".parquet"));
        TableFiles.write(expected, parquet);
        assertThat(TableFiles.read(parquet)).isEqualTo(expected);
        assertThat(folder.resolve("stolen.csv")).doesNotExist();
    }

    @Test
    void foldersNamedLikePartitionsAddNoColumns() throws IOException {
        Path part = Files.createDirectories(folder.resolve("year=2026"));
        Path csv = Files.writeString(part.resolve("x.csv"), "a,b\n1,2\n");
        assertThat(TableFiles.reader().headBytes(4).read(csv).columnNames()).containsExactly("a", "b");
        Path parquet = part.resolve("x.parquet");
        TableFiles.write(TableFiles.read(csv), parquet);
        assertThat(TableFiles.read(parquet).columnNames()).containsExactly("a", "b");
    }

    @Test
    void globReadsItsFilesInOrder() throws IOException {
        Files.createDirectories(folder.resolve("deep/er"));
        file("part-2.csv", "a\n3\n");
        file("part-1.csv", "a\n1\n2\n");
        file(".part-0.csv", "a\n0\n");
        file("other.csv", "z\n9\n");
        file("deep/part-3.csv", "a\n4\n");
        file("deep/er/part-4.csv", "a\n5\n");
        assertThat(read("part-*.csv")).isEqualTo(Table.of(NumericColumn.of("a", 1, 2, 3)));
        assertThat(read("part-[2-9].csv")).isEqualTo(Table.of(NumericColumn.of("a", 3)));
        assertThat(read("*/part-?.csv")).isEqualTo(Table.of(NumericColumn.of("a", 4)));
        assertThat(read("**/part-*.csv")).isEqualTo(Table.of(NumericColumn.of("a", 5, 4)));
    }

    @Test
    void globWithoutFilesIsRejected() {
        String glob = folder.resolve("part-*.csv").toString();
        assertNotFound(() -> TableFiles.read(glob), "no file matches \"" + glob + "\"");
        assertNotFound(() -> TableFiles.read("no/such/*.csv"), "no file matches \"no/such/*.csv\"");
    }

    @Test
    void filesAreReadOneAfterTheOtherByName() throws IOException {
        String a = file("a.csv", "x,y\n1,p\n").toString();
        String b = file("b.tsv", "y\tx\nq\t2\n").toString();
        String c = file("c.jsonl", "{\"x\": 3, \"y\": \"r\"}\n").toString();
        assertThat(TableFiles.read(a, b, c))
                .isEqualTo(Table.builder()
                        .numeric("x", 1, 2, 3)
                        .categorical("y", "p", "q", "r")
                        .build());
    }

    @Test
    void typeIsFoundFromAllFiles() throws IOException {
        String a = file("a.csv", "x\n1\n2\n").toString();
        String b = file("b.csv", "x\n3\nabc\n").toString();
        assertThat(TableFiles.read(a, b)).isEqualTo(Table.of(CategoricalColumn.of("x", "1", "2", "3", "abc")));
    }

    @Test
    void filesOfDifferentColumnsAreRejected() {
        String a = file("a.csv", "x,y\n1,2\n").toString();
        String b = file("b.csv", "x\n1\n").toString();
        String message = "files to be read together must have the same columns, but " + b
                + " has no column \"y\", which " + a + " has";
        assertRejected(() -> TableFiles.read(a, b), message);
        assertRejected(() -> TableFiles.read(b, a), message);
    }

    @Test
    void standardInputIsRead() throws IOException {
        Table expected = Table.builder().numeric("a", 1).categorical("b", "x").build();
        assertThat(readInput("a,b\n1,x\n".getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
        assertThat(readInput(CsvFormTest.gzip("a,b\n1,x\n"))).isEqualTo(expected);
    }

    @Test
    void standardInputLeavesNoFile() throws IOException {
        long before = temporaryFiles();
        readInput("a,b\n1,x\n".getBytes(StandardCharsets.UTF_8));
        assertRejected(() -> readInput(new byte[0]), "standard input is empty");
        assertRejected(
                () -> readInput("a,b\n1\n".getBytes(StandardCharsets.UTF_8)),
                "standard input, line 2: must have 2 values as the header in line 1 has, got 1");
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    @Test
    void brokenStandardInputIsRejected() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken pipe");
            }
        };
        assertUnreadable(
                () -> TableFiles.reader().standardInput(broken).read("-"),
                "cannot copy standard input to the folder " + System.getProperty("java.io.tmpdir") + ": broken pipe");
    }

    @Test
    void standardInputIsReadOnlyOnce() {
        assertUnreadable(() -> TableFiles.read("-", "-"), "standard input can be read only once, but - is named twice");
    }

    @Test
    void pipeIsRead() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        boolean made;
        try {
            made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            made = false;
        }
        org.junit.jupiter.api.Assumptions.assumeTrue(made, "no mkfifo on this system");
        Thread writer = new Thread(() -> {
            try {
                Files.writeString(pipe, "a\n1\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();
        assertThat(TableFiles.read(pipe)).isEqualTo(Table.of(NumericColumn.of("a", 1)));
        writer.join();
    }

    @Test
    void columnNamesAreReadAlone() throws IOException {
        String csv = file("a.csv", "x,y\n1,2\n3,\"malformed\n").toString();
        assertThat(TableFiles.columnNames(csv)).containsExactly("x", "y");
        String json = file("a.jsonl", "{\"x\": 1, \"y\": 2}\n").toString();
        assertThat(TableFiles.columnNames(json)).containsExactly("x", "y");
        assertThat(TableFiles.reader()
                        .standardInput(new ByteArrayInputStream("p,q\n".getBytes(StandardCharsets.UTF_8)))
                        .columnNames("-"))
                .containsExactly("p", "q");
    }

    @Test
    void noLocationIsRejected() {
        assertThatThrownBy(() -> TableFiles.reader().read(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("locations must name at least one file");
    }

    private Table read(String name) throws IOException {
        return TableFiles.read(folder.resolve(name).toString());
    }

    private static Table readInput(byte[] content) throws IOException {
        return TableFiles.reader()
                .standardInput(new ByteArrayInputStream(content))
                .read("-");
    }

    private Path file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long temporaryFiles() {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("densa-"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Content that cannot be used. */
    private static void assertRejected(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(DataException.class).hasMessage(message);
    }

    /** A file that is not there. */
    private static void assertNotFound(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(FileNotFoundException.class).hasMessage(message);
    }

    /** A file that cannot be read. */
    private static void assertUnreadable(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IOException.class).hasMessage(message);
    }
}
