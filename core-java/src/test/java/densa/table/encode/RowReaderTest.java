package densa.table.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.DataException;
import densa.table.NumericColumn;
import densa.table.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RowReaderTest {

    private static final Table TABLE = Table.builder()
            .numeric("length", 1, 2, Double.NaN, 4, 5, 6)
            .categorical("colour", "red", "blue", "", "red", "blue", "green")
            .numeric("width", 10, 20, 30, 40, 50, 60)
            .categorical("island", "north", "south", "north", "south", "north", "north")
            .numeric("year", 2001, 2002, 2001, 2002, 2001, 2001)
            .categorical("note", "x", "x", "x", "x", "x", "x")
            .categorical("kind", "b", "a", "b", "a", "b", "a")
            .build();
    private static final Encoder ENCODER =
            Encoder.fit(TABLE, Roles.target("kind").withCategorical(List.of("year")));

    @Test
    void rowOfValuesIsTheRowOfTheTable() {
        assertThat(read(Map.of("length", 1, "colour", "red", "width", 10.0, "island", "north", "year", 2001)))
                .isEqualTo(rowOfTable(0));
        assertThat(read(Map.of("length", "2", "colour", "blue", "width", " 2e1 ", "island", "south", "year", "2002")))
                .isEqualTo(rowOfTable(1));
    }

    @Test
    void valueThatTrainingRowsWereWithoutMayBeLeftOutOrNull() {
        Map<String, Object> row = new HashMap<>(Map.of("width", 30, "island", "north", "year", 2001));
        assertThat(read(row)).isEqualTo(rowOfTable(2));
        row.put("length", null);
        row.put("colour", "");
        assertThat(read(row)).isEqualTo(rowOfTable(2));
    }

    @Test
    void columnsOfTheTrainingTableThatAreNoInputsMayBeThere() {
        assertThat(read(Map.of(
                        "length",
                        1,
                        "colour",
                        "red",
                        "width",
                        10,
                        "island",
                        "north",
                        "year",
                        2001,
                        "kind",
                        "b",
                        "note",
                        "anything")))
                .isEqualTo(rowOfTable(0));
    }

    @Test
    void unknownNameOffersTheNearest() {
        assertFault(
                "the model has no column \"lenght\"; did you mean \"length\"? (columns: length, colour, width, island,"
                        + " year)",
                Map.of("lenght", 1));
        assertFault("the model has no column \"age\" (columns: length, colour, width, island, year)", Map.of("age", 1));
    }

    @Test
    void columnsThatAreLeftOutAreMissing() {
        Map<String, Object> row = new HashMap<>(Map.of("length", 1, "width", 2));
        double[] leftOut = read(row);
        row.put("colour", null);
        row.put("island", "");
        row.put("year", null);
        assertThat(read(row)).isEqualTo(leftOut);
    }

    @Test
    void rowWithoutAnyInputIsRejected() {
        assertFault(
                "the row holds no value of an input column (columns: length, colour, width, island, year)", Map.of());
    }

    @Test
    void textInPlaceOfANumberIsNamed() {
        assertFault(
                "column \"width\" must be a number, got \"wide\"",
                Map.of("width", "wide", "island", "north", "year", 2001));
        assertFault(
                "column \"width\" must be a number, got \"true\"",
                Map.of("width", true, "island", "north", "year", 2001));
    }

    @Test
    void valueOfAnotherKindIsNamed() {
        assertFault(
                "column \"island\" must be a number or a text, got a value of type int[]",
                Map.of("width", 1, "island", new int[0], "year", 2001));
    }

    private enum Compass {
        NORTH {
            @Override
            public String toString() {
                return "north";
            }
        }
    }

    @Test
    void numbersAndTextsMayBeOfAnyType() {
        Map<String, Object> row = new HashMap<>(Map.of(
                "length", new AtomicInteger(1),
                "colour", new StringBuilder("red"),
                "width", new BigDecimal("10.00"),
                "island", Compass.NORTH,
                "year", BigInteger.valueOf(2001)));
        assertThat(read(row)).isEqualTo(rowOfTable(0));
        row.put("length", '1');
        row.put("width", 10L);
        row.put("year", 2001f);
        assertThat(read(row)).isEqualTo(rowOfTable(0));
    }

    @Test
    void valuesThatAreNeitherNumbersNorTextsAreNamedByType() {
        List<Object> values = List.of(
                LocalDate.EPOCH,
                Instant.EPOCH,
                new Date(0),
                Duration.ZERO,
                Optional.of(1),
                OptionalInt.of(1),
                List.of(1),
                Map.of(),
                new double[1],
                new String[0],
                new Object());
        for (Object value : values) {
            for (String column : List.of("length", "colour", "year")) {
                assertFault(
                        "column \"" + column + "\" must be a number or a text, got a value of type "
                                + value.getClass().getTypeName(),
                        Map.of("width", 1, column, value));
            }
        }
        assertFault("column \"width\" must be a number, got \"north\"", Map.of("width", Compass.NORTH));
    }

    @Test
    void rowThatIsNullOrHasNullAsAKeyIsNamed() {
        Map<String, Object> row = new HashMap<>(Map.of("width", 1));
        row.put(null, 2);
        for (ThrowingCallable read : List.<ThrowingCallable>of(
                () -> ENCODER.row(row), () -> ENCODER.rowEncoder().encode(row, new double[9]))) {
            assertThatThrownBy(read)
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessage("the keys of a row must be names of columns, got null");
        }
        assertThatThrownBy(() -> ENCODER.row(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("row");
        assertThatThrownBy(() -> ENCODER.rowEncoder().newValues().set((String) null, 1))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("column");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void keyThatIsNoTextIsNamed() {
        Map row = Map.of(1, 2);
        assertThatThrownBy(() -> ENCODER.row((Map<String, Object>) row))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("the keys of a row must be names of columns, got 1 of type java.lang.Integer");
    }

    @Test
    void namedNumberIsTheSameLevelAsItsText() {
        Table table = TABLE.with(NumericColumn.of("year", 1, 0, 1, 0, 1, 1));
        Encoder encoder = Encoder.fit(table, Roles.target("kind").withCategorical(List.of("year")));
        Map<String, Object> row = new HashMap<>(Map.of("width", 30, "island", "north", "year", 1.0));
        double[] number = values(encoder.inputs(encoder.row(row)), 0);
        row.put("year", "1");
        assertThat(values(encoder.inputs(encoder.row(row)), 0)).isEqualTo(number);
    }

    private static double[] read(Map<String, ?> row) {
        return values(ENCODER.inputs(ENCODER.row(row)), 0);
    }

    private static double[] rowOfTable(int row) {
        return values(ENCODER.inputs(TABLE), row);
    }

    private static double[] values(EncodedTable table, int row) {
        double[] values = new double[table.width()];
        Arrays.fill(values, Double.NaN);
        table.read(row, values, 0);
        return values;
    }

    private static void assertFault(String message, Map<String, ?> row) {
        assertThatThrownBy(() -> ENCODER.row(row))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage(message);
    }
}
