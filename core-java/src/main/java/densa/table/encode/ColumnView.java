package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.internal.Numerals;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import java.util.OptionalDouble;

/** Reads a column as the type that an encoder takes it for, whatever type it came in. */
public final class ColumnView {

    private ColumnView() {}

    /**
     * {@return a column's numbers, or its texts as numbers}
     *
     * @throws DataException if a text is not a number; the message names the column, the first such row and the text
     */
    public static NumericColumn numbers(Column column) {
        if (column instanceof NumericColumn numbers) {
            return numbers;
        }
        CategoricalColumn texts = (CategoricalColumn) column;
        double[] ofLevel = new double[texts.levels().size()];
        for (int code = 0; code < ofLevel.length; code++) {
            OptionalDouble number = Numerals.parse(texts.levels().get(code));
            ofLevel[code] = number.orElse(Double.NaN);
        }
        double[] values = new double[texts.size()];
        for (int row = 0; row < values.length; row++) {
            int code = texts.code(row);
            values[row] = code < 0 ? Double.NaN : ofLevel[code];
            if (code >= 0 && Double.isNaN(values[row])) {
                throw new DataException("column " + quote(texts.name()) + " must hold numbers, got "
                        + quote(texts.text(row)) + " in row " + (row + 1));
            }
        }
        return NumericColumn.of(texts.name(), values);
    }

    /** {@return a column's names, or its numbers as texts} */
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
