package densa.files;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Writes Parquet with DuckDB; a class of its own, so that CSV can be written where there is no DuckDB. */
final class ParquetWriter {
    private ParquetWriter() {}

    /**
     * Writes a file.
     *
     * @throws IOException with the reason alone, without the name of the file
     */
    static void write(TableChunks chunks, Path path, String label) throws IOException {
        try (DuckDb duckDb = new DuckDb();
                Statement statement = duckDb.statement()) {
            Table first = chunks.next().orElseThrow();
            checkNames(first.columns(), label);
            statement.execute(first.columns().stream()
                    .map(column -> DuckDb.identifier(column.name())
                            + (column instanceof NumericColumn ? " DOUBLE" : " VARCHAR"))
                    .collect(Collectors.joining(",", "CREATE TEMP TABLE rows (", ")")));
            for (Optional<Table> chunk = Optional.of(first); chunk.isPresent(); chunk = chunks.next()) {
                append(chunk.get(), (DuckDBConnection) duckDb.connection());
            }
            statement.execute("COPY rows TO " + DuckDb.plainLiteral(path) + " (FORMAT parquet, USE_TMP_FILE false)");
        } catch (SQLException e) {
            throw new IOException(DuckDb.firstLine(e.getMessage()), e);
        }
    }

    private static void append(Table table, DuckDBConnection connection) throws SQLException {
        Column[] columns = table.columns().toArray(Column[]::new);
        try (DuckDBAppender appender = connection.createAppender("temp", "main", "rows")) {
            for (int row = 0; row < table.rows(); row++) {
                appender.beginRow();
                for (Column column : columns) {
                    if (column.isMissing(row)) {
                        appender.appendNull();
                    } else if (column instanceof NumericColumn numbers) {
                        appender.append(numbers.value(row));
                    } else if (column instanceof CategoricalColumn texts) {
                        appender.append(texts.text(row));
                    }
                }
                appender.endRow();
            }
        }
    }

    /** Rejects names that a Parquet file cannot hold side by side. */
    private static void checkNames(List<Column> columns, String label) {
        if (columns.isEmpty()) {
            throw new DataException("cannot write " + label + ": a Parquet file must have at least one column");
        }
        Map<String, String> seen = new HashMap<>();
        for (Column column : columns) {
            String other = seen.put(column.name().toLowerCase(Locale.ROOT), column.name());
            if (other != null) {
                throw new DataException("cannot write " + label + ": in a Parquet file names must differ by more than"
                        + " upper and lower case, but " + quote(other) + " and " + quote(column.name())
                        + " do not; write CSV");
            }
        }
    }
}
