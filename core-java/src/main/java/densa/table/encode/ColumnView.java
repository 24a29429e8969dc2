package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Reads a column as the type that an encoder takes it for, whatever type it came in. */
public final class ColumnView {

    private ColumnView() {}

    /**
     * {@return a column's numbers, or its texts as numbers; NaN where one is missing, or a text that says so, such as
     * "-" or "n/a"}
     *
     * @param column any column; one of numbers is returned as it is
     * @throws DataException if another text is not a number, unless these are a few of many; the message names the
     *     column, the first such row and the text
     */
    public static NumericColumn numbers(Column column) {
        if (column instanceof NumericColumn numbers) {
            return numbers;
        }
        CategoricalColumn texts = (CategoricalColumn) column;
        NumericColumn read = NumberFormat.PLAIN.numbersOf(texts);
        firstForeign(texts, row -> !Double.isNaN(read.value(row))).ifPresent(row -> {
            throw new DataException("column " + quote(texts.name()) + " must hold numbers, got "
                    + quote(texts.text(row)) + " in row " + (row + 1));
        });
        return read;
    }

    /**
     * Returns the first row whose text is not understood, if there are too many of those to count as missing: more than
     * a few of all rows with a text. A text that says that it is missing does not count.
     */
    static OptionalInt firstForeign(CategoricalColumn texts, IntPredicate understood) {
        int present = 0;
        int foreign = 0;
        int first = -1;
        for (int row = 0; row < texts.size(); row++) {
            if (texts.isMissing(row) || texts.text(row).isBlank()) {
                continue;
            }
            present++;
            if (!understood.test(row) && !MissingText.matches(texts.text(row))) {
                foreign++;
                first = first < 0 ? row : first;
            }
        }
        return foreign > (1 - EncodingRules.UNDERSTOOD) * present ? OptionalInt.of(first) : OptionalInt.empty();
    }

    /**
     * {@return a column's names, or its numbers as texts}
     *
     * @param column any column; one of texts is returned as it is
     */
    public static CategoricalColumn names(Column column) {
        if (column instanceof CategoricalColumn names) {
            return names;
        }
        NumericColumn numbers = (NumericColumn) column;
        CategoricalColumn.Builder builder =
                CategoricalColumn.builder(numbers.name()).expectRows(numbers.size());
        for (int row = 0; row < numbers.size(); row++) {
            builder.add(numbers.text(row));
        }
        return builder.build();
    }
}
