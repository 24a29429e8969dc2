package densa.table.encode;

import densa.internal.Numerals;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the values of a table are to be understood where they do not say so themselves; in training and prediction alike.
 * Immutable.
 *
 * @param missing texts that mean missing in every column, beside those that readers know, such as NA
 * @param missingIn texts that mean missing in a single column, by its name
 * @param decimalComma whether the comma of texts such as 1,234 is a decimal mark; if not, it is one only in columns
 *     that cannot be read otherwise, and in a table with such a column
 */
public record ValueRules(List<String> missing, Map<String, List<String>> missingIn, boolean decimalComma) {

    /** No rules. */
    public static final ValueRules NONE = new ValueRules(List.of(), Map.of(), false);

    /**
     * Creates the record.
     *
     * @param missing texts that mean missing in every column, as {@link #withMissing} takes them; copied
     * @param missingIn such texts of a single column, by its name; copied
     * @param decimalComma whether the comma of texts such as 1,234 is a decimal mark
     */
    public ValueRules {
        missing = List.copyOf(missing);
        Map<String, List<String>> copies = new HashMap<>();
        missingIn.forEach((column, texts) -> copies.put(column, List.copyOf(texts)));
        missingIn = Map.copyOf(copies);
    }

    /**
     * {@return the same rules with more texts that mean missing in every column}
     *
     * @param texts compared without blanks at their ends; one that is a number is compared as such
     */
    public ValueRules withMissing(List<String> texts) {
        List<String> all = new ArrayList<>(missing);
        all.addAll(texts);
        return new ValueRules(all, missingIn, decimalComma);
    }

    /**
     * {@return the same rules with more texts that mean missing in a column}
     *
     * @param column its name
     * @param texts as {@link #withMissing} has them
     */
    public ValueRules withMissingIn(String column, List<String> texts) {
        Map<String, List<String>> all = new HashMap<>(missingIn);
        List<String> joined = new ArrayList<>(all.getOrDefault(column, List.of()));
        joined.addAll(texts);
        all.put(column, joined);
        return new ValueRules(missing, all, decimalComma);
    }

    /**
     * {@return the same rules with another meaning of the comma in numbers}
     *
     * @param decimal whether it is a decimal mark
     */
    public ValueRules withDecimalComma(boolean decimal) {
        return new ValueRules(missing, missingIn, decimal);
    }

    /**
     * {@return a table in which the values that mean missing are missing}
     *
     * @param table any table; columns without such a value are taken over
     */
    public Table cleaned(Table table) {
        Table cleaned = table;
        for (Column column : table.columns()) {
            Optional<Column> other = cleaned(column);
            cleaned = other.isPresent() ? cleaned.with(other.get()) : cleaned;
        }
        return cleaned;
    }

    boolean isEmpty() {
        return missing.isEmpty() && missingIn.isEmpty();
    }

    boolean isMissing(String column, String text) {
        String value = text.strip();
        return contains(missing, value) || contains(missingIn.getOrDefault(column, List.of()), value);
    }

    private static boolean contains(List<String> texts, String value) {
        OptionalDouble number = Numerals.parse(value);
        return texts.stream()
                .anyMatch(text -> text.strip().equals(value)
                        || number.isPresent() && Numerals.parse(text).equals(number));
    }

    /** Returns a column without the values that mean missing; empty if it has none. */
    private Optional<Column> cleaned(Column column) {
        if (missing.isEmpty() && !missingIn.containsKey(column.name())) {
            return Optional.empty();
        }
        return column instanceof NumericColumn numbers
                ? cleanedNumbers(numbers)
                : cleanedTexts((CategoricalColumn) column);
    }

    private Optional<Column> cleanedNumbers(NumericColumn numbers) {
        Set<Double> absent = Stream.concat(missing.stream(), missingIn.getOrDefault(numbers.name(), List.of()).stream())
                .flatMap(text -> Numerals.parse(text).stream().boxed())
                .collect(Collectors.toSet());
        double[] values = new double[numbers.size()];
        boolean any = false;
        for (int row = 0; row < values.length; row++) {
            boolean gone = absent.contains(numbers.value(row));
            values[row] = gone ? Double.NaN : numbers.value(row);
            any |= gone;
        }
        return any ? Optional.of(NumericColumn.of(numbers.name(), values)) : Optional.empty();
    }

    private Optional<Column> cleanedTexts(CategoricalColumn texts) {
        boolean[] gone = new boolean[texts.levels().size()];
        boolean any = false;
        for (int code = 0; code < gone.length; code++) {
            gone[code] = isMissing(texts.name(), texts.levels().get(code));
            any |= gone[code];
        }
        if (!any) {
            return Optional.empty();
        }
        int[] codes = new int[texts.size()];
        for (int row = 0; row < codes.length; row++) {
            int code = texts.code(row);
            codes[row] = code >= 0 && gone[code] ? -1 : code;
        }
        return Optional.of(CategoricalColumn.of(texts.name(), texts.levels(), codes));
    }
}
