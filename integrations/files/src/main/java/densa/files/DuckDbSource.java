package densa.files;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Parquet or JSON file, whose columns have types; not thread-safe. */
final class DuckDbSource implements TableSource {
    private static final String LARGEST_INTEGER = "9007199254740992";

    private final InputFile file;
    private final DuckDb duckDb;
    private final String from;
    private final List<SqlColumn> columns;
    private final int expectedRows;

    private DuckDbSource(InputFile file, DuckDb duckDb, String from, List<SqlColumn> columns, int expectedRows) {
        this.file = file;
        this.duckDb = duckDb;
        this.from = from;
        this.columns = columns;
        this.expectedRows = expectedRows;
    }

    /**
     * A column of the file.
     *
     * @param name its name in the file
     * @param reference its name in SQL
     * @param kind what it holds
     * @param typed whether SQL sees it with that type; else as text
     */
    record SqlColumn(String name, String reference, Kind kind, boolean typed) {
        String number() {
            return "CAST(" + (typed && kind != Kind.OTHER ? reference : present()) + " AS DOUBLE)";
        }

        /** The text, or NULL if it stands for a missing value. */
        String present() {
            String text = "CAST(" + reference + " AS VARCHAR)";
            return MissingTokens.ALL.stream()
                    .map(token -> " WHEN " + DuckDb.literal(token) + " THEN NULL")
                    .collect(Collectors.joining("", "CASE " + text, " ELSE " + text + " END"));
        }

        /** Whether all present texts are numbers. */
        String onlyNumbers() {
            return "count(*) FILTER (" + present() + " IS NOT NULL AND TRY_CAST(" + present()
                    + " AS DOUBLE) IS NULL) = 0";
        }

        /** The text; a whole number without ".0", as {@link densa.table.Column#text} has it. */
        String text() {
            String text = "CAST(" + reference + " AS VARCHAR)";
            if (!typed || kind != Kind.FLOATING) {
                return text;
            }
            return "CASE WHEN isnan(" + reference + ") THEN NULL WHEN abs(" + reference + ")<=" + LARGEST_INTEGER
                    + " AND floor(" + reference + ")=" + reference + " THEN CAST(TRY_CAST(" + reference
                    + " AS BIGINT) AS VARCHAR) ELSE " + text + " END";
        }
    }

    enum Kind {
        INTEGER,
        FLOATING,
        DECIMAL,
        OTHER;

        static Kind of(String sqlType) {
            return switch (sqlType) {
                case "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER" -> INTEGER;
                case "BIGINT", "UBIGINT", "HUGEINT", "UHUGEINT" -> INTEGER;
                case "FLOAT", "DOUBLE", "\"NULL\"" -> FLOATING;
                default -> sqlType.startsWith("DECIMAL") ? DECIMAL : OTHER;
            };
        }
    }

    /**
     * Opens a Parquet file.
     *
     * @throws DataException if it is not one, or two of its columns have the same name
     */
    static DuckDbSource parquet(InputFile file, DuckDb duckDb) {
        String from = "read_parquet(" + DuckDb.literal(file.path()) + ",hive_partitioning=false)";
        try {
            List<SqlColumn> described = described(duckDb, from, true);
            List<String> names = parquetNames(duckDb, file);
            List<SqlColumn> columns = new ArrayList<>();
            for (int i = 0; i < described.size(); i++) {
                SqlColumn column = described.get(i);
                columns.add(new SqlColumn(names.get(i), column.reference(), column.kind(), true));
            }
            return new DuckDbSource(file, duckDb, from, distinct(columns, file), parquetRows(duckDb, file));
        } catch (SQLException e) {
            throw DuckDb.failure(file, e);
        }
    }

    /** Returns a source of rows that SQL selects; of a JSON file, whose values are text. */
    static DuckDbSource json(InputFile file, DuckDb duckDb, String from, List<SqlColumn> columns) {
        return new DuckDbSource(file, duckDb, from, distinct(columns, file), 0);
    }

    @Override
    public String label() {
        return file.label();
    }

    @Override
    public List<String> columnNames() {
        return columns.stream().map(SqlColumn::name).toList();
    }

    @Override
    public void guess(Map<String, TypeGuess> guesses, boolean all) {
        List<SqlColumn> integers = new ArrayList<>();
        for (SqlColumn column : columns) {
            TypeGuess guess = guesses.get(column.name());
            if (guess == null) {
                continue;
            }
            switch (column.kind()) {
                case INTEGER -> integers.add(column);
                case FLOATING, DECIMAL -> guess.cell(CellSyntax.REAL);
                case OTHER ->
                    guess.cell(guess.codesAreNumbers() && holdsOnlyNumbers(column) ? CellSyntax.REAL : CellSyntax.TEXT);
            }
        }
        for (String name : withLargeIntegers(integers)) {
            Objects.requireNonNull(guesses.get(name)).cell(CellSyntax.LARGE_INTEGER);
        }
    }

