package densa.table.encode;

import densa.internal.Numerals;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How the numbers of a column of texts are written: {@code 1.234,56 €}, {@code 12 %}, {@code 3.5 kg}. A minus sign may
 * be that of typography. Immutable.
 *
 * @param decimal the decimal mark, a point or a comma
 * @param grouping what stands between groups of three digits; empty if nothing does
 * @param prefix what stands before every number, such as a currency sign; empty if nothing does
 * @param suffix what stands behind every number, such as a unit; empty if nothing does
 */
public record NumberFormat(char decimal, String grouping, String prefix, String suffix) {

    private static final List<String> GROUPINGS = List.of("", ",", ".", " ", "\u00a0", "\u202f", "'", "\u2019");

    private static final Pattern ZERO_FIRST = Pattern.compile("[+-]?0[0-9]+");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern FIRST_GROUP = Pattern.compile("[+-]?[1-9][0-9]{0,2}");
    private static final Pattern GROUP = Pattern.compile("[0-9]{3}");

    /** As programs write numbers. */
    public static final NumberFormat PLAIN = new NumberFormat('.', "", "", "");

    /**
     * Creates the record.
     *
     * @param decimal the decimal mark, a point or a comma
     * @param grouping what stands between groups of three digits: a comma, a point, a blank or an apostrophe, other
     *     than the decimal mark; empty if nothing does
     * @param prefix what stands before every number; empty if nothing does
     * @param suffix what stands behind every number; empty if nothing does
     * @throws IllegalArgumentException if the marks are not those of numbers, or the same
     */
    public NumberFormat {
        if (decimal != '.' && decimal != ',') {
            throw new IllegalArgumentException("a decimal mark must be a point or a comma, got " + decimal);
        }
        if (!GROUPINGS.contains(grouping) || grouping.equals(String.valueOf(decimal))) {
            throw new IllegalArgumentException("no grouping mark beside " + decimal + ": " + grouping);
        }
    }

    /** {@return the ways to write digits, those of programs first} */
    static List<NumberFormat> marks() {
        List<NumberFormat> formats = new ArrayList<>();
        for (char decimal : new char[] {'.', ','}) {
            for (String grouping : GROUPINGS) {
                if (!grouping.equals(String.valueOf(decimal))) {
                    formats.add(new NumberFormat(decimal, grouping, "", ""));
                }
            }
        }
        return formats;
    }

    /** {@return the same marks with other texts around the number} */
    NumberFormat around(String before, String behind) {
        return new NumberFormat(decimal, grouping, before, behind);
    }

    /**
     * {@return the number that a text stands for; empty if it is not written in this way}
     *
     * @param text of a value; blanks around it, and between number, prefix and suffix, are ignored
     */
    public OptionalDouble parse(String text) {
        String left = text.strip().replace('\u2212', '-');
        String sign = "";
        if (!prefix.isEmpty()) {
            if (left.startsWith("-") || left.startsWith("+")) {
                sign = left.substring(0, 1);
                left = left.substring(1).strip();
            }
            if (!left.startsWith(prefix)) {
                return OptionalDouble.empty();
            }
            left = left.substring(prefix.length()).strip();
        }
        if (!suffix.isEmpty()) {
            if (!left.endsWith(suffix)) {
                return OptionalDouble.empty();
            }
            left = left.substring(0, left.length() - suffix.length()).strip();
        }
        return Numerals.parse(sign + plain(left));
    }

    /** The digits with a decimal point and no grouping; what is no number stays none. */
    private String plain(String digits) {
        int mark = digits.indexOf(decimal);
        String whole = mark < 0 ? digits : digits.substring(0, mark);
        String fraction = mark < 0 ? "" : digits.substring(mark + 1);
        if (!grouping.isEmpty() && whole.contains(grouping)) {
            String[] groups = whole.split(Pattern.quote(grouping), -1);
            for (int i = 0; i < groups.length; i++) {
                if (!(i == 0 ? FIRST_GROUP : GROUP).matcher(groups[i]).matches()) {
                    return "";
                }
            }
            whole = whole.replace(grouping, "");
        }
        if (decimal == ',' && (whole.contains(".") || fraction.contains("."))) {
            return "";
        }
        return mark < 0 ? whole : whole + "." + fraction;
    }

    /**
     * {@return the numbers of a column of texts, NaN where a text is missing or not written in this way; each level is
     * read once}
     */
    NumericColumn numbersOf(CategoricalColumn texts) {
        double[] ofLevel = texts.levels().stream()
                .mapToDouble(text -> parse(text).orElse(Double.NaN))
                .toArray();
        return NumericColumn.of(
                texts.name(),
                IntStream.range(0, texts.size())
                        .mapToDouble(row -> texts.isMissing(row) ? Double.NaN : ofLevel[texts.code(row)])
                        .toArray());
    }

    /**
     * {@return whether a text is a code, which would lose something as a number: 007, or more digits than a number
     * keeps}
     */
    static boolean isCode(String text) {
        String stripped = text.strip();
        return ZERO_FIRST.matcher(stripped).matches()
                || INTEGER.matcher(stripped).matches() && Math.abs(Double.parseDouble(stripped)) > 1L << 53;
    }

    /**
     * {@return how numbers are written, for people, behind "written with": {@code a decimal comma and "%" behind};
     * empty if as programs do}
     */
    public String describe() {
        List<String> parts = new ArrayList<>();
        if (decimal == ',') {
            parts.add("a decimal comma");
        }
        if (!grouping.isEmpty()) {
            parts.add(grouping.isBlank() ? "blanks between thousands" : "\"" + grouping + "\" between thousands");
        }
        if (!prefix.isEmpty()) {
            parts.add("\"" + prefix + "\" before");
        }
        if (!suffix.isEmpty()) {
            parts.add("\"" + suffix + "\" behind");
        }
        return String.join(" and ", parts);
    }
}
