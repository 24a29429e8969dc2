package densa.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.DataException;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFormTest {
    private static final Table TWO_ROWS =
            Table.builder().numeric("a", 1, 2).categorical("b", "x", "y").build();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n1,x\n2,y\n",
                "a,b\n1,x\n2,y",
                "a,b\r\n1,x\r\n2,y\r\n",
                "a,b\n1,x\r\n2,y\n",
                "a;b\n1;x\n2;y\n",
                "a\tb\n1\tx\n2\ty\n",
                "a|b\n1|x\n2|y\n",
                "\uFEFFa,b\n1,x\n2,y\n",
                "\uFEFF\"a\",\"b\"\n1,x\n2,y\n",
                "\n\na,b\n1,x\n\n2,y\n\n\n",
                "\"a\",\"b\"\n\"1\",\"x\"\n\"2\",\"y\"\n",
                " a , b \n1,x\n2,y\n",
                "a,b\n1,x,\n2,y,\n"
            })
    void everyFormOfTheSameTableIsRead(String content) {
        assertThat(CsvCase.read(folder, content)).isEqualTo(TWO_ROWS);
    }

    @Test
    void quotedValuesHoldDelimitersLineEndsAndQuotes() {
        String content = "a,b\n1,\"x, y\"\n2,\"line 1\nline 2\"\n3,\"she said \"\"no\"\"\"\n4,5\" pipe\n";
        assertThat(CsvCase.read(folder, content).column("b"))
                .isEqualTo(CategoricalColumn.of("b", "x, y", "line 1\nline 2", "she said \"no\"", "5\" pipe"));
    }

    @Test
    void headerMayHoldSpacesQuotesAndLineEnds() {
        Table table = CsvCase.read(folder, "bill length,\"a \"\"b\"\", c\",\"two\nlines\",it's\n1,2,3,4\n");
        assertThat(table.columnNames()).containsExactly("bill length", "a \"b\", c", "two\nlines", "it's");
    }

    @Test
    void commasInsideQuotesDoNotDecideTheDelimiter() {
        assertThat(CsvCase.read(folder, "a;b\n\"1,2,3\";x\n\"4,5,6\";y\n").columnNames())
                .containsExactly("a", "b");
    }

    @Test
    void columnWithoutNameGetsOne() {
        assertThat(CsvCase.read(folder, ",a\n0,x\n1,y\n").columnNames()).containsExactly("column1", "a");
    }

    @Test
    void oneColumnIsRead() {
        assertThat(CsvCase.read(folder, "a\n1\n2\n")).isEqualTo(Table.of(NumericColumn.of("a", 1, 2)));
    }

    @Test
    void emptyLineOfOneColumnIsMissing() {
        assertThat(CsvCase.read(folder, "a\n1\n\n2\n")).isEqualTo(Table.of(NumericColumn.of("a", 1, Double.NaN, 2)));
    }

    @Test
    void headerOnlyGivesNoRows() {
        assertThat(CsvCase.read(folder, "a,b\n")).isEqualTo(Table.of(NumericColumn.of("a"), NumericColumn.of("b")));
        assertThat(CsvCase.read(folder, "a,b")).isEqualTo(Table.of(NumericColumn.of("a"), NumericColumn.of("b")));
    }

    @Test
    void namesThatDifferInCaseOnlyAreDifferent() {
        assertThat(CsvCase.read(folder, "a,A\n1,2\n"))
                .isEqualTo(Table.of(NumericColumn.of("a", 1), NumericColumn.of("A", 2)));
    }

    @Test
    void textBeyondAsciiIsRead() {
        assertThat(CsvCase.read(folder, "größe,b\n1,café\n2,日本\n"))
                .isEqualTo(Table.builder()
                        .numeric("größe", 1, 2)
                        .categorical("b", "café", "日本")
                        .build());
    }

    @Test
    void wideTableIsRead() {
        String header = IntStream.range(0, 5000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        String row = IntStream.range(0, 5000).mapToObj(i -> i + ".5").collect(Collectors.joining(","));
        Table table = CsvCase.read(folder, header + "\n" + row + "\n" + row + "\n");
        assertThat(table.columns()).hasSize(5000);
        assertThat(table.column("c4999")).isEqualTo(NumericColumn.of("c4999", 4999.5, 4999.5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\uFEFF"})
    void emptyFileIsRejected(String content) {
        assertThat(CsvCase.failure(folder, content)).isEqualTo("x.csv is empty");
    }

    @Test
    void duplicateColumnNameIsRejected() {
        assertThat(CsvCase.failure(folder, "a,b,\"a\"\n1,2,3\n")).isEqualTo("x.csv: duplicate column name \"a\"");
    }

    @Test
    void duplicateNumberInTheHeaderHintsAtAMissingHeader() {
        assertThat(CsvCase.failure(folder, "5.1,3.5,5.1\n4.9,3.0,1.4\n"))
                .isEqualTo("x.csv, line 1: looks like data, but must name the columns");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# made by a tool\n# units: \"m\n",
                "sep=;\n",
                "sep=;\r\n# and a comment\r\n",
                "Extract of 2025-01-06\n",
                "Extract\n\nof this week\n",
            })
    void linesBeforeTheHeaderAreSkipped(String preamble) {
        String table = "g;x;y\n" + "c;1.5;2,5\n".repeat(30);
        assertThat(CsvCase.read(folder, preamble + table)).isEqualTo(CsvCase.read(folder, table));
        assertThat(CsvCase.failure(folder, preamble + table + "d;1\n"))
                .isEqualTo(
                        "x.csv, line " + (32 + preamble.lines().count()) + ": must have 3 values as the header in line "
                                + (1 + preamble.lines().count()) + " has, got 2");
    }

    @Test
    void headerThatDoesNotNameTheRowNamesIsNoTitle() {
        assertThat(CsvCase.failure(folder, "mpg,cyl\n" + "Mazda,21,6\n".repeat(20)))
                .isEqualTo("x.csv, line 2: must have 2 values as the header in line 1 has, got 3");
        assertThat(CsvCase.failure(folder, "color,size\n" + "r1,red,big\n".repeat(20)))
                .isEqualTo("x.csv, line 2: must have 2 values as the header in line 1 has, got 3");
    }

    @Test
    void commentThatNamesTheColumnsIsTheHeader() {
        assertThat(CsvCase.read(folder, "# two\n#chrom\tpos\n" + "chr1\t7\n".repeat(9))
                        .columnNames())
                .containsExactly("#chrom", "pos");
    }

    @Test
    void firstLineOfDataIsNoHeader() {
        String rows = "c,1.292,2.583\nd,-0.592,-1.184\nc,-0.589,-1.179\n";
        assertThat(CsvCase.failure(folder, rows))
                .isEqualTo("x.csv, line 1: looks like data, but must name the columns");
        assertThat(CsvCase.read(folder, rows, TableReader::withoutHeader))
                .isEqualTo(Table.builder()
                        .categorical("column1", "c", "d", "c")
                        .numeric("column2", 1.292, -0.592, -0.589)
                        .numeric("column3", 2.583, -1.184, -1.179)
                        .build());
    }

    @Test
    void numbersOfAnAxisMayNameColumns() {
        assertThat(CsvCase.read(folder, "sample,400.5,401.25,402\ns1,0.1,0.2,0.3\ns2,0.1,0.2,0.4\n")
                        .columnNames())
                .containsExactly("sample", "400.5", "401.25", "402");
    }

    @Test
    void blanksAroundTextThatIsNotInQuotesDoNotCount() {
        assertThat(CsvCase.read(folder, "a, b\nx , >50K\n x,\t>50K\t\n\" x\",\n")
                        .columns())
                .containsExactly(
                        CategoricalColumn.of("a", "x", "x", " x"), CategoricalColumn.of("b", ">50K", ">50K", ""));
    }

    @Test
    void lineOfWrongWidthIsRejected() {
        assertThat(CsvCase.failure(folder, "a,b,c\n1,2,3\n\n4,5\n6,7,8\n"))
                .isEqualTo("x.csv, line 4: must have 3 values as the header in line 1 has, got 2");
        assertThat(CsvCase.failure(folder, "a,b\n1,2\n3,4,5\n6,7\n"))
                .isEqualTo("x.csv, line 3: must have 2 values as the header in line 1 has, got 3");
    }

    @Test
    void unclosedQuoteIsRejected() {
        assertThat(CsvCase.failure(folder, "a,b\n1,x\n2,\"y\n3,z\n"))
                .isEqualTo("x.csv, line 3: a quote is opened but never closed");
    }

    @Test
    void textAfterAQuotedValueIsRejected() {
        assertThat(CsvCase.failure(folder, "a,b\n1,\"x\"y\n2,z\n"))
                .isEqualTo("x.csv, line 2: a value in quotes must end with a quote, but \"y\" follows it");
    }

    @Test
    void textThatIsNotUtf8IsRejected() {
        byte[] latin1 = "a,b\n1,x\n2,café\n3,y\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(CsvCase.failure(folder, latin1, reader -> reader))
                .isEqualTo("x.csv, line 3: not UTF-8 text; save the file with the encoding UTF-8");
    }

    @Test
    void utf16IsRejected() {
        assertThat(CsvCase.failure(folder, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16), reader -> reader))
                .isEqualTo("x.csv is UTF-16 text; save it with the encoding UTF-8");
    }

    @Test
    void binaryFileIsRejected() {
        assertThat(CsvCase.failure(folder, new byte[] {'P', 'K', 3, 4, 0, 0, 0}, reader -> reader))
                .isEqualTo("x.csv is not a text file (CSV, TSV, Parquet and JSON lines can be read, each by its"
                        + " extension)");
    }

    @Test
    void compressedFileIsRead() throws IOException {
        Path file = folder.resolve("x.csv.gz");
        Files.write(file, gzip("a,b\n1,x\n2,y\n"));
        assertThat(TableFiles.read(file)).isEqualTo(TWO_ROWS);
        assertThat(TableFiles.reader().headBytes(4).read(file)).isEqualTo(TWO_ROWS);
        Path unnamed = folder.resolve("compressed.csv");
        Files.copy(file, unnamed);
        assertThat(TableFiles.read(unnamed)).isEqualTo(TWO_ROWS);
    }

    @Test
    void compressedFileOfTwoPartsIsRead() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(gzip("a,b\n1,x\n"));
        both.write(gzip("2,y\n"));
        Path file = Files.write(folder.resolve("x.csv.gz"), both.toByteArray());
        assertThat(TableFiles.read(file)).isEqualTo(TWO_ROWS);
        assertThat(TableFiles.reader().headBytes(4).read(file)).isEqualTo(TWO_ROWS);
    }

    @Test
    void truncatedCompressedFileIsRejected() throws IOException {
        String rows =
                new SplittableRandom(1).ints(20_000).mapToObj(i -> i + ",x\n").collect(Collectors.joining());
        byte[] whole = gzip("a,b\n" + rows);
        Path file = Files.write(folder.resolve("x.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
        for (int limit : new int[] {4, CsvSource.HEAD_BYTES}) {
            assertThatThrownBy(() -> TableFiles.reader().headBytes(limit).read(file))
                    .isInstanceOf(DataException.class)
                    .hasMessage(file + " is damaged: it ends too early");
        }
    }

    @Test
    void fileNamedGzThatIsNoneIsRejected() throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv.gz"), "a,b\n1,x\n");
        assertThatThrownBy(() -> TableFiles.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file + " is not a gzip file");
    }

    @Test
    void tsvKeepsCommasInItsValues() throws IOException {
        Path file = Files.writeString(folder.resolve("x.tsv"), "a,1\tb,2\n3\tx,y\n");
        assertThat(TableFiles.read(file))
                .isEqualTo(Table.builder()
                        .numeric("a,1", 3)
                        .categorical("b,2", "x,y")
                        .build());
    }

    static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void columnMayBeCalledInfinity() throws IOException {
        Path file = CsvCase.write(folder, "a.csv", text -> text.append("inf,Infinity,x\n1,2,a\n3,4,b\n"));
        assertThat(TableFiles.read(file).columnNames()).containsExactly("inf", "Infinity", "x");
    }
}
