package densa.files;

import static org.assertj.core.api.Assertions.assertThat;

import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.ColumnType;
import densa.table.NumericColumn;
import densa.table.Schema;
import densa.table.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTypesTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    @TempDir
    private Path folder;

    @Test
    void numbersBecomeNumeric() {
        assertThat(column("1", "-2.5", "+3", ".5", "4.", "1e3", "1E-2", " 7 ", "0"))
                .isEqualTo(NumericColumn.of("v", 1, -2.5, 3, .5, 4, 1000, .01, 7, 0));
    }

    @Test
    void longDecimalsAreRoundedOnce() {
        assertThat(column("0.1234567890123456789", "8.692932128906250000e-01", "1.7976931348623157e308", "0.1"))
                .isEqualTo(NumericColumn.of("v", 0.12345678901234568, 0.869293212890625, Double.MAX_VALUE, 0.1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes,no,yes", "y,n,y", "true,false,true", "T,F,T", "TRUE,FALSE,True", "on,off,on"})
    void yesAndNoComeOutAsTyped(String values) {
        String[] typed = values.split(",");
        assertThat(column(typed)).isEqualTo(CategoricalColumn.of("v", typed));
    }

    @Test
    void missingTokensAreMissingAmongNumbers() {
        assertThat(column(
                        "1", "", "NA", "N/A", "n/a", "#N/A", "<NA>", "?", "null", "NULL", "nan", "NaN", " NA", " ?",
                        " ", "2"))
                .isEqualTo(NumericColumn.of(
                        "v", 1, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, 2));
    }

    @Test
    void missingTokensAreMissingAmongTexts() {
        assertThat(column(
                        "a", "", "NA", "N/A", "n/a", "#N/A", "<NA>", "?", "null", "NULL", "nan", "NaN", " NA", " ?",
                        " ", "b"))
                .isEqualTo(CategoricalColumn.of("v", "a", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "b"));
    }

    @Test
    void quotedMissingTokensAreMissing() {
        assertThat(column("1", "\"\"", "\"NA\"", "2")).isEqualTo(NumericColumn.of("v", 1, NAN, NAN, 2));
    }

    @Test
    void noneIsALevel() {
        assertThat(column("None", "Gable", "none")).isEqualTo(CategoricalColumn.of("v", "None", "Gable", "none"));
    }

    @Test
    void leadingZerosStay() {
        assertThat(column("007", "12", "100")).isEqualTo(CategoricalColumn.of("v", "007", "12", "100"));
    }

    @Test
    void leadingZerosAmongFractionsAreNumbers() {
        assertThat(column("007", "1.5")).isEqualTo(NumericColumn.of("v", 7, 1.5));
    }

    @Test
    void integersBeyondExactRangeStayText() {
        assertThat(column("9007199254740993", "12")).isEqualTo(CategoricalColumn.of("v", "9007199254740993", "12"));
        assertThat(column("-12345678901234567890", "12"))
                .isEqualTo(CategoricalColumn.of("v", "-12345678901234567890", "12"));
        assertThat(column("9007199254740992", "-9007199254740992"))
                .isEqualTo(NumericColumn.of("v", 9007199254740992.0, -9007199254740992.0));
    }

    @Test
    void datesStayText() {
        assertThat(column("2024-01-31", "1999-12-01")).isEqualTo(CategoricalColumn.of("v", "2024-01-31", "1999-12-01"));
        assertThat(column("2024-01-31 10:00:00", "2024-01-31T10:00:00Z"))
                .isEqualTo(CategoricalColumn.of("v", "2024-01-31 10:00:00", "2024-01-31T10:00:00Z"));
        assertThat(column("10:30", "23:59")).isEqualTo(CategoricalColumn.of("v", "10:30", "23:59"));
    }

    @Test
    void infinitiesAreNumbers() {
        assertThat(column("inf", "-inf", "Infinity", "-Infinity", "+INF", "1"))
                .isEqualTo(NumericColumn.of("v", INF, -INF, INF, -INF, INF, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1_000", "0x1F", "1.5f", "1d", "-", ".", "e5", "1e", "1.2.3", "1,5", "+-5", "12%", "$3", "infin"
            })
    void whatIsNotANumberMakesTheColumnText(String text) throws IOException {
        String cell = text.contains(",") ? '"' + text + '"' : text;
        assertThat(column("abc", cell)).isEqualTo(CategoricalColumn.of("v", "abc", text));
        Path file = CsvCase.write(folder, ("id,v\n1,2.5\n2," + cell + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(TableFiles.read(file).column("v")).isEqualTo(CategoricalColumn.of("v", "2.5", text));
    }

    @Test
    void columnWithoutValuesIsNumeric() {
        assertThat(column("", "NA")).isEqualTo(NumericColumn.of("v", NAN, NAN));
    }

    @Test
    void textInQuotesKeepsItsBlanks() {
        assertThat(column(" a", "a ", "\" b \"")).isEqualTo(CategoricalColumn.of("v", "a", "a", " b "));
    }

    @Test
    void demandedTextComesOutAsTyped() {
        Table table = CsvCase.read(folder, "id,v\n1,1.50\n2,007\n3,NA\n", reader -> reader.text("v"));
        assertThat(table.column("v")).isEqualTo(CategoricalColumn.of("v", "1.50", "007", ""));
    }

    @Test
    void demandedNumbersAreRead() {
        Table table = CsvCase.read(folder, "id,v\n1,007\n2,9007199254740993\n3,?\n", reader -> reader.numeric("v"));
        assertThat(table.column("v")).isEqualTo(NumericColumn.of("v", 7, 9007199254740992.0, NAN));
    }

    @Test
    void columnThatHoldsOtherTextStaysTextThoughNumbersArePreferred() {
        Table table = CsvCase.read(folder, "id,age\n1,031\n\n2,32\n3,abc\n", reader -> reader.numeric("age"));
        assertThat(table.column("age")).isEqualTo(CategoricalColumn.of("age", "031", "32", "abc"));
    }

    @Test
    void schemaDemandsTypesOfItsColumnsOnly() {
        Schema schema = Schema.of(
                new Schema.Field("a", ColumnType.CATEGORICAL),
                new Schema.Field("b", ColumnType.NUMERIC),
                new Schema.Field("absent", ColumnType.NUMERIC));
        Table table = CsvCase.read(folder, "c,b,a\n1,?,2\n", reader -> reader.types(schema));
        assertThat(table)
                .isEqualTo(Table.builder()
                        .numeric("c", 1)
                        .numeric("b", NAN)
                        .categorical("a", "2")
                        .build());
    }

    @Test
    void laterDemandCounts() {
        Table table =
                CsvCase.read(folder, "a,b\n1,2\n", reader -> reader.text("a").numeric("a"));
        assertThat(table.column("a").type()).isEqualTo(ColumnType.NUMERIC);
    }

    @Test
    void onlyLeavesOtherColumnsOut() {
        Table table = CsvCase.read(folder, "a,b,c\n1,2,3\n4,5,6\n", reader -> reader.only("c", "a", "absent"));
        assertThat(table.columnNames()).containsExactly("a", "c");
        assertThat(table.rows()).isEqualTo(2);
    }

    @Test
    void onlyOfAnAbsentDemandedColumnReadsAll() {
        Table table = CsvCase.read(
                folder, "agee,b\n1,2\n", reader -> reader.numeric("age").only("age"));
        assertThat(table.columnNames()).containsExactly("agee", "b");
    }

    @Test
    void onlyOfNothingPresentGivesNoColumns() {
        assertThat(CsvCase.read(folder, "a,b\n1,2\n", reader -> reader.only("x"))
                        .columns())
                .isEmpty();
    }

    /** Reads a column in every way, beside another one, so that empty cells are no empty lines. */
    private Column column(String... cells) {
        StringBuilder content = new StringBuilder("id,v\n");
        List.of(cells).forEach(cell -> content.append("x,").append(cell).append('\n'));
        return CsvCase.read(folder, content.toString()).column("v");
    }
}
