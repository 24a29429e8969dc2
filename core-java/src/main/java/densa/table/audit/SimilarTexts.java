package densa.table.audit;

import static densa.internal.Quote.quote;

import densa.table.CategoricalColumn;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds texts of a column that differ only in case, blanks or Unicode form. */
final class SimilarTexts {

    private static final int GROUPS_IN_TEXT = 3;

    private SimilarTexts() {}

    /**
     * Looks at some rows of a column.
     *
     * @param kind what the texts are: "classes" or "levels"
     */
    static Optional<Finding> of(CategoricalColumn column, int[] rows, String kind) {
        int[] counts = new int[column.levels().size()];
        for (int row : rows) {
            if (column.code(row) >= 0) {
                counts[column.code(row)]++;
            }
        }
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] > 0) {
                groups.computeIfAbsent(folded(column.levels().get(code)), text -> new ArrayList<>())
                        .add(code);
            }
        }
        Map<String, Double> figures = new HashMap<>();
        List<String> found = new ArrayList<>();
        for (List<Integer> group : groups.values()) {
            if (group.size() > 1) {
                group.sort(
                        Comparator.comparingInt((Integer code) -> counts[code]).reversed());
                List<String> texts = new ArrayList<>();
                for (int code : group) {
                    String text = column.levels().get(code);
                    figures.put(text, (double) counts[code]);
                    texts.add(quote(text) + " (" + Audit.count(counts[code], "row", "rows") + ")");
                }
                found.add(Audit.listed(texts, texts.size()));
            }
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        Finding.Kind.SIMILAR_TEXTS,
                        List.of(column.name()),
                        figures,
                        kind + " of " + quote(column.name()) + " differ only in case, blanks or Unicode form, and count"
                                + " as different: "
                                + String.join("; ", found.subList(0, Math.min(GROUPS_IN_TEXT, found.size())))
                                + (found.size() > GROUPS_IN_TEXT
                                        ? "; and " + (found.size() - GROUPS_IN_TEXT) + " more"
                                        : "")));
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .strip()
                .replaceAll("\\s+", " ")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
