package densa.table;

/** The two kinds of column: numbers and categories. */
public enum ColumnType {
    /** 64-bit floating point numbers, NaN = missing: {@link NumericColumn}. */
    NUMERIC,
    /** Texts of a dictionary: {@link CategoricalColumn}. */
    CATEGORICAL
}
