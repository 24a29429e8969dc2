package densa.table;

import static densa.internal.Quote.quote;
import static java.util.Objects.requireNonNull;

import densa.data.DataException;
import densa.internal.NearestName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table in memory: named columns of equal length; immutable and thread-safe.
 *
 * <pre>{@code
 * Table table = Table.builder()
 *         .numeric("bill_length_mm", 39.1, 46.5, 50.0)
 *         .categorical("species", "Adelie", "Chinstrap", "Gentoo")
 *         .build();
 * table.column("species").text(0); // "Adelie"
 * }</pre>
 *
 * <p>Two tables are equal if their columns are equal, in order. Methods that name a column throw a
 * {@link DataException} that lists near matches if the table does not have it.
 */
public final class Table {
    private static final int COLUMNS_IN_MESSAGE = 20;

    private final List<Column> columns;
    private final Map<String, Column> byName;
    private final int rows;

    private Table(List<? extends Column> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i) == null) {
                throw new NullPointerException("column " + i + " must be a column, got null");
            }
        }
        this.columns = List.copyOf(columns);
        this.rows = columns.isEmpty() ? 0 : columns.get(0).size();
        this.byName = new HashMap<>(columns.size() * 2);
        for (Column column : columns) {
            if (byName.put(column.name(), column) != null) {
                throw duplicate(column.name());
            }
            if (column.size() != rows) {
                throw new DataException("columns must have the same number of rows, but "
                        + quote(columns.get(0).name()) + " has " + rows + " and " + quote(column.name()) + " has "
                        + column.size());
            }
        }
    }

    /**
     * Returns a table of the given columns.
     *
     * @param columns the columns, equally long, names distinct
     * @return the table
     * @throws DataException if a name occurs twice or the lengths differ
     */
    public static Table of(Column... columns) {
        return new Table(Arrays.asList(requireNonNull(columns, "columns")));
    }

    /**
     * Returns a table of the given columns.
     *
     * @param columns the columns, equally long, names distinct
     * @return the table
     * @throws DataException if a name occurs twice or the lengths differ
     */
    public static Table of(List<? extends Column> columns) {
        return new Table(requireNonNull(columns, "columns"));
    }

    /**
     * Reads all remaining rows of a query. The result set is not closed.
     *
     * <p>Columns of numeric SQL types become numeric (64-bit floating point), all others categorical; BOOLEAN becomes
     * {@code true} and {@code false}; NULL and the empty text are missing values.
     *
     * @param resultSet the result of a query on any JDBC source
     * @return the table; column names are the labels of the query
     * @throws SQLException if the source fails
     * @throws DataException if two columns have the same label
     */
    public static Table from(ResultSet resultSet) throws SQLException {
        return ResultSetTable.read(resultSet);
    }

    /**
     * Returns a table of maps, one a row. A column is numeric if all of its values are numbers, else categorical:
     * numbers as {@link Column#text} writes them, everything else by {@code toString}.
     *
     * @param rows values by column name; null, NaN, the empty text and a name that a row leaves out are missing
     * @return the table; columns in alphabetical order, as maps need not have one
     */
    public static Table fromMaps(List<? extends Map<String, ? extends @Nullable Object>> rows) {
        return ObjectRows.ofMaps(rows);
    }

    /**
     * Returns a table of records, one a row, with a column for each component: numeric if the component is a number,
     * else categorical, as {@link #fromMaps} writes values.
     *
     * <pre>{@code
     * record Bird(String island, double billLength) {}
     * Table table = Table.fromRecords(Bird.class, birds);
     * }</pre>
     *
     * @param <R> the record type of the rows
     * @param type the record's class; its module must open its package to {@code densa.core}
     * @param rows the rows; components that are null, NaN or the empty text are missing
     * @return the table; columns in the order of the components
     * @throws IllegalArgumentException if a component cannot be read
     */
    public static <R extends Record> Table fromRecords(Class<R> type, List<? extends R> rows) {
        return ObjectRows.ofRecords(type, rows);
    }

    /**
     * Returns an empty builder for a table that is put together column by column.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns an empty builder for a table that is put together row by row.
     *
     * @param schema the columns of the table to build
     * @return the builder
     */
    public static RowBuilder rowBuilder(Schema schema) {
        return new RowBuilder(schema);
    }

    /**
     * Returns the number of rows.
     *
     * @return the number of rows; 0 if there are no columns
     */
    public int rows() {
        return rows;
    }

    /**
     * Returns the columns.
     *
     * @return the columns, in order
     */
    public List<Column> columns() {
        return columns;
    }

    /**
     * Returns the names of the columns.
     *
     * @return the names, in order
     */
    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /**
     * Says whether there is a column of that name.
     *
     * @param name the exact name
     * @return true if the table has it
     */
    public boolean hasColumn(String name) {
        return byName.containsKey(name);
    }

    /**
     * Returns a column.
     *
     * @param name the exact name
     * @return the column
     * @throws DataException if there is no such column; the message names the nearest one
     */
    public Column column(String name) {
        Column column = byName.get(name);
        if (column == null) {
            throw new DataException(missingColumn(name, columnNames()));
        }
        return column;
    }

    /**
     * Returns the names and types of the columns.
     *
     * @return the schema
     */
    public Schema schema() {
        return new Schema(columns.stream()
                .map(column -> new Schema.Field(column.name(), column.type()))
                .toList());
    }

    /**
     * Returns a table of the given rows, in the given order; a row may be taken more than once.
     *
     * @param rowNumbers the rows to take, each 0 to rows - 1
     * @return the new table
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Table select(int[] rowNumbers) {
        return new Table(
                columns.stream().map(column -> column.select(rowNumbers)).toList());
    }

    /**
     * Returns the rows of several tables, one table after the other.
     *
     * @param tables at least one; all have the same columns, in any order
     * @return the new table, with the columns in the order of the first one; a column that is text in one of them is
     *     text
     * @throws IllegalArgumentException if there is no table
     * @throws DataException if a table lacks a column of the first one, or has more columns
     */
    public static Table concat(List<Table> tables) {
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("tables must be at least one, got none");
        }
        Table first = tables.get(0);
        for (Table table : tables) {
            if (table.columns.size() != first.columns.size()) {
                throw new DataException("tables must have the same columns, got " + listed(first.columnNames())
                        + " and " + listed(table.columnNames()));
            }
        }
        return new Table(first.columns.stream()
                .map(column -> concat(
                        column.name(),
                        tables.stream()
                                .map(table -> table.column(column.name()))
                                .toList()))
                .toList());
    }

    private static Column concat(String name, List<Column> parts) {
        int rows = parts.stream().mapToInt(Column::size).reduce(0, Math::addExact);
        if (parts.stream().allMatch(NumericColumn.class::isInstance)) {
            NumericColumn.Builder numbers = NumericColumn.builder(name).expectRows(rows);
            for (Column part : parts) {
                for (int row = 0; row < part.size(); row++) {
                    numbers.add(((NumericColumn) part).value(row));
                }
            }
            return numbers.build();
        }
        CategoricalColumn.Builder texts = CategoricalColumn.builder(name).expectRows(rows);
        for (Column part : parts) {
            for (int row = 0; row < part.size(); row++) {
                texts.add(part.text(row));
            }
        }
        return texts.build();
    }

    /**
     * Returns this table with one more column, or with one replaced.
     *
     * @param column the column; takes the place of one with the same name, else it comes last
     * @return the new table
     * @throws DataException if the column has not as many rows as this table
     */
    public Table with(Column column) {
        List<Column> changed = new ArrayList<>(columns);
        int place = columnNames().indexOf(column.name());
        if (place < 0) {
            changed.add(column);
        } else {
            changed.set(place, column);
        }
        return new Table(changed);
    }

    /**
     * Returns this table without some of its columns.
     *
     * @param names the columns to leave out
     * @return the new table
     * @throws DataException if there is no such column; the message names the nearest one
     */
    public Table without(String... names) {
        Set<String> leftOut = new HashSet<>(Arrays.asList(names));
        leftOut.forEach(this::column);
        return new Table(columns.stream()
                .filter(column -> !leftOut.contains(column.name()))
                .toList());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Table that && columns.equals(that.columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }

    @Override
    public String toString() {
        return "Table[" + rows + " rows: " + listed(columnNames()) + "]";
    }

    static DataException duplicate(String name) {
        return new DataException("duplicate column name " + quote(name));
    }

    static String missingColumn(String name, List<String> known) {
        String nearest = NearestName.of(name, known)
                .map(near -> "; did you mean " + quote(near) + "?")
                .orElse("");
        return "column " + quote(name) + " is not in the table" + nearest + " (columns: " + listed(known) + ")";
    }

    private static String listed(List<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String shown = names.stream().limit(COLUMNS_IN_MESSAGE).collect(Collectors.joining(", "));
        int more = names.size() - COLUMNS_IN_MESSAGE;
        return more > 0 ? shown + ", and " + more + " more" : shown;
    }

    /** Puts a table together column by column; not thread-safe. */
    public static final class Builder {
        private final List<Column> columns = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a numeric column.
         *
         * @param name the name
         * @param values one value per row, NaN = missing
         * @return this builder
         */
        public Builder numeric(String name, double... values) {
            return add(NumericColumn.of(name, values));
        }

        /**
         * Adds a categorical column.
         *
         * @param name the name
         * @param values one text per row, empty = missing
         * @return this builder
         */
        public Builder categorical(String name, String... values) {
            return add(CategoricalColumn.of(name, values));
        }

        /**
         * Adds a column.
         *
         * @param column the column
         * @return this builder
         */
        public Builder add(Column column) {
            columns.add(column);
            return this;
        }

        /**
         * Returns the table.
         *
         * @return the table of all columns added, in order
         * @throws DataException if a name occurs twice or the lengths differ
         */
        public Table build() {
            return new Table(columns);
        }
    }
}
