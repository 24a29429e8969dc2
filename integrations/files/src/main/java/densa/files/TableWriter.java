package densa.files;

import static densa.table.DataException.quote;

import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.DataException;
import densa.table.NumericColumn;
import densa.table.Table;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Writes a table to a file in the format that its name tells. */
final class TableWriter {
    private TableWriter() {}

    static void write(Table table, Path file) {
        String label = file.toString();
        FileFormat format = FileFormat.toWrite(label);
        if (format == FileFormat.PARQUET) {
            checkNamesForParquet(table.columns(), label);
            WholeFile.write(file, beside -> writeParquet(table, beside, label));
        } else {
            char delimiter = format == FileFormat.TSV ? '\t' : ',';
            WholeFile.write(file, beside -> writeCsv(table, beside, delimiter, FileFormat.isGzip(label)));
        }
    }

    private static void writeCsv(Table table, Path path, char delimiter, boolean gzip) throws IOException {
        try (OutputStream file = Files.newOutputStream(path);
                OutputStream out = gzip ? new GZIPOutputStream(file, 1 << 16) : new BufferedOutputStream(file)) {
            CsvWriter.write(table, out, delimiter);
        }
    }

    private static void writeParquet(Table table, Path path, String label) {
        try (DuckDb duckDb = new DuckDb();
                Statement statement = duckDb.statement()) {
            statement.execute(table.columns().stream()
                    .map(column -> DuckDb.identifier(column.name())
                            + (column instanceof NumericColumn ? " DOUBLE" : " VARCHAR"))
                    .collect(Collectors.joining(",", "CREATE TEMP TABLE rows (", ")")));
            append(table, (DuckDBConnection) duckDb.connection());
            statement.execute("COPY rows TO " + DuckDb.plainLiteral(path) + " (FORMAT parquet, USE_TMP_FILE false)");
        } catch (SQLException e) {
            throw new DataException("cannot write " + label + ": " + DuckDb.firstLine(e.getMessage()), e);
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

    private static void checkNamesForParquet(List<Column> columns, String label) {
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
