package densa.table;

import static densa.internal.Quote.quote;
import static java.util.Objects.requireNonNull;

import densa.data.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a table together row by row; not thread-safe. See {@link Table#rowBuilder}.
 *
 * <pre>{@code
 * Table table = Table.rowBuilder(schema).row(39.1, "Adelie").row(46.5, "Chinstrap").build();
 * }</pre>
 *
 * <p>A numeric column takes any {@link Number}, or a text that reads as one. A categorical column takes anything: a
 * number as {@link Column#text} would write it, everything else by {@code toString}. {@code null}, NaN and the empty
 * text are missing values.
 */
public final class RowBuilder {
    private final Schema schema;
    private final List<Cells> columns = new ArrayList<>();

    RowBuilder(Schema schema) {
        this.schema = schema;
        for (Schema.Field field : schema.fields()) {
            columns.add(
                    switch (field.type()) {
                        case NUMERIC -> new Numbers(NumericColumn.builder(field.name()), field.name());
                        case CATEGORICAL -> new Levels(CategoricalColumn.builder(field.name()));
                    });
        }
    }

    /**
     * Adds a row of values in the order of the schema.
     *
     * @param values one value per column
     * @return this builder
     * @throws IllegalArgumentException if there are not as many values as columns
     * @throws DataException if a value of a numeric column is not a number
     */
    public RowBuilder row(@Nullable Object... values) {
        if (requireNonNull(values, "values").length != columns.size()) {
            throw new IllegalArgumentException("a row must have " + columns.size() + " values ("
                    + String.join(", ", schema.names()) + "), got " + values.length);
        }
        checkNumbers(values);
        for (int i = 0; i < values.length; i++) {
            columns.get(i).add(values[i]);
        }
        return this;
    }

    /**
     * Adds a row of values by name.
     *
     * @param values the values by column name; columns that are not named are missing, other names are ignored
     * @return this builder
     * @throws DataException if a value of a numeric column is not a number
     */
    public RowBuilder row(Map<String, ?> values) {
        requireNonNull(values, "values");
        @Nullable Object[] inOrder = new @Nullable Object[columns.size()];
        for (int i = 0; i < inOrder.length; i++) {
            inOrder[i] = values.get(schema.fields().get(i).name());
        }
        return row(inOrder);
    }

    /**
     * Returns the table; the builder is empty afterwards.
     *
     * @return the table of all rows added
     */
    public Table build() {
        return Table.of(columns.stream().map(Cells::build).toList());
    }

    /** Checks a whole row before any of it is added, so that a rejected row leaves nothing behind. */
    private void checkNumbers(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (columns.get(i) instanceof Numbers numbers) {
                numbers.number(values[i]);
            }
        }
    }

    private sealed interface Cells {
        void add(@Nullable Object value);

        Column build();
    }

    private record Numbers(NumericColumn.Builder builder, String name) implements Cells {
        @Override
        public void add(@Nullable Object value) {
            builder.add(number(value));
        }

        double number(@Nullable Object value) {
            if (value == null) {
                return Double.NaN;
            }
            if (value instanceof Number number) {
                return number.doubleValue();
            }
            String text = value.toString().strip();
            if (text.isEmpty()) {
                return Double.NaN;
            }
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new DataException("column " + quote(name) + " must be a number, got " + quote(text), e);
            }
        }

        @Override
        public Column build() {
            return builder.build();
        }
    }

    private record Levels(CategoricalColumn.Builder builder) implements Cells {
        @Override
        public void add(@Nullable Object value) {
            builder.add(text(value));
        }

        private static String text(@Nullable Object value) {
            if (value == null) {
                return "";
            }
            if (value instanceof Double || value instanceof Float) {
                return NumberText.of(((Number) value).doubleValue());
            }
            return value.toString();
        }

        @Override
        public Column build() {
            return builder.build();
        }
    }
}
