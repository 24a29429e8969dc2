package densa.table.encode;

import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Finds out whether texts are numbers that are written in one way, but for a few. */
final class NumberFitter {

    /** A currency sign or code, with a letter of the country or not: $, US$, EUR. */
    private static final Pattern PREFIX = Pattern.compile("[A-Z]{0,2}\\p{Sc}|[A-Z]{3}");

    /** A currency, a percent sign or a unit: %, kg, km/h, mg/dL, °C, m². */
    private static final Pattern SUFFIX = Pattern.compile("\\p{Sc}|[%‰]|[\\p{L}µ°/²³·]{1,6}");

    private static final Pattern NUMBER = Pattern.compile(
            "(?<before>[^0-9.,+\\-\u2212]*)(?<digits>[+\\-\u2212]?[0-9.,].*?)(?<behind>[^0-9.,]*)", Pattern.DOTALL);

    private NumberFitter() {}

    /**
     * What was found.
     *
     * @param format how the numbers are written
     * @param foreign the texts that are no numbers
     * @param ambiguous whether the commas could as well be decimal marks, or the other way round
     */
    record Fitted(NumberFormat format, Texts foreign, boolean ambiguous) {

        /** What is to be said about the format if it is ambiguous. */
        String doubt() {
            if (!ambiguous) {
                return "";
            }
            return format.decimal() == ','
                    ? ", so that 1,234 is 1.234"
                    : ", so that 1,234 is 1234; if it is 1.234, ask for the decimal comma";
        }
    }

    /** Whether a comma that could be another mark is a decimal mark, as it was said or as it is in another column. */
    static boolean isCommaDecimal(Table table, Roles roles) {
        return roles.values().decimalComma()
                || isCommaDecimal(
                        table,
                        column -> !roles.ids().contains(column.name())
                                && !roles.ignored().contains(column.name())
                                && !roles.categorical().contains(column.name()));
    }

    static boolean isCommaDecimal(Table table, Predicate<Column> counts) {
        int[] rows = IntStream.range(0, table.rows()).toArray();
        return table.columns().stream()
                .filter(counts)
                .anyMatch(column -> column instanceof CategoricalColumn texts
                        && fit(Texts.of(texts, rows), false)
                                .filter(found -> found.format().decimal() == ',' && !found.ambiguous())
                                .isPresent());
    }

    /**
     * Looks for numbers; empty if the texts are no numbers, are codes, or are more than a few others.
     *
     * @param decimalComma whether a comma that could be another mark is a decimal mark
     */
    static Optional<Fitted> fit(Texts texts, boolean decimalComma) {
        if (texts.different() < 2
                || texts.count(NumberFitter::hasDigit) < EncodingRules.UNDERSTOOD * texts.rows()
                || texts.rowsOf().keySet().stream().anyMatch(NumberFormat::isCode)) {
            return Optional.empty();
        }
        Fitted best = best(texts, decimalComma);
        int numbers = texts.different() - best.foreign().different();
        boolean few = best.foreign().rows() <= (1 - EncodingRules.UNDERSTOOD) * texts.rows()
                && best.foreign().different() <= EncodingRules.MOST_FOREIGN_TEXTS;
        // Of few different numbers, another text may be a category of its own: 0, 1, 2, 3+.
        boolean decided = numbers > EncodingRules.MAX_CODES
                || best.foreign().rowsOf().keySet().stream().allMatch(MissingText::matches);
        return few && decided && numbers > 1 ? Optional.of(best) : Optional.empty();
    }

    /** What keeps texts from being numbers, if at least half of the rows are; empty if they are codes. */
    static Optional<Texts> almost(Texts texts) {
        if (texts.count(NumberFitter::hasDigit) < EncodingRules.LIKELY * texts.rows()
                || texts.rowsOf().keySet().stream().anyMatch(NumberFormat::isCode)) {
            return Optional.empty();
        }
        Texts foreign = best(texts, false).foreign();
        boolean likely = foreign.rows() <= (1 - EncodingRules.LIKELY) * texts.rows()
                && texts.different() - foreign.different() > EncodingRules.MAX_CODES;
        return likely && foreign.rows() > 0 ? Optional.of(foreign) : Optional.empty();
    }

    /** The way in which most rows can be read. */
    private static Fitted best(Texts texts, boolean decimalComma) {
        Around around = around(texts);
        NumberFormat best = NumberFormat.PLAIN;
        int most = 0;
        for (NumberFormat marks : NumberFormat.marks()) {
            NumberFormat format = marks.around(around.before(), around.behind());
            int parsed = texts.count(text -> format.parse(text).isPresent());
            if (parsed > most) {
                best = format;
                most = parsed;
            }
        }
        NumberFormat comma = new NumberFormat(',', "", around.before(), around.behind());
        boolean ambiguous = best.grouping().equals(",")
                && texts.count(text -> comma.parse(text).isPresent()) == most
                && texts.count(text -> text.contains(",")) > 0;
        NumberFormat format = ambiguous && decimalComma ? comma : best;
        return new Fitted(format, texts.others(text -> format.parse(text).isPresent()), ambiguous);
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    /** What stands before and behind numbers. */
    private record Around(String before, String behind) {}

    /** The most frequent currencies or units around what begins like a number; nothing if others are more frequent. */
    private static Around around(Texts texts) {
        Map<Around, Integer> counts = new HashMap<>();
        texts.rowsOf().forEach((text, count) -> {
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
