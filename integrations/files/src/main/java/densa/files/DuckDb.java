package densa.files;

import densa.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB of our own, in memory, opened at the first use; not thread-safe.
 *
 * <p>It never reaches for the network (no extension is installed or loaded), keeps to a modest share of memory and
 * threads, and spills to the temporary folder only if that share does not do.
 *
 * <p>Traps of DuckDB 2.0, found by comparing every cell with what the file holds:
 *
 * <ul>
 *   <li>An {@code IN} list or {@code list_contains} is planned as a join, which returns the rows of a larger file in
 *       another order. Nested {@code nullif}s take exponential time to plan. Expressions here use {@code CASE}.
 *   <li>Its chunk interface ({@code DuckDBPreparedStatement.query}) ends without an exception when a row in the middle
 *       of a file cannot be read. {@code ResultSet.next} throws; so rows are read through it.
 * </ul>
 */
final class DuckDb implements AutoCloseable {
    private static final String MEMORY_LIMIT = "1GB";
    private static final int MOST_THREADS = 8;

    /** "Invalid Input Error: " and the like. */
    private static final Pattern KIND_OF_ERROR = Pattern.compile("^([A-Z][A-Za-z]*( [A-Za-z]+)* (Error|Exception): )+");

    private final Path spillFolder = Path.of(System.getProperty("java.io.tmpdir"), "densa-" + UUID.randomUUID());
    private @Nullable Connection connection;

    /**
     * Returns the connection.
     *
     * @throws DataException if DuckDB does not run here
     */
    Connection connection() {
        Connection opened = connection;
        if (opened == null) {
            opened = open();
            connection = opened;
        }
        return opened;
    }

    Statement statement() throws SQLException {
        return connection().createStatement();
    }

    @Override
    public void close() {
        Connection opened = connection;
        if (opened == null) {
            return;
        }
        connection = null;
        try {
            opened.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB cannot be closed", e);
        } finally {
            deleteSpillFolder();
        }
    }

    private Connection open() {
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        settings.setProperty("allow_persistent_secrets", "false");
        settings.setProperty("enable_external_file_cache", "false");
        settings.setProperty("preserve_insertion_order", "true");
        settings.setProperty("memory_limit", MEMORY_LIMIT);
        settings.setProperty(
                "threads", Integer.toString(Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS)));
        settings.setProperty("temp_directory", spillFolder.toString());
        settings.setProperty("jdbc_stream_results", "true");
        try {
            Connection opened = Objects.requireNonNull(new DuckDBDriver().connect("jdbc:duckdb:", settings));
            try (Statement statement = opened.createStatement()) {
                statement.execute("SET TimeZone='UTC'"); // else times of Parquet files would depend on the machine
            }
            return opened;
        } catch (NoClassDefFoundError e) {
            throw new DataException("Parquet and JSON need DuckDB: add org.duckdb:duckdb_jdbc to the class path", e);
        } catch (SQLException | LinkageError e) {
            throw new DataException(
                    "Parquet and JSON need DuckDB, which does not start: " + reason(e)
                            + " (it unpacks a library into the folder " + System.getProperty("java.io.tmpdir")
                            + ", which must be writable and not mounted noexec; -Djava.io.tmpdir names another)",
                    e);
        }
    }

    private void deleteSpillFolder() {
        if (!Files.exists(spillFolder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(spillFolder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            spillFolder.toFile().deleteOnExit();
        }
    }

    /** Returns a text as an SQL literal. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Returns a name as an SQL identifier. */
    static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Returns a path as an SQL literal that stands for this one file, whatever wildcards its name holds. */
    static String literal(Path path) {
        return literal(path.toAbsolutePath().toString().replaceAll("[*?\\[]", "[$0]"));
    }

    /** Returns a path to write to as an SQL literal. */
    static String plainLiteral(Path path) {
        return literal(path.toAbsolutePath().toString());
    }

    /** Returns what DuckDB says about a file, in one line. */
    static DataException failure(InputFile file, SQLException e) {
        String reason = firstLine(e.getMessage());
        reason = KIND_OF_ERROR.matcher(reason).replaceFirst("");
        String path = file.path().toAbsolutePath().toString();
        reason = reason.replace(" in file \"" + path + "\",", "")
                .replace("file \"" + path + "\"", "the file")
                .replace("file '" + path + "'", "the file")
                .replace(path, file.label());
        return new DataException(file.label() + " cannot be read: " + reason.strip(), e);
    }

    /** Returns the message of a failure or, if it has none, of what caused it. */
    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure.getMessage() == null && cause != null ? reason(cause) : firstLine(failure.getMessage());
    }

    static String firstLine(@Nullable String message) {
        return message == null
                ? "unknown reason"
                : message.lines().findFirst().orElse("unknown reason").strip();
    }
}
