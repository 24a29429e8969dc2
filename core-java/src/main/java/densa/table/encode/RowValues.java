package densa.table.encode;

import static densa.internal.Quote.quote;
import static java.util.Objects.requireNonNull;

import densa.data.DataException;
import densa.internal.NearestName;
import densa.table.NumericColumn;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one row, by input column; to be filled again for the next row. What is not set is missing. Not safe for
 * several threads.
 */
public final class RowValues implements RowEncoder.Source {

    private final List<InputCoding> codings;
    private final List<String> columns;
    private final double[] numbers;
    private final @Nullable String[] texts;

    RowValues(List<InputCoding> codings) {
        this.codings = codings;
        this.columns = codings.stream().map(InputCoding::name).toList();
        this.numbers = new double[columns.size()];
        this.texts = new String[columns.size()];
        clear();
    }

    /** {@return the names of the input columns, in their order} */
    public List<String> columns() {
        return columns;
    }

    /**
     * {@return the place of a column}
     *
     * @param column the name of an input column
     * @throws DataException if there is no such input column; the message names the nearest one
     */
    public int indexOf(String column) {
        int index = columns.indexOf(requireNonNull(column, "column"));
        if (index < 0) {
            String nearest = NearestName.of(column, columns)
                    .map(near -> "; did you mean " + quote(near) + "?")
                    .orElse("");
            throw new DataException("the model has no input column " + quote(column) + nearest + " (columns: "
                    + String.join(", ", columns) + ")");
        }
        return index;
    }

    /**
     * Sets a number.
     *
     * @param column the column's place, as {@link #indexOf} gives it
     * @param value NaN for a missing one; in a column of names or dates, it is what the number is as a text
     * @return these values
     */
    public RowValues set(int column, double value) {
        numbers[column] = value;
        texts[column] = null;
        return this;
    }

    /**
     * Sets a text.
     *
     * @param column the column's place, as {@link #indexOf} gives it
     * @param value a category, a date as it was written in training, or a number; null or "" for a missing one
     * @return these values
     */
    public RowValues set(int column, @Nullable String value) {
        numbers[column] = Double.NaN;
        texts[column] = value;
        return this;
    }

    /**
     * As {@link #set(int, double)}, by name.
     *
     * @param column the name of an input column
     * @param value NaN for a missing one
     * @return these values
     * @throws DataException as {@link #indexOf}
     */
    public RowValues set(String column, double value) {
        return set(indexOf(column), value);
    }

    /**
     * As {@link #set(int, String)}, by name.
     *
     * @param column the name of an input column
     * @param value null or "" for a missing one
     * @return these values
     * @throws DataException as {@link #indexOf}
     */
    public RowValues set(String column, @Nullable String value) {
        return set(indexOf(column), value);
    }

    /**
     * Makes all values missing.
     *
     * @return these values
     */
    public RowValues clear() {
        Arrays.fill(numbers, Double.NaN);
        Arrays.fill(texts, null);
        return this;
    }

    @Override
    public double number(int column) {
        String text = texts[column];
        return text == null ? numbers[column] : ((NumericCoding) codings.get(column)).numberOf(text);
    }

    @Override
    public String text(int column) {
        String text = texts[column];
        return text == null ? NumericColumn.text(numbers[column]) : text;
    }
}
