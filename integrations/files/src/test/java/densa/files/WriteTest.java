package densa.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.DataException;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteTest {
    private static final Table TABLE = Table.builder()
            .numeric("a", 1, 0.1, Double.NaN)
            .categorical("b c", "x, y", "", "say \"no\"\nnow")
            .build();

    @TempDir
    private Path folder;

    @Test
    void csvIsQuotedWhereItMustBe() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TableFiles.write(TABLE, out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("a,b c\n1,\"x, y\"\n0.1,\n,\"say \"\"no\"\"\nnow\"\n");
    }

    @Test
    void csvOfOneColumnMarksMissingValues() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TableFiles.write(Table.of(NumericColumn.of("a", 1, Double.NaN)), out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a\n1\n\"\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.csv", "x.tsv", "x.csv.gz", "x.TSV.GZ", "x.parquet", "x.pq"})
    void everyFormatReadsBackTheSame(String name) throws IOException {
        Path file = folder.resolve(name);
        TableFiles.write(TABLE, file);
        assertThat(TableFiles.read(file)).isEqualTo(TABLE);
        assertThat(leftovers()).containsExactly(name);
    }

    @Test
    void tableWithoutRowsReadsBack() throws IOException {
        Table empty = Table.of(NumericColumn.of("a"), CategoricalColumn.of("b"));
        TableFiles.write(empty, folder.resolve("x.parquet"));
        assertThat(TableFiles.read(folder.resolve("x.parquet"))).isEqualTo(empty);
        TableFiles.write(empty, folder.resolve("x.csv"));
        assertThat(TableFiles.read(folder.resolve("x.csv")).columnNames()).containsExactly("a", "b");
    }

    @Test
    void randomTablesReadBackTheSame() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 25; trial++) {
            Table table = randomTable(random);
            for (String name : List.of("x.csv", "x.tsv", "x.parquet")) {
                Path file = folder.resolve(name);
                TableFiles.write(table, file);
                TableReader reader = TableFiles.reader().types(table.schema());
                assertThat(reader.read(file)).as("%s, trial %d", name, trial).isEqualTo(table);
                assertThat(reader.headBytes(lengthOfHeader(file)).read(file))
                        .as("%s guessed from its header, trial %d", name, trial)
                        .isEqualTo(table);
            }
        }
    }

    private static int lengthOfHeader(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int length = 0;
        while (length < content.length && content[length] != '\n') {
            length++;
        }
        return length;
    }

    @Test
    void oldFileIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "old");
        TableFiles.write(TABLE, file);
        assertThat(TableFiles.read(file)).isEqualTo(TABLE);
    }

    @Test
    void linkStaysALink() throws IOException {
        Path target = Files.writeString(folder.resolve("target.csv"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), target);
        TableFiles.write(TABLE, link);
        assertThat(link).isSymbolicLink();
        assertThat(TableFiles.read(target)).isEqualTo(TABLE);
    }

    @Test
    void failureLeavesTheOldFileAndNoOther() throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "old");
        assertThatThrownBy(() -> WholeFile.write(file, beside -> {
                    Files.writeString(beside, "half of the ne");
                    throw new IOException("no space left");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + file + ": no space left");
        assertThat(file).hasContent("old");
        assertThat(leftovers()).containsExactly("x.csv");
    }

    @Test
    void failingStreamIsReported() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        assertThatThrownBy(() -> TableFiles.write(TABLE, full)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.xlsx", "x", "x.json", "x.parquet.gz"})
    void unknownExtensionIsRejected(String name) {
        assertRejected(DataException.class, name, ": the name must end in .csv, .tsv, .csv.gz, .tsv.gz or .parquet");
    }

    @Test
    void missingFolderIsRejected() {
        assertRejected(IOException.class, "no/x.csv", ": there is no folder " + folder.resolve("no"));
        assertRejected(IOException.class, "no/x.parquet", ": there is no folder " + folder.resolve("no"));
    }

    @Test
    void folderIsRejected() throws IOException {
        Files.createDirectory(folder.resolve("x.csv"));
        assertRejected(IOException.class, "x.csv", ": it is a folder");
    }

    @Test
    void parquetRejectsNamesThatDifferInCaseOnly() {
        Path file = folder.resolve("x.parquet");
        Table table = Table.of(NumericColumn.of("p_a", 1), NumericColumn.of("p_A", 2));
        assertThatThrownBy(() -> TableFiles.write(table, file))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "cannot write " + file + ": in a Parquet file names must differ by more than upper and lower"
                                + " case, but \"p_a\" and \"p_A\" do not; write CSV");
    }

    private void assertRejected(Class<? extends Exception> type, String name, String reason) {
        Path file = folder.resolve(name);
        assertThatThrownBy(() -> TableFiles.write(TABLE, file))
                .isInstanceOf(type)
                .hasMessage("cannot write " + file + reason);
    }

    private List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private static Table randomTable(SplittableRandom random) {
        String[] pieces = {",", "\"", "\n", "\r\n", ";", "\t", "'", "a", "é", "日", " ", "1", ".", "|", "\\", "x y"};
        int rows = 1 + random.nextInt(30);
        int columns = 2 + random.nextInt(4);
        Table.Builder table = Table.builder();
        for (int c = 0; c < columns; c++) {
            List<String> texts = new ArrayList<>();
            NumericColumn.Builder numbers = NumericColumn.builder("n" + c);
            for (int row = 0; row < rows; row++) {
                StringBuilder text = new StringBuilder();
                random.ints(random.nextInt(5), 0, pieces.length).forEach(i -> text.append(pieces[i]));
                texts.add(text.toString().equals(" ") ? "lone space" : text.toString()); // a lone space is missing
                double number = Double.longBitsToDouble(random.nextLong());
                numbers.add(random.nextInt(4) == 0 ? random.nextInt() : number);
            }
            if (random.nextBoolean()) {
                table.add(numbers.build());
            } else {
                table.categorical("t,\"" + c, texts.toArray(String[]::new));
            }
        }
        return table.build();
    }
}
