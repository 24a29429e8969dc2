package densa.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as people and programs write them. */
public final class Numerals {

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private static final double LARGEST_PLAIN = 1e12;

    private Numerals() {}

    /**
     * {@return the number that a text stands for: decimal, an exponent allowed, spaces around it ignored; empty if
     * none}
     */
    public static OptionalDouble parse(String text) {
        String number = text.strip();
        return NUMBER.matcher(number).matches()
                ? OptionalDouble.of(Double.parseDouble(number))
                : OptionalDouble.empty();
    }

    /** {@return a number for a message: four digits, and whole numbers whole} */
    public static String brief(double value) {
        BigDecimal rounded = new BigDecimal(value, new MathContext(4)).stripTrailingZeros();
        double size = Math.abs(value);
        if (size < LARGEST_PLAIN && value == Math.rint(value)) {
            return String.valueOf((long) value);
        }
        return size >= 1e-3 && size < LARGEST_PLAIN ? rounded.toPlainString() : rounded.toString();
    }
}
