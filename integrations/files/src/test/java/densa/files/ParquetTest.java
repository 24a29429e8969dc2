package densa.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.DataException;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.encode.DateCoding;
import densa.table.encode.DateFormat;
import densa.table.encode.Encoder;
import densa.table.encode.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTest {
    private static final double NAN = Double.NaN;

    @TempDir
    private Path folder;

    @Test
    void numericTypesBecomeNumeric() throws IOException, SQLException {
        Path file = parquet("SELECT 1::TINYINT a, 2::UBIGINT b, 2.5::DECIMAL(9,2) c, 0.5::REAL d, 1e300 e, 7::HUGEINT f"
                + " UNION ALL SELECT NULL, NULL, NULL, NULL, 'nan'::DOUBLE, NULL");
        assertThat(TableFiles.read(file))
                .isEqualTo(Table.builder()
                        .numeric("a", 1, NAN)
                        .numeric("b", 2, NAN)
                        .numeric("c", 2.5, NAN)
                        .numeric("d", 0.5, NAN)
                        .numeric("e", 1e300, NAN)
                        .numeric("f", 7, NAN)
                        .build());
    }

    @Test
    void otherTypesBecomeText() throws IOException, SQLException {
        Path file = parquet("SELECT true a, DATE '2024-01-31' b, TIMESTAMP '2024-01-31 10:00:00' c, 'NA' d, 'yes' e,"
                + " TIMESTAMPTZ '2024-01-31 10:00:00+01' f UNION ALL SELECT false, NULL, NULL, '', NULL, NULL");
        assertThat(TableFiles.read(file))
                .isEqualTo(Table.builder()
                        .categorical("a", "true", "false")
                        .categorical("b", "2024-01-31", "")
                        .categorical("c", "2024-01-31 10:00:00", "")
                        .categorical("d", "NA", "")
                        .categorical("e", "yes", "")
                        .categorical("f", "2024-01-31 09:00:00+00", "")
                        .build());
    }

    @Test
    void integersBeyondExactRangeBecomeText() throws IOException, SQLException {
        Path file = parquet("SELECT 9007199254740993 a, 9007199254740992 b UNION ALL SELECT 1, -9007199254740992");
        assertThat(TableFiles.read(file))
                .isEqualTo(Table.builder()
                        .categorical("a", "9007199254740993", "1")
                        .numeric("b", 9007199254740992.0, -9007199254740992.0)
                        .build());
    }

    @Test
    void demandedTextOfNumbersIsTheirShortForm() throws IOException, SQLException {
        Path file = parquet("SELECT 1 a, 2.0::DOUBLE b, 0.5::DOUBLE c, 'nan'::DOUBLE d UNION ALL SELECT 7, NULL, 3, 4");
        assertThat(TableFiles.reader().text("a", "b", "c", "d").read(file))
                .isEqualTo(Table.builder()
                        .categorical("a", "1", "7")
                        .categorical("b", "2", "")
                        .categorical("c", "0.5", "3")
                        .categorical("d", "", "4")
                        .build());
    }

    @Test
    void demandedNumbersAreReadFromText() throws IOException, SQLException {
        Path file = parquet("SELECT * FROM (VALUES ('1.5'), ('NA'), (NULL), ('')) t(a)");
        assertThat(TableFiles.reader().numeric("a").read(file))
                .isEqualTo(Table.of(NumericColumn.of("a", 1.5, NAN, NAN, NAN)));
    }

    @Test
    void columnThatHoldsOtherTextStaysTextThoughNumbersArePreferred() throws SQLException, IOException {
        Path file = parquet("SELECT * FROM (VALUES ('1.5', true), ('abc', false)) t(a, b)");
        assertThat(TableFiles.reader().numeric("a", "b").read(file))
                .isEqualTo(
                        Table.of(CategoricalColumn.of("a", "1.5", "abc"), CategoricalColumn.of("b", "true", "false")));
    }

    @Test
    void rowsKeepTheirOrder() throws IOException, SQLException {
        Path file = parquet("SELECT i::DOUBLE AS i, CASE WHEN i % 7 = 0 THEN NULL ELSE 'l' || (i % 5) END AS t"
                + " FROM range(300000) r(i)");
        Table table = TableFiles.read(file);
        NumericColumn ids = (NumericColumn) table.column("i");
        Column texts = table.column("t");
        assertThat(table.rows()).isEqualTo(300_000);
        for (int row = 0; row < table.rows(); row++) {
            if (ids.value(row) != row || !texts.text(row).equals(row % 7 == 0 ? "" : "l" + row % 5)) {
                throw new AssertionError("row " + row + " is not the row of the file");
            }
        }
    }

    @Test
    void onlyReadsTheColumnsNamed() throws IOException, SQLException {
        Path file = parquet("SELECT 1 a, 2 b, 3 c");
        assertThat(TableFiles.reader().only("c", "a").read(file).columnNames()).containsExactly("a", "c");
    }

    @Test
    void oddColumnNamesAreRead() throws IOException, SQLException {
        Path file = parquet("SELECT 1 \"bill length\", 2 \"a \"\"b\"\"\", 3 \"it's\"");
        assertThat(TableFiles.read(file).columnNames()).containsExactly("bill length", "a \"b\"", "it's");
    }

    @Test
    void nestedColumnsBecomeText() throws IOException, SQLException {
        Path file = parquet("SELECT {'x': 1, 'y': 2} s, [1, 2] l, 3 n");
        assertThat(TableFiles.read(file))
                .isEqualTo(Table.builder()
                        .categorical("s", "{'x': 1, 'y': 2}")
                        .categorical("l", "[1, 2]")
                        .numeric("n", 3)
                        .build());
    }

    @Test
    void noRowsGiveNoRows() throws IOException, SQLException {
        Path file = parquet("SELECT 1 a, 'x' b WHERE false");
        assertThat(TableFiles.read(file)).isEqualTo(Table.of(NumericColumn.of("a"), CategoricalColumn.of("b")));
    }

    @Test
    void damagedFileIsRejectedInOneLine() throws SQLException, IOException {
        Path file = parquet("SELECT i, i || 'x' t FROM range(10000) r(i)");
        byte[] whole = Files.readAllBytes(file);
        Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> TableFiles.read(cut))
                .isInstanceOf(DataException.class)
                .hasMessage(cut + " cannot be read: No magic bytes found at end of the file");
        Arrays.fill(whole, 100, whole.length / 2, (byte) 0x5a);
        Path overwritten = Files.write(folder.resolve("overwritten.parquet"), whole);
        assertThatThrownBy(() -> TableFiles.read(overwritten))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(overwritten + " cannot be read: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void emptyFileIsRejected() throws IOException {
        Path file = Files.createFile(folder.resolve("x.parquet"));
        assertThatThrownBy(() -> TableFiles.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file + " is empty");
    }

    @Test
    void tableIsTheSameFromAnyJdbcSource() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT 1 AS i, 2.5::DECIMAL(9,2) AS d, true AS b, 'x' AS s, DATE '2024-01-31' AS day"
                                + " UNION ALL SELECT NULL, NULL, NULL, NULL, NULL")) {
            assertThat(Table.from(rows))
                    .isEqualTo(Table.builder()
                            .numeric("i", 1, NAN)
                            .numeric("d", 2.5, NAN)
                            .categorical("b", "true", "")
                            .categorical("s", "x", "")
                            .categorical("day", "2024-01-31", "")
                            .build());
        }
    }

    @Test
    void datesAndTimesAreReadAsSuch() throws IOException, SQLException {
        String query =
                "SELECT DATE '2024-01-31' + i::INTEGER AS day, TIMESTAMP '2024-01-31 10:00:00.5' + to_minutes(i) AS t,"
                        + " TIMESTAMPTZ '2024-01-31 10:00:00+01' + to_hours(i) AS z, TIME '10:00:00' + to_minutes(i) AS c,"
                        + " i % 2 AS y FROM range(12) r(i)";
        assertDates(TableFiles.read(parquet(query)));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertDates(Table.from(rows));
        }
    }

    private static void assertDates(Table table) {
        assertThat(Encoder.fit(table, Roles.target("y")).codings())
                .map(coding -> ((DateCoding) coding).format())
                .containsExactly(
                        DateFormat.named("iso_date"),
                        DateFormat.named("iso_date_time"),
                        DateFormat.named("iso_date_time_offset"),
                        DateFormat.named("time"));
    }

    private Path parquet(String query) throws SQLException {
        Path file = folder.resolve("x.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }
}
