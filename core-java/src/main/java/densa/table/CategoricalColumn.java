package densa.table;

import static java.util.Objects.requireNonNull;

import densa.internal.Quote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column of texts, kept as a dictionary of levels and one code per row (-1 = missing); immutable and thread-safe.
 *
 * <p>Levels stand in the order of their first appearance, unless they were given. A level need not occur: a
 * {@linkplain #select selection} keeps the dictionary of the whole column. Equality looks at the texts of the rows,
 * not at the dictionary.
 */
public final class CategoricalColumn implements Column {
    private final String name;
    private final List<String> levels;
    private final int[] codes;
    private final int size;

    /** Takes over the array, which may be longer than the column; the levels are immutable and distinct. */
    private CategoricalColumn(String name, List<String> levels, int[] codes, int size) {
        this.name = requireNonNull(name, "name");
        this.levels = levels;
        this.codes = codes;
        this.size = size;
    }

    /**
     * Returns a column of the given codes.
     *
     * @param name the name
     * @param levels the texts that the codes stand for: distinct, none of them empty
     * @param codes one code per row, 0 to levels.size() - 1, or -1 = missing; the array is copied
     * @return the column
     * @throws IllegalArgumentException if a level is empty or occurs twice, or if a code is out of range
     */
    public static CategoricalColumn of(String name, List<String> levels, int... codes) {
        Set<String> seen = new HashSet<>();
        for (String level : levels) {
            if (level.isEmpty()) {
                throw new IllegalArgumentException("levels of column " + Quote.quote(name)
                        + " must not be empty (the code -1 stands for a missing value)");
            }
            if (!seen.add(level)) {
                throw new IllegalArgumentException("levels of column " + Quote.quote(name) + " must be distinct, got "
                        + Quote.quote(level) + " twice");
            }
        }
        for (int code : codes) {
            if (code < -1 || code >= levels.size()) {
                throw new IllegalArgumentException("codes of column " + Quote.quote(name) + " must be -1 to "
                        + (levels.size() - 1) + ", got " + code);
            }
        }
        return new CategoricalColumn(name, List.copyOf(levels), codes.clone(), codes.length);
    }

    /**
     * Returns a column of the given texts; levels in the order of their first appearance.
     *
     * @param name the name
     * @param values one text per row, empty = missing
     * @return the column
     */
    public static CategoricalColumn of(String name, String... values) {
        Builder builder = builder(name).expectRows(requireNonNull(values, "values").length);
        for (String value : values) {
            builder.add(value);
        }
        return builder.build();
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
        return ColumnType.CATEGORICAL;
    }

    @Override
    public int size() {
        return size;
    }

    /**
     * Returns the code of a row.
     *
     * @param row the row, 0 to size - 1
     * @return the index of its level in {@link #levels()}; -1 if the value is missing
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public int code(int row) {
        return codes[Objects.checkIndex(row, size)];
    }

    /**
     * Returns the dictionary.
     *
     * @return the levels: distinct, never empty texts; not every one need occur
     */
    public List<String> levels() {
        return levels;
    }

    @Override
    public boolean isMissing(int row) {
        return code(row) < 0;
    }

    @Override
    public String text(int row) {
        int code = code(row);
        return code < 0 ? "" : levels.get(code);
    }

    @Override
    public CategoricalColumn select(int[] rows) {
        int[] selected = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = code(rows[i]);
        }
        return new CategoricalColumn(name, levels, selected, selected.length);
    }

    @Override
    public CategoricalColumn renamed(String newName) {
        return new CategoricalColumn(newName, levels, codes, size);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof CategoricalColumn that) || size != that.size || !name.equals(that.name)) {
            return false;
        }
        if (levels.equals(that.levels)) {
            return Arrays.equals(codes, 0, size, that.codes, 0, size);
        }
        for (int row = 0; row < size; row++) {
            if (!text(row).equals(that.text(row))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = name.hashCode();
        for (int row = 0; row < size; row++) {
            hash = 31 * hash + text(row).hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        return "CategoricalColumn[" + name + ", " + levels.size() + " levels, " + size + " rows]";
    }

    /** Collects the texts of a column row by row, keeping each different text once; not thread-safe. */
    public static final class Builder {
        private final String name;
        private Map<String, Integer> codeOf = new HashMap<>();
        private List<String> levels = new ArrayList<>();
        private int[] codes = new int[16];
        private int size;

        private Builder(String name) {
            this.name = requireNonNull(name, "name");
        }

        /**
         * Appends a text.
         *
         * @param value the text; empty = missing
         * @return this builder
         */
        public Builder add(String value) {
            return addCode(requireNonNull(value, "value").isEmpty() ? -1 : level(value));
        }

        /**
         * Appends a missing value.
         *
         * @return this builder
         */
        public Builder addMissing() {
            return addCode(-1);
        }

        /**
         * Returns the code of a text, and enters the text in the dictionary if it is new. For readers whose source has
         * a dictionary of its own: look up each of its entries once, then {@linkplain #addCode add codes}.
         *
         * @param value the text, not empty
         * @return its code
         */
        public int level(String value) {
            Integer known = codeOf.get(value);
            if (known != null) {
                return known;
            }
            int code = levels.size();
            levels.add(value);
            codeOf.put(value, code);
            return code;
        }

        /**
         * Appends a code that {@link #level} returned.
         *
         * @param code the code, or -1 = missing
         * @return this builder
         */
        public Builder addCode(int code) {
            if (code >= 0) {
                Objects.checkIndex(code, levels.size());
            }
            if (size == codes.length) {
                codes = Arrays.copyOf(codes, Growth.next(size));
            }
            codes[size++] = Math.max(code, -1);
            return this;
        }

        /**
         * Makes room, so that the array need not grow while rows are added.
         *
         * @param rows the number of rows expected in all; a guess is enough
         * @return this builder
         */
        public Builder expectRows(int rows) {
            if (rows > codes.length) {
                codes = Arrays.copyOf(codes, rows);
            }
            return this;
        }

        /**
         * Returns the column. The array changes hands without a copy; the builder is empty afterwards.
         *
         * @return the column of all texts added; levels in the order of their first appearance
         */
        public CategoricalColumn build() {
            CategoricalColumn column = new CategoricalColumn(name, List.copyOf(levels), codes, size);
            codeOf = new HashMap<>();
            levels = new ArrayList<>();
            codes = new int[0];
            size = 0;
            return column;
        }
    }
}
