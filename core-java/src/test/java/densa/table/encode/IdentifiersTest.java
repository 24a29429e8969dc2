package densa.table.encode;

import static org.assertj.core.api.Assertions.assertThat;

import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.encode.ColumnReport.Use;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdentifiersTest {

    private static final int ROWS = 60;

    @Test
    void namesOfRowsAreAnIdentifier() {
        assertThat(texts(i -> "customer " + i))
                .isEqualTo(aside("60 different values in 60 rows, an identifier; name it categorical to use it"));
    }

    @Test
    void longTextsAndTextsOfManyWordsAreFreeText() {
        assertThat(texts(i -> "call number " + i + " was a short one"))
                .isEqualTo(aside("60 different values in 60 rows, free text; name it categorical to use it"));
        assertThat(texts(i -> "x".repeat(40) + i).detail()).contains("free text");
    }

    @Test
    void longNamesOfFewLevelsStayNames() {
        assertThat(texts(i -> "a long answer of a questionnaire, one of these few: " + i % 5)
                        .use())
                .isEqualTo(Use.CATEGORICAL);
    }

    @Test
    void rowNumbersAreSetAsideUnlessForced() {
        Column numbers = numbers(ROWS, i -> 7.0 + i);
        assertThat(report(numbers))
                .isEqualTo(aside("whole numbers from 7 to 66 in order, a row number; name it numeric to use it"));
        Encoder forced = Encoder.fit(table(numbers), Roles.target("kind").withNumeric(List.of("c")));
        assertThat(forced.describe().get(0).use()).isEqualTo(Use.NUMERIC);
        forced = Encoder.fit(table(numbers), Roles.target("kind").withCategorical(List.of("c")));
        assertThat(forced.describe().get(0).use()).isEqualTo(Use.CATEGORICAL);
    }

    @Test
    void otherNumbersAreNoRowNumbers() {
        assertThat(report(numbers(49, i -> (double) i)).use()).isEqualTo(Use.NUMERIC);
        assertThat(report(numbers(ROWS, i -> i + 0.5)).use()).isEqualTo(Use.NUMERIC);
        assertThat(report(numbers(ROWS, i -> 2.0 * i)).use()).isEqualTo(Use.NUMERIC);
        assertThat(report(numbers(ROWS, i -> -1.0 * i)).use()).isEqualTo(Use.NUMERIC);
        assertThat(report(numbers(ROWS, i -> i == 5 ? Double.NaN : i)).use()).isEqualTo(Use.NUMERIC);
    }

    @Test
    void rowNumbersAreSeenInTheWholeTable() {
        Table table = table(numbers(ROWS, i -> (double) i));
        Roles roles = Roles.target("kind");
        Encoder encoder = Encoder.fit(table, roles, FittedTarget.of(table, roles), new int[] {3, 1, 8, 20, 31}, 0);
        assertThat(encoder.describe().get(0).use()).isEqualTo(Use.SET_ASIDE);
    }

    private static ColumnReport aside(String why) {
        return new ColumnReport("c", Use.SET_ASIDE, why);
    }

    private static ColumnReport texts(IntFunction<String> text) {
        return report(CategoricalColumn.of(
                "c", IntStream.range(0, ROWS).mapToObj(text).toArray(String[]::new)));
    }

    private static Column numbers(int rows, IntFunction<Double> value) {
        return NumericColumn.of(
                "c",
                IntStream.range(0, rows).mapToObj(value).mapToDouble(v -> v).toArray());
    }

    private static ColumnReport report(Column column) {
        return Encoder.fit(table(column), Roles.target("kind")).describe().get(0);
    }

    private static Table table(Column column) {
        int[] rows = IntStream.range(0, column.size()).toArray();
        return Table.of(
                column,
                NumericColumn.of("x", IntStream.of(rows).mapToDouble(i -> i % 3).toArray()),
                CategoricalColumn.of(
                        "kind", IntStream.of(rows).mapToObj(i -> "k" + i % 2).toArray(String[]::new)));
    }
}