    @Override
    public Rows rows(List<ColumnCollector> collectors) {
        String expressions = collectors.stream()
                .map(collector -> collector instanceof ColumnCollector.Numbers
                        ? column(collector).number()
                        : column(collector).text())
                .collect(Collectors.joining(","));
        try {
            Statement statement = duckDb.statement();
            try {
                return new SqlRows(
                        statement, statement.executeQuery("SELECT " + expressions + " FROM " + from), collectors);
            } catch (SQLException | RuntimeException e) {
                statement.close();
                throw e;
            }
        } catch (SQLException e) {
            throw DuckDb.failure(file, e);
        }
    }

    private final class SqlRows implements Rows {
        private final Statement statement;
        private final ResultSet rows;
        private final ColumnCollector[] collectors;

        SqlRows(Statement statement, ResultSet rows, List<ColumnCollector> collectors) {
            this.statement = statement;
            this.rows = rows;
            this.collectors = collectors.toArray(ColumnCollector[]::new);
        }

        @Override
        public int read(int most) {
            for (ColumnCollector collector : collectors) {
                collector.expectRows(Math.min(most, expectedRows));
            }
            try {
                int read = 0;
                while (read < most && rows.next()) {
                    collect();
                    read++;
                }
                return read;
            } catch (SQLException e) {
                throw DuckDb.failure(file, e);
            }
        }

        private void collect() throws SQLException {
            for (int i = 0; i < collectors.length; i++) {
                if (collectors[i] instanceof ColumnCollector.Numbers numbers) {
                    double value = rows.getDouble(i + 1);
                    numbers.builder().add(value == 0 && rows.wasNull() ? Double.NaN : value);
                } else if (collectors[i] instanceof ColumnCollector.Texts texts) {
                    @Nullable String text = rows.getString(i + 1);
                    texts.builder().add(text == null ? "" : text);
                }
            }
        }

        @Override
        public void close() {
            try {
                statement.close(); // and its result with it
            } catch (SQLException e) {
                throw DuckDb.failure(file, e);
            }
        }
    }

    private SqlColumn column(ColumnCollector collector) {
        return columns.stream()
                .filter(column -> column.name().equals(collector.name()))
                .findFirst()
                .orElseThrow();
    }

    private boolean holdsOnlyNumbers(SqlColumn column) {
        try (Statement statement = duckDb.statement();
                ResultSet row = statement.executeQuery("SELECT " + column.onlyNumbers() + " FROM " + from)) {
            row.next();
            return row.getBoolean(1);
        } catch (SQLException e) {
            throw DuckDb.failure(file, e);
        }
    }

    /** Returns the names of those columns that hold integers beyond the range of 64-bit floating point. */
    private List<String> withLargeIntegers(List<SqlColumn> integers) {
        if (integers.isEmpty()) {
            return List.of();
        }
        String query = integers.stream()
                .map(column -> "CAST(" + column.reference() + " AS HUGEINT)")
                .map(value -> "max(" + value + ")>" + LARGEST_INTEGER + " OR min(" + value + ")<-" + LARGEST_INTEGER)
                .collect(Collectors.joining(",", "SELECT ", " FROM " + from));
        List<String> large = new ArrayList<>();
        try (Statement statement = duckDb.statement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            for (int i = 0; i < integers.size(); i++) {
                if (row.getBoolean(i + 1)) {
                    large.add(integers.get(i).name());
                }
            }
            return large;
        } catch (SQLException e) {
            throw DuckDb.failure(file, e);
        }
    }

    static List<SqlColumn> described(DuckDb duckDb, String from, boolean typed) throws SQLException {
        List<SqlColumn> columns = new ArrayList<>();
        try (Statement statement = duckDb.statement();
                ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + from)) {
            while (rows.next()) {
                String name = rows.getString(1);
                columns.add(new SqlColumn(name, DuckDb.identifier(name), Kind.of(rows.getString(2)), typed));
            }
        }
        return columns;
    }

    /**
     * Returns the names of the columns as they stand in the file: DuckDB renames those that differ in case only. The
     * schema is a tree in depth-first order; columns are the children of its root.
     */
    private static List<String> parquetNames(DuckDb duckDb, InputFile file) throws SQLException {
        List<String> names = new ArrayList<>();
        String query =
                "SELECT name, coalesce(num_children, 0) FROM parquet_schema(" + DuckDb.literal(file.path()) + ")";
        try (Statement statement = duckDb.statement();
                ResultSet nodes = statement.executeQuery(query)) {
            nodes.next();
            long below = 0;
            while (nodes.next()) {
                if (below == 0) {
                    names.add(nodes.getString(1));
                    below = nodes.getLong(2);
                } else {
                    below += nodes.getLong(2) - 1;
                }
            }
        }
        return names;
    }

    private static int parquetRows(DuckDb duckDb, InputFile file) throws SQLException {
        try (Statement statement = duckDb.statement();
                ResultSet row = statement.executeQuery(
                        "SELECT num_rows FROM parquet_file_metadata(" + DuckDb.literal(file.path()) + ")")) {
            return row.next() ? (int) Math.min(row.getLong(1), Integer.MAX_VALUE - 8) : 0;
        }
    }

    private static List<SqlColumn> distinct(List<SqlColumn> columns, InputFile file) {
        Set<String> names = new HashSet<>();
        for (SqlColumn column : columns) {
            if (!names.add(column.name())) {
                throw new DataException(file.label() + ": duplicate column name " + quote(column.name()));
            }
        }
        return columns;
    }
}
