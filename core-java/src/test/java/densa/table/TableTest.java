package densa.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.DataException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Table TABLE = Table.builder()
            .numeric("bill_length", 39.1, 46.5, Double.NaN)
            .categorical("species", "Adelie", "", "Gentoo")
            .build();

    @Test
    void tableNamesItsColumns() {
        assertThat(TABLE.rows()).isEqualTo(3);
        assertThat(TABLE.columnNames()).containsExactly("bill_length", "species");
        assertThat(TABLE.hasColumn("species")).isTrue();
        assertThat(TABLE.hasColumn("Species")).isFalse();
        assertThat(TABLE.column("species").text(2)).isEqualTo("Gentoo");
        assertThat(TABLE.schema())
                .isEqualTo(Schema.of(
                        new Schema.Field("bill_length", ColumnType.NUMERIC),
                        new Schema.Field("species", ColumnType.CATEGORICAL)));
        assertThat(TABLE).hasToString("Table[3 rows: bill_length, species]");
    }

    @Test
    void tableWithoutColumnsHasNoRows() {
        assertThat(Table.of().rows()).isZero();
    }

    @Test
    void unknownColumnNamesTheNearest() {
        assertThatThrownBy(() -> TABLE.column("bill_lenght"))
                .isInstanceOf(DataException.class)
                .hasMessage("column \"bill_lenght\" is not in the table; did you mean \"bill_length\"?"
                        + " (columns: bill_length, species)");
        assertThatThrownBy(() -> TABLE.column("island"))
                .isInstanceOf(DataException.class)
                .hasMessage("column \"island\" is not in the table (columns: bill_length, species)");
    }

    @Test
    void unknownColumnOfAWideTableListsTheFirstTwenty() {
        Table wide = Table.of(
                IntStream.range(0, 25).mapToObj(i -> NumericColumn.of("c" + i)).toList());
        assertThatThrownBy(() -> wide.column("target"))
                .hasMessage("column \"target\" is not in the table (columns: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9,"
                        + " c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, and 5 more)");
    }

    @Test
    void duplicateColumnNameIsRejected() {
        assertThatThrownBy(() -> Table.of(NumericColumn.of("x", 1), NumericColumn.of("x", 2)))
                .isInstanceOf(DataException.class)
                .hasMessage("duplicate column name \"x\"");
        assertThatThrownBy(() -> Schema.of(
                        new Schema.Field("x", ColumnType.NUMERIC), new Schema.Field("x", ColumnType.CATEGORICAL)))
                .isInstanceOf(DataException.class)
                .hasMessage("duplicate column name \"x\"");
    }

    @Test
    void columnsOfDifferentLengthAreRejected() {
        assertThatThrownBy(() -> Table.of(NumericColumn.of("x", 1), CategoricalColumn.of("y", "a", "b")))
                .isInstanceOf(DataException.class)
                .hasMessage("columns must have the same number of rows, but \"x\" has 1 and \"y\" has 2");
    }

    @Test
    void selectTakesRowsOfEveryColumn() {
        assertThat(TABLE.select(new int[] {2, 0}))
                .isEqualTo(Table.builder()
                        .numeric("bill_length", Double.NaN, 39.1)
                        .categorical("species", "Gentoo", "Adelie")
                        .build());
    }

    @Test
    void concatPutsTheRowsOfTablesOneAfterTheOther() {
        Table first = Table.of(NumericColumn.of("x", 1, 2), CategoricalColumn.of("t", "b", ""));
        Table second = Table.of(CategoricalColumn.of("t", "a", "b"), NumericColumn.of("x", Double.NaN, 4));
        assertThat(Table.concat(List.of(first, second)))
                .isEqualTo(Table.of(
                        NumericColumn.of("x", 1, 2, Double.NaN, 4), CategoricalColumn.of("t", "b", "", "a", "b")));
        assertThat(Table.concat(List.of(first))).isEqualTo(first);
        Table texts = Table.of(CategoricalColumn.of("x", "1.5", "?"), CategoricalColumn.of("t", "", ""));
        assertThat(Table.concat(List.of(first, texts)).column("x"))
                .isEqualTo(CategoricalColumn.of("x", "1", "2", "1.5", "?"));
    }

    @Test
    void concatRejectsTablesOfOtherColumns() {
        Table first = Table.of(NumericColumn.of("x", 1), NumericColumn.of("y", 1));
        assertThatThrownBy(() -> Table.concat(List.of(first, Table.of(NumericColumn.of("x", 1)))))
                .isInstanceOf(DataException.class)
                .hasMessage("tables must have the same columns, got x, y and x");
        Table other = Table.of(NumericColumn.of("x", 1), NumericColumn.of("z", 1));
        assertThatThrownBy(() -> Table.concat(List.of(first, other)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("column \"y\" is not in the table");
        assertThatThrownBy(() -> Table.concat(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withReplacesInPlaceOrAppends() {
        assertThat(TABLE.with(NumericColumn.of("bill_length", 1, 2, 3)).columnNames())
                .containsExactly("bill_length", "species");
        assertThat(TABLE.with(NumericColumn.of("id", 1, 2, 3)).columnNames())
                .containsExactly("bill_length", "species", "id");
        assertThat(TABLE.columnNames()).containsExactly("bill_length", "species");
    }

    @Test
    void withoutLeavesColumnsOut() {
        assertThat(TABLE.without("bill_length").columnNames()).containsExactly("species");
        assertThatThrownBy(() -> TABLE.without("specis"))
                .hasMessage("column \"specis\" is not in the table; did you mean \"species\"?"
                        + " (columns: bill_length, species)");
    }

    @Test
    void rowBuilderTakesValuesInOrderAndByName() {
        Map<String, Object> byName = new HashMap<>();
        byName.put("species", "Gentoo");
        byName.put("bill_length", null);
        byName.put("unknown", 3);
        Table built = Table.rowBuilder(TABLE.schema())
                .row(39.1, "Adelie")
                .row(Map.of("bill_length", "46.5"))
                .row(byName)
                .build();
        assertThat(built).isEqualTo(TABLE);
    }

    @Test
    void rowBuilderWritesNumbersAndBooleansAsLevels() {
        Schema schema = Schema.of(new Schema.Field("code", ColumnType.CATEGORICAL));
        assertThat(Table.rowBuilder(schema)
                        .row(3)
                        .row(3.0)
                        .row(2.5f)
                        .row(true)
                        .row(Double.NaN)
                        .build())
                .isEqualTo(Table.of(CategoricalColumn.of("code", "3", "3", "2.5", "true", "")));
    }

    @Test
    void rowBuilderRejectsTextForANumber() {
        RowBuilder builder = Table.rowBuilder(TABLE.schema());
        assertThatThrownBy(() -> builder.row("long", "Adelie"))
                .isInstanceOf(DataException.class)
                .hasMessage("column \"bill_length\" must be a number, got \"long\"");
        assertThat(builder.build().rows()).isZero();
    }

    @Test
    void rowBuilderRejectsRowOfWrongWidth() {
        assertThatThrownBy(() -> Table.rowBuilder(TABLE.schema()).row(1.0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row must have 2 values (bill_length, species), got 1");
    }

    @Test
    void schemaKnowsTypesByName() {
        assertThat(TABLE.schema().type("species")).contains(ColumnType.CATEGORICAL);
        assertThat(TABLE.schema().type("x")).isEmpty();
        assertThat(TABLE.schema().names()).isEqualTo(List.of("bill_length", "species"));
    }

    private enum Island {
        DREAM
    }

    private record Bird(
            Island island,
            double bill,
            @Nullable Integer year,
            @Nullable String sex,
            LocalDate seen) {}

    private static final List<Bird> BIRDS = List.of(
            new Bird(Island.DREAM, 39.1, 2007, "male", LocalDate.of(2024, 5, 1)),
            new Bird(Island.DREAM, Double.NaN, null, null, LocalDate.of(2024, 5, 2)));

    @Test
    void recordsAreRowsWithAColumnForEachComponent() {
        assertThat(Table.fromRecords(Bird.class, BIRDS))
                .isEqualTo(Table.builder()
                        .categorical("island", "DREAM", "DREAM")
                        .numeric("bill", 39.1, Double.NaN)
                        .numeric("year", 2007, Double.NaN)
                        .categorical("sex", "male", "")
                        .categorical("seen", "2024-05-01", "2024-05-02")
                        .build());
        assertThat(Table.fromRecords(Bird.class, List.of()).columnNames())
                .containsExactly("island", "bill", "year", "sex", "seen");
    }

    @Test
    void mapsAreRowsWithTheirNamesInOrder() {
        assertThat(Table.fromMaps(List.of(Map.of("b", 1, "a", "x"), Map.of("c", 2.5, "b", "two"), Map.of())))
                .isEqualTo(Table.builder()
                        .categorical("a", "x", "", "")
                        .categorical("b", "1", "two", "")
                        .numeric("c", Double.NaN, 2.5, Double.NaN)
                        .build());
    }

    @Test
    void nullAmongRowsAndColumnsIsNamed() {
        Map<String, Object> nullKey = new HashMap<>();
        nullKey.put(null, 1);
        assertNull("rows", () -> Table.fromMaps((List<Map<String, Object>>) null));
        assertNull("row 1 must be a map, got null", () -> Table.fromMaps(Arrays.asList(Map.of("a", 1), null)));
        assertNull("the keys of row 0 must be names of columns, got null", () -> Table.fromMaps(List.of(nullKey)));
        assertNull(
                "row 1 must be a record, got null",
                () -> Table.fromRecords(Bird.class, Arrays.asList(BIRDS.get(0), null)));
        assertNull("values", () -> Table.rowBuilder(TABLE.schema()).row((Object[]) null));
        assertNull("values", () -> Table.rowBuilder(TABLE.schema()).row((Map<String, Object>) null));
        assertNull("columns", () -> Table.of((Column[]) null));
        assertNull(
                "column 1 must be a column, got null",
                () -> Table.of(TABLE.columns().get(0), null));
        assertNull("values", () -> NumericColumn.of("x", (double[]) null));
        assertNull("values", () -> CategoricalColumn.of("x", (String[]) null));
        assertNull("value", () -> CategoricalColumn.of("x", "a", null));
    }

    private static void assertNull(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isExactlyInstanceOf(NullPointerException.class).hasMessage(message);
    }

    @Test
    void recordThatCannotBeReadIsNamed() {
        record Faulty(int x) {
            @Override
            public int x() {
                throw new IllegalStateException("broken");
            }
        }
        assertThatThrownBy(() -> Table.fromRecords(Faulty.class, List.of(new Faulty(1))))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("reading x of a row failed")
                .hasRootCauseMessage("broken");
    }
}
