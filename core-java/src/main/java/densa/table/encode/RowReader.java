package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a table of one row from named values; a column that is not named is missing. */
final class RowReader {

    private final Encoder encoder;

    RowReader(Encoder encoder) {
        this.encoder = encoder;
    }

    Table read(Map<String, ? extends @Nullable Object> row) {
        encoder.rowEncoder().checkNames(RowEncoder.names(row));
        List<Column> columns = new ArrayList<>();
        for (InputCoding coding : encoder.codings()) {
            String name = coding.name();
            Object value = row.get(name);
            if (coding instanceof NumericCoding numeric) {
                // A text stays one, for the notes on it.
                columns.add(
                        !(value instanceof Number)
                                        && (numeric.format().isPresent() || MissingText.matches(name(name, value)))
                                ? CategoricalColumn.of(name, name(name, value))
                                : NumericColumn.of(name, number(numeric, value)));
            } else if (coding instanceof DateCoding date) {
                columns.add(CategoricalColumn.of(name, new DateReader(date).text(value)));
            } else {
                columns.add(CategoricalColumn.of(name, name(name, value)));
            }
        }
        return Table.of(columns);
    }

    /** Returns the number that a value is, NaN for a missing one. */
    static double number(NumericCoding coding, @Nullable Object value) {
        return value instanceof Number number
                ? number.doubleValue()
                : coding.numberOf(value == null ? "" : text(coding.name(), value));
    }

    /** Returns the category that a value is, "" for a missing one. */
    static String name(String name, @Nullable Object value) {
        if (value instanceof Number number) {
            return NumericColumn.text(number.doubleValue());
        }
        return value == null ? "" : text(name, value);
    }

    private static String text(String name, Object value) {
        if (value instanceof CharSequence
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum<?>) {
            return value.toString();
        }
        throw new DataException(
                "column " + quote(name) + " must be a number or a text, got a value of type " + type(value));
    }

    /** Returns what a value is, for a message: java.time.LocalDate, int[]. */
    static String type(Object value) {
        return value instanceof Enum<?> constant
                ? constant.getDeclaringClass().getTypeName()
                : value.getClass().getTypeName();
    }
}
