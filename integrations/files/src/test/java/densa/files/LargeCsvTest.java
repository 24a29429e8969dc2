package densa.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.DataException;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files beyond the first megabyte, from which types are guessed, and beyond every buffer. */
class LargeCsvTest {
    private static final int ROWS = 50_000;
    private static final int LATE = 45_000;
    private static final String PADDING = "abcdefghijklmnopqrstu";

    @TempDir
    private Path folder;

    @Test
    void rowsKeepTheirOrder() throws IOException {
        int rows = 100_000;
        Path file = write(rows, row -> row % 7 == 0 ? "NA" : row + ".25", row -> "\n");
        Table table = TableFiles.read(file);
        NumericColumn ids = (NumericColumn) table.column("id");
        NumericColumn values = (NumericColumn) table.column("v");
        CategoricalColumn texts = (CategoricalColumn) table.column("t");
        assertThat(table.rows()).isEqualTo(rows);
        for (int row = 0; row < rows; row++) {
            if (ids.value(row) != row
                    || Double.compare(values.value(row), row % 7 == 0 ? Double.NaN : row + 0.25) != 0
                    || !texts.text(row).equals(PADDING + row % 3)) {
                throw new AssertionError("row " + row + " is not the row of the file: " + ids.value(row) + ", "
                        + values.value(row) + ", " + texts.text(row));
            }
        }
    }

    @Test
    void textLateInANumericColumnMakesItText() throws IOException {
        CategoricalColumn column = categorical(write(row -> row == LATE ? "abc" : "1.50"));
        assertThat(column.levels()).containsExactly("1.50", "abc");
        assertThat(column.text(LATE)).isEqualTo("abc");
    }

    @Test
    void leadingZeroLateAmongIntegersMakesThemCodes() throws IOException {
        CategoricalColumn column = categorical(write(row -> row == LATE ? "007" : "12"));
        assertThat(column.levels()).containsExactly("12", "007");
    }

    @Test
    void largeIntegerLateAmongIntegersMakesThemCodes() throws IOException {
        CategoricalColumn column = categorical(write(row -> row == LATE ? "9007199254740993" : "12"));
        assertThat(column.levels()).containsExactly("12", "9007199254740993");
    }

    @Test
    void leadingZeroLateInAnEmptyColumnMakesItText() throws IOException {
        CategoricalColumn column = categorical(write(row -> row == LATE ? "007" : ""));
        assertThat(column.levels()).containsExactly("007");
    }

    @Test
    void fractionLateAmongIntegersKeepsThemNumbers() throws IOException {
        NumericColumn column = (NumericColumn)
                TableFiles.read(write(row -> row == LATE ? "1.5" : "12")).column("v");
        assertThat(column.value(LATE)).isEqualTo(1.5);
        assertThat(column.value(ROWS - 1)).isEqualTo(12);
    }

    @Test
    void paddedIntegersAreNumbers() throws IOException {
        NumericColumn column =
                (NumericColumn) TableFiles.read(write(row -> " " + row)).column("v");
        assertThat(column.value(LATE)).isEqualTo(LATE);
    }

    @Test
    void textLateInAPreferablyNumericColumnMakesItText() throws IOException {
        Table table = TableFiles.reader().numeric("v").read(write(row -> row == LATE ? "abc" : "1.50"));
        assertThat(table.column("v").text(LATE)).isEqualTo("abc");
        assertThat(table.column("v").text(0)).isEqualTo("1.50");
    }

    @Test
    void lateLineOfWrongWidthIsRejected() {
        Path file = write(row -> row == LATE ? "1,2" : "1.50");
        assertThatThrownBy(() -> TableFiles.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file + ", line 45002: must have 3 values as the header in line 1 has, got 4");
    }

    @Test
    void lateTextThatIsNotUtf8IsRejected() throws IOException {
        Path file = write(row -> row == LATE ? "caf#" : "tea");
        byte[] content = Files.readAllBytes(file);
        for (int i = 0; i < content.length; i++) {
            content[i] = content[i] == '#' ? (byte) 0xe9 : content[i];
        }
        Files.write(file, content);
        assertThatThrownBy(() -> TableFiles.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file + ", line 45002: not UTF-8 text; save the file with the encoding UTF-8");
    }

    @Test
    void lateChangeOfLineEndsIsRead() throws IOException {
        Path file = write(ROWS, row -> row + ".5", row -> row < LATE ? "\n" : "\r\n");
        NumericColumn column = (NumericColumn) TableFiles.read(file).column("v");
        assertThat(column.size()).isEqualTo(ROWS);
        assertThat(column.value(LATE + 1)).isEqualTo(LATE + 1.5);
    }

    private static CategoricalColumn categorical(Path file) throws IOException {
        return (CategoricalColumn) TableFiles.read(file).column("v");
    }

    private Path write(IntFunction<String> value) {
        return write(ROWS, value, row -> "\n");
    }

    private Path write(int rows, IntFunction<String> value, IntFunction<String> lineEnd) {
        return CsvCase.write(folder, "large.csv", text -> {
            text.append("id,t,v\n");
            for (int row = 0; row < rows; row++) {
                text.append(row).append(',').append(PADDING).append(row % 3).append(',');
                text.append(value.apply(row)).append(lineEnd.apply(row));
            }
        });
    }
}
