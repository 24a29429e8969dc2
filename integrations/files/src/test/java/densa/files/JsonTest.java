package densa.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.DataException;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    private static final double NAN = Double.NaN;

    @TempDir
    private Path folder;

    @Test
    void valuesKeepTheirTypesAndTexts() throws IOException {
        Path file = file("x.jsonl", """
            {"n": 1, "t": "007", "b": true, "d": "2024-01-31T10:00:00Z", "mixed": 1.50, "none": null}
            {"n": 2.5, "t": "NA", "b": false, "d": "2024-02-01", "mixed": "x", "none": null}
            {"n": null, "t": "", "d": null, "late": [1, 2]}
            """);
        assertThat(TableFiles.read(file))
                .isEqualTo(Table.builder()
                        .numeric("n", 1, 2.5, NAN)
                        .categorical("t", "007", "NA", "")
                        .categorical("b", "true", "false", "")
                        .categorical("d", "2024-01-31T10:00:00Z", "2024-02-01", "")
                        .categorical("mixed", "1.5", "x", "")
                        .numeric("none", NAN, NAN, NAN)
                        .categorical("late", "", "", "[1,2]")
                        .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x.json|[{\"a\": 1, \"b\": \"x\"}, {\"a\": 2, \"b\": \"y\"}]",
                "x.json|{\"a\": 1, \"b\": \"x\"} {\"a\": 2, \"b\": \"y\"}",
                "x.ndjson|{\"a\": 1, \"b\": \"x\"}~{\"a\": 2, \"b\": \"y\"}~",
                "x.jsonl|{\"a\": 1, \"b\": \"x\"}~{\"b\": \"y\", \"a\": 2}"
            })
    void everyFormOfTheSameTableIsRead(String name, String content) throws IOException {
        assertThat(TableFiles.read(file(name, content.replace('~', '\n'))))
                .isEqualTo(Table.builder()
                        .numeric("a", 1, 2)
                        .categorical("b", "x", "y")
                        .build());
    }

    @Test
    void compressedFileIsRead() throws IOException {
        Path file = Files.write(folder.resolve("x.jsonl.gz"), CsvFormTest.gzip("{\"a\": 1}\n{\"a\": 2}\n"));
        assertThat(TableFiles.read(file)).isEqualTo(Table.of(NumericColumn.of("a", 1, 2)));
    }

    @Test
    void integersBeyondExactRangeBecomeText() throws IOException {
        Path file = file("x.jsonl", "{\"a\": 9007199254740993}\n{\"a\": 1}\n");
        assertThat(TableFiles.read(file)).isEqualTo(Table.of(CategoricalColumn.of("a", "9007199254740993", "1")));
    }

    @Test
    void sparseColumnsAreColumns() throws IOException {
        Path file = file(
                "x.jsonl",
                IntStream.range(0, 210)
                        .mapToObj(i -> "{\"k" + i + "\": " + i + "}\n")
                        .collect(Collectors.joining()));
        Table table = TableFiles.read(file);
        assertThat(table.columns()).hasSize(210);
        assertThat(((NumericColumn) table.column("k7")).value(7)).isEqualTo(7);
        assertThat(table.column("k7").isMissing(8)).isTrue();
    }

    @Test
    void rowsKeepTheirOrder() throws IOException {
        Path file = CsvCase.write(folder, "x.jsonl", text -> {
            for (int i = 0; i < 30_000; i++) {
                text.append("{\"i\": ")
                        .append(i)
                        .append(", \"t\": \"l")
                        .append(i % 5)
                        .append("\"}\n");
            }
        });
        Table table = TableFiles.read(file);
        NumericColumn ids = (NumericColumn) table.column("i");
        assertThat(table.rows()).isEqualTo(30_000);
        for (int row = 0; row < table.rows(); row++) {
            if (ids.value(row) != row || !table.column("t").text(row).equals("l" + row % 5)) {
                throw new AssertionError("row " + row + " is not the row of the file");
            }
        }
    }

    @Test
    void membersOfAnObjectAreColumns() throws IOException {
        Path file = file(
                "x.jsonl",
                "{\"u\": {\"x\": 1.5, \"a \\\"b\": \"007\"}, \"y\": 1}\n{\"u\": {\"x\": 2}, \"y\": 2}\n{\"y\": 3}\n");
        assertThat(TableFiles.read(file))
                .isEqualTo(Table.of(
                        NumericColumn.of("u.x", 1.5, 2, Double.NaN),
                        CategoricalColumn.of("u.a \"b", "007", "", ""),
                        NumericColumn.of("y", 1, 2, 3)));
    }

    @Test
    void listOfASingleObjectHoldsTheRows() throws IOException {
        Path file = file(
                "x.json",
                "{\"type\": \"FeatureCollection\", \"features\": [{\"type\": \"Feature\", \"properties\": {\"p\": 1, \"k\":"
                        + " \"a\"}}, {\"type\": \"Feature\", \"properties\": {\"p\": 2.5, \"k\": \"b\"}}]}");
        assertThat(TableFiles.read(file))
                .isEqualTo(Table.of(
                        CategoricalColumn.of("type", "Feature", "Feature"),
                        NumericColumn.of("properties.p", 1, 2.5),
                        CategoricalColumn.of("properties.k", "a", "b")));
        Path two = file("two.jsonl", "{\"l\": [{\"x\": 1}], \"y\": 1}\n{\"l\": [], \"y\": 2}\n");
        assertThat(TableFiles.read(two).columnNames()).containsExactly("l", "y");
    }

    @Test
    void columnThatHoldsOtherTextStaysTextThoughNumbersArePreferred() throws IOException {
        Path file = file("x.jsonl", "{\"a\": 1}\n{\"a\": \"2\"}\n{\"a\": \"abc\"}\n");
        assertThat(TableFiles.reader().numeric("a").read(file))
                .isEqualTo(Table.of(CategoricalColumn.of("a", "1", "2", "abc")));
    }

    @Test
    void demandedTextComesOutAsTyped() throws IOException {
        Path file = file("x.jsonl", "{\"a\": 1}\n{\"a\": \"007\"}\n");
        assertThat(TableFiles.reader().text("a").read(file)).isEqualTo(Table.of(CategoricalColumn.of("a", "1", "007")));
    }

    @Test
    void malformedFileIsRejectedInOneLine() {
        Path file = file("x.jsonl", "{\"a\": 1}\n{\"a\":\n");
        assertThatThrownBy(() -> TableFiles.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file + ", line 2: a line must be a JSON object, got \"{\"a\":\"")
                .hasMessageNotContaining("\n");
    }

    @Test
    void emptyFileIsRejected() {
        Path file = file("x.jsonl", "");
        assertThatThrownBy(() -> TableFiles.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file + " is empty");
    }

    @Test
    void valuesThatAreNotObjectsAreRejected() {
        Path file = file("x.json", "[1, 2]");
        assertThatThrownBy(() -> TableFiles.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file + " must hold JSON objects with a value for each column");
    }

    private Path file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
