package densa.table.encode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out whether texts are numbers that are written in one way, but for a few. */
final class NumberFitter {

    /** A currency sign or code, with a letter of the country or not: $, US$, EUR. */
    private static final Pattern PREFIX = Pattern.compile("[A-Z]{0,2}\\p{Sc}|[A-Z]{3}");

    /** A currency, a percent sign or a unit: %, kg, km/h, mg/dL, °C, m². */
    private static final Pattern SUFFIX = Pattern.compile("\\p{Sc}|[%‰]|[\\p{L}µ°/²³·]{1,6}");

    private static final Pattern NUMBER = Pattern.compile(
            "(?<before>[^0-9.,+\\-\u2212]*)(?<digits>[+\\-\u2212]?[0-9.,].*?)(?<behind>[^0-9.,]*)", Pattern.DOTALL);

    /** What people write where a number is missing. */
    private static final Pattern NOTHING = Pattern.compile(
            "[^\\p{L}\\p{N}]*|#?(n\\.?/?a\\.?|nan|nil|null|none|no data|unknown|unk|missing|undefined|tbd|x"
                    + "|div/0!|value!|ref!|name\\?|num!)",
            Pattern.CASE_INSENSITIVE);

    private NumberFitter() {}

    /**
     * What was found.
     *
     * @param format how the numbers are written
     * @param foreign the texts that are no numbers, with the number of rows of each
     */
    record Fitted(NumberFormat format, Map<String, Integer> foreign) {}

    /**
     * Looks for numbers.
     *
     * @param rowsOf the number of rows of each text, blank ones left out
     * @return empty if the texts are no numbers, are codes, or are more than a few others
     */
    static Optional<Fitted> fit(Map<String, Integer> rowsOf) {
        int rows = rowsOf.values().stream().mapToInt(Integer::intValue).sum();
        if (rowsOf.size() < 2 || rowsWithDigit(rowsOf) < EncodingRules.NUMBERS * rows) {
            return Optional.empty(); // most texts, before any format is tried on all of them
        }
        if (rowsOf.keySet().stream().anyMatch(NumberFormat::isCode)) {
            return Optional.empty();
        }
        Around around = around(rowsOf);
        NumberFormat best = NumberFormat.PLAIN;
        int most = 0;
        for (NumberFormat marks : NumberFormat.marks()) {
            NumberFormat format = marks.around(around.before(), around.behind());
            int parsed = rowsOf.entrySet().stream()
                    .filter(entry -> format.parse(entry.getKey()).isPresent())
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            if (parsed > most) {
                best = format;
                most = parsed;
            }
        }
        NumberFormat format = best;
        Map<String, Integer> foreign = new HashMap<>();
        List<String> numbers = new ArrayList<>();
        rowsOf.forEach((text, count) -> {
            if (format.parse(text).isPresent()) {
                numbers.add(text);
            } else {
                foreign.put(text, count);
            }
        });
        boolean few = most >= EncodingRules.NUMBERS * rows && foreign.size() <= EncodingRules.MOST_FOREIGN_TEXTS;
        // Of few different numbers, another text may be a category of its own: 0, 1, 2, 3+.
        boolean decided = numbers.size() > EncodingRules.MAX_CODES
                || foreign.keySet().stream()
                        .allMatch(text -> NOTHING.matcher(text.strip()).matches());
        return few && decided && numbers.size() > 1 ? Optional.of(new Fitted(format, foreign)) : Optional.empty();
    }

    private static int rowsWithDigit(Map<String, Integer> rowsOf) {
        return rowsOf.entrySet().stream()
                .filter(entry -> entry.getKey().chars().anyMatch(c -> c >= '0' && c <= '9'))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** What stands before and behind numbers. */
    private record Around(String before, String behind) {}

    /** The most frequent currencies or units around what begins like a number; nothing if others are more frequent. */
    private static Around around(Map<String, Integer> rowsOf) {
        Map<Around, Integer> counts = new HashMap<>();
        rowsOf.forEach((text, count) -> {
            Matcher matcher = NUMBER.matcher(text.strip());
            if (matcher.matches()) {
                String before = matcher.group("before").strip();
                String behind = matcher.group("behind").strip();
                boolean known = (before.isEmpty() || PREFIX.matcher(before).matches())
                        && (behind.isEmpty() || SUFFIX.matcher(behind).matches());
                if (known) {
                    counts.merge(new Around(before, behind), count, Integer::sum);
                }
            }
        });
        return counts.entrySet().stream()
                .max(Map.Entry.<Around, Integer>comparingByValue()
                        .thenComparing(entry ->
                                entry.getKey().before() + entry.getKey().behind()))
                .map(Map.Entry::getKey)
                .orElse(new Around("", ""));
    }
}
