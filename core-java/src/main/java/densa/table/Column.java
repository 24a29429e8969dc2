package densa.table;

/**
 * One named column of a {@link Table}; immutable and thread-safe.
 *
 * <p>Two columns are equal if they have the same type, the same name and the same values in the same order.
 */
public sealed interface Column permits NumericColumn, CategoricalColumn {

    /**
     * Returns the name of the column.
     *
     * @return the name, as it stands in the file or the query
     */
    String name();

    /**
     * Returns the kind of the column.
     *
     * @return {@link ColumnType#NUMERIC} or {@link ColumnType#CATEGORICAL}
     */
    ColumnType type();

    /**
     * Returns the number of rows.
     *
     * @return the number of rows, missing values included
     */
    int size();

    /**
     * Says whether a row has no value.
     *
     * @param row the row, 0 to size - 1
     * @return true if the value is missing
     * @throws IndexOutOfBoundsException if there is no such row
     */
    boolean isMissing(int row);

    /**
     * Returns the value of a row as text.
     *
     * @param row the row, 0 to size - 1
     * @return the level of a categorical column; the shortest decimal number that reads back as the same value for a
     *     numeric one, whole numbers without {@code .0}; empty if the value is missing
     * @throws IndexOutOfBoundsException if there is no such row
     */
    String text(int row);

    /**
     * Returns a column of the given rows, in the given order; a row may be taken more than once.
     *
     * @param rows the rows to take, each 0 to size - 1
     * @return the new column, {@code rows.length} rows long
     * @throws IndexOutOfBoundsException if there is no such row
     */
    Column select(int[] rows);

    /**
     * Returns the same column under another name.
     *
     * @param name the new name
     * @return a column that shares the values of this one
     */
    Column renamed(String name);
}
