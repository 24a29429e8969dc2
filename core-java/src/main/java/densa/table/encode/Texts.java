package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.table.CategoricalColumn;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The different texts in some rows of a column, blank ones left out.
 *
 * @param rowsOf the number of rows of each text
 * @param rows the sum of them
 */
record Texts(Map<String, Integer> rowsOf, int rows) {

    private static final int ROWS_NAMED = 3;

    static Texts of(CategoricalColumn column, int[] rows) {
        int[] counts = new int[column.levels().size()];
        for (int row : rows) {
            int code = column.code(row);
            if (code >= 0) {
                counts[code]++;
            }
        }
        Map<String, Integer> rowsOf = new LinkedHashMap<>();
        int sum = 0;
        for (int code = 0; code < counts.length; code++) {
            String text = column.levels().get(code);
            if (counts[code] > 0 && !text.isBlank()) {
                rowsOf.put(text, counts[code]);
                sum += counts[code];
            }
        }
        return new Texts(rowsOf, sum);
    }

    int different() {
        return rowsOf.size();
    }

    /** The number of rows whose text is accepted. */
    int count(Predicate<String> accepted) {
        return rowsOf.entrySet().stream()
                .filter(entry -> accepted.test(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** The texts that are not accepted. */
    Texts others(Predicate<String> accepted) {
        Map<String, Integer> others = new HashMap<>();
        int sum = 0;
        for (Map.Entry<String, Integer> entry : rowsOf.entrySet()) {
            if (!accepted.test(entry.getKey())) {
                others.put(entry.getKey(), entry.getValue());
                sum += entry.getValue();
            }
        }
        return new Texts(others, sum);
    }

    /** The most frequent text; of several, the last in order. There must be one. */
    String mostFrequent() {
        return rowsOf.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
                .orElseThrow()
                .getKey();
    }

    /** Where these are: "-" in rows 6, 78, 191, and 2 others. There must be one. */
    String describe(CategoricalColumn column, int[] among) {
        String first = mostFrequent();
        List<String> where = IntStream.of(among)
                .filter(row -> column.text(row).equals(first))
                .limit(ROWS_NAMED + 1L)
                .mapToObj(row -> String.valueOf(row + 1))
                .toList();
        int others = different() - 1;
        return quote(first)
                + (where.size() == 1 ? " in row " : " in rows ")
                + String.join(", ", where.subList(0, Math.min(ROWS_NAMED, where.size())))
                + (where.size() > ROWS_NAMED ? ", ..." : "")
                + (others > 0 ? ", and " + others + (others > 1 ? " others" : " other") : "");
    }
}
