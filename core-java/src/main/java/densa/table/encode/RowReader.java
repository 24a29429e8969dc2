package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.internal.NearestName;
import densa.internal.Numerals;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a table of one row from named values; a column that is not named is missing. */
final class RowReader {

    private final Encoder encoder;

    RowReader(Encoder encoder) {
        this.encoder = encoder;
    }

    Table read(Map<String, ? extends @Nullable Object> row) {
        checkNames(row.keySet());
        List<Column> columns = new ArrayList<>();
        for (InputCoding coding : encoder.codings()) {
            Object value = row.get(coding.name());
            if (coding instanceof NumericCoding) {
                columns.add(numbers(coding.name(), value));
            } else if (coding instanceof DateCoding date) {
                columns.add(new DateReader(date).read(value));
            } else {
                columns.add(names(coding.name(), value));
            }
        }
        return Table.of(columns);
    }

    private void checkNames(Set<String> given) {
        Set<String> inputs = new LinkedHashSet<>(encoder.inputSchema().names());
        Set<String> known = new LinkedHashSet<>(inputs);
        encoder.describe().forEach(report -> known.add(report.name()));
        for (String name : given) {
            if (!known.contains(name)) {
                String nearest = NearestName.of(name, inputs)
                        .map(near -> "; did you mean " + quote(near) + "?")
                        .orElse("");
                throw new DataException("the model has no column " + quote(name) + nearest + " (columns: "
                        + String.join(", ", inputs) + ")");
            }
        }
        if (inputs.stream().noneMatch(given::contains)) {
            throw new DataException(
                    "the row holds no value of an input column (columns: " + String.join(", ", inputs) + ")");
        }
    }

    private static Column numbers(String name, @Nullable Object value) {
        if (value instanceof Number number) {
            return NumericColumn.of(name, number.doubleValue());
        }
        String text = value == null ? "" : text(name, value).strip();
        double number = text.isEmpty()
                ? Double.NaN
                : Numerals.parse(text)
                        .orElseThrow(() ->
                                new DataException("column " + quote(name) + " must be a number, got " + quote(text)));
        return NumericColumn.of(name, number);
    }

    private static Column names(String name, @Nullable Object value) {
        if (value instanceof Number number) {
            return NumericColumn.of(name, number.doubleValue());
        }
        return CategoricalColumn.of(name, value == null ? "" : text(name, value));
    }

    private static String text(String name, Object value) {
        if (value instanceof CharSequence
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum<?>) {
            return value.toString();
        }
        throw new DataException("column " + quote(name) + " must be a number or a text, got a "
                + value.getClass().getName());
    }
}
