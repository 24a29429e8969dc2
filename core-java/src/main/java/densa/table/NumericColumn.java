package densa.table;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column of 64-bit floating point numbers, NaN = missing; immutable and thread-safe.
 *
 * <p>Infinities are values. Integers are exact up to 2^53.
 */
public final class NumericColumn implements Column {
    private final String name;
    private final double[] values;
    private final int size;

    /** Takes over the array, which may be longer than the column. */
    private NumericColumn(String name, double[] values, int size) {
        this.name = requireNonNull(name, "name");
        this.values = values;
        this.size = size;
    }

    /**
     * Returns a column of the given values.
     *
     * @param name the name
     * @param values one value per row, NaN = missing; the array is copied
     * @return the column
     */
    public static NumericColumn of(String name, double... values) {
        return new NumericColumn(name, requireNonNull(values, "values").clone(), values.length);
    }

    /**
     * Returns an empty builder.
     *
     * @param name the name of the column to build
     * @return the builder
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ColumnType type() {
        return ColumnType.NUMERIC;
    }

    @Override
    public int size() {
        return size;
    }

    /**
     * Returns the value of a row.
     *
     * @param row the row, 0 to size - 1
     * @return the value; NaN if it is missing
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double value(int row) {
        return values[Objects.checkIndex(row, size)];
    }

    /**
     * Returns all values.
     *
     * @return a new array, one value per row, NaN = missing
     */
    public double[] toArray() {
        return Arrays.copyOf(values, size);
    }

    @Override
    public boolean isMissing(int row) {
        return Double.isNaN(value(row));
    }

    @Override
    public String text(int row) {
        return text(value(row));
    }

    /**
     * {@return a number as the text of a column shows it: the shortest decimal that reads back as the value, whole
     * numbers without ".0", "" for NaN}
     *
     * @param value any number; infinities become {@code Infinity} and {@code -Infinity}
     */
    public static String text(double value) {
        return NumberText.of(value);
    }

    @Override
    public NumericColumn select(int[] rows) {
        double[] selected = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = value(rows[i]);
        }
        return new NumericColumn(name, selected, selected.length);
    }

    @Override
    public NumericColumn renamed(String newName) {
        return new NumericColumn(newName, values, size);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NumericColumn that
                && name.equals(that.name)
                && Arrays.equals(values, 0, size, that.values, 0, that.size);
    }

    @Override
    public int hashCode() {
        int hash = name.hashCode();
        for (int i = 0; i < size; i++) {
            hash = 31 * hash + Double.hashCode(values[i]);
        }
        return hash;
    }

    @Override
    public String toString() {
        return "NumericColumn[" + name + ", " + size + " rows]";
    }

    /** Collects the values of a column row by row, without an object per value; not thread-safe. */
    public static final class Builder {
        private final String name;
        private double[] values = new double[16];
        private int size;

        private Builder(String name) {
            this.name = requireNonNull(name, "name");
        }

        /**
         * Appends a value.
         *
         * @param value the value; NaN = missing
         * @return this builder
         */
        public Builder add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, Growth.next(size));
            }
            values[size++] = value;
            return this;
        }

        /**
         * Appends a missing value.
         *
         * @return this builder
         */
        public Builder addMissing() {
            return add(Double.NaN);
        }

        /**
         * Makes room, so that the array need not grow while rows are added.
         *
         * @param rows the number of rows expected in all; a guess is enough
         * @return this builder
         */
        public Builder expectRows(int rows) {
            if (rows > values.length) {
                values = Arrays.copyOf(values, rows);
            }
            return this;
        }

        /**
         * Returns the column. The array changes hands without a copy; the builder is empty afterwards.
         *
         * @return the column of all values added
         */
        public NumericColumn build() {
            NumericColumn column = new NumericColumn(name, values, size);
            values = new double[0];
            size = 0;
            return column;
        }
    }
}
