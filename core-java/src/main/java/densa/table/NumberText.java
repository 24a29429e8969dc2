package densa.table;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as text. */
final class NumberText {
    private static final double LARGEST_EXACT_INTEGER = 0x1p53;
    private static final boolean SHORTEST_BY_JDK = Runtime.version().feature() >= 19;

    private NumberText() {}

    /** Returns the shortest decimal number that reads back as the value; "" for NaN, whole numbers without ".0". */
    static String of(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT_INTEGER) {
            return Long.toString((long) value);
        }
        String text = Double.toString(value);
        if (!SHORTEST_BY_JDK && text.length() > 17) {
            text = shorter(text, value);
        }
        int exponent = text.indexOf(".0E");
        return exponent < 0 ? text : text.substring(0, exponent) + text.substring(exponent + 2);
    }

    /**
     * Before JDK 19, Double.toString gave some numbers one or two digits too many (2.0E23 as 1.9999999999999998E23,
     * JDK-4511638). Any number of up to 15 digits survives the way through text, so only longer texts are in doubt.
     */
    private static String shorter(String text, double value) {
        if (Double.isInfinite(value)) {
            return text;
        }
        BigDecimal digitsOfJdk = new BigDecimal(text);
        for (int digits = 15; digits <= 16; digits++) {
            BigDecimal rounded = digitsOfJdk.round(new MathContext(digits));
            if (rounded.doubleValue() == value) {
                return decimal(rounded.stripTrailingZeros());
            }
        }
        return text;
    }

    /** Returns a number that is not 0 in the form of Double.toString, but for the {@code .0}. */
    private static String decimal(BigDecimal value) {
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= -3 && exponent < 7) {
            return value.toPlainString();
        }
        return value.movePointLeft(exponent).toPlainString() + "E" + exponent;
    }
}
