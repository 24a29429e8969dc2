package densa.store.json;

import java.util.stream.IntStream;

/**
 * A JSON text that was checked from end to end, whose values are read where they stand. So it takes no more memory than
 * the text and 8 bytes for each value and key, where a tree of objects takes 100 bytes for a number of one digit.
 *
 * <p>A value is known by the number of its entry: 0 is the whole text, and entries are counted in the order of the
 * text. Immutable.
 */
final class JsonText {

    /** A value that is not there. */
    static final int NONE = -1;

    /** Whole numbers of so many digits and powers of ten up to this one are exact in double precision. */
    private static final int EXACT_DIGITS = 15;

    private static final int EXACT_POWER = 22;
    private static final double[] POWERS_OF_TEN = IntStream.rangeClosed(0, EXACT_POWER)
            .mapToDouble(power -> Double.parseDouble("1e" + power))
            .toArray();

    private static final int CODE_DIGITS = 4;

    private final String text;
    private final int[] places;

    private JsonText(String text, int[] places) {
        this.text = text;
        this.places = places;
    }

    /**
     * Checks a text.
     *
     * @throws IllegalArgumentException if it is not JSON or is nested too deep; the message says what is wrong where
     */
    static JsonText of(String text) {
        return new JsonText(text, JsonScanner.places(text));
    }

    boolean isObject(int value) {
        return first(value) == '{';
    }

    boolean isList(int value) {
        return first(value) == '[';
    }

    boolean isString(int value) {
        return first(value) == '"';
    }

    boolean isNumber(int value) {
        return first(value) == '-' || first(value) >= '0' && first(value) <= '9';
    }

    boolean isFlag(int value) {
        return isTrue(value) || first(value) == 'f';
    }

    boolean isTrue(int value) {
        return first(value) == 't';
    }

    private char first(int value) {
        return text.charAt(start(value));
    }

    private int start(int value) {
        return places[2 * value];
    }

    /** Returns the first item of a list, or the first key of an object; {@link #NONE} if it is empty. */
    int firstIn(int container) {
        return container + 1 < places[2 * container + 1] ? container + 1 : NONE;
    }

    /** Returns what follows an item, a key or its value in {@code container}; {@link #NONE} after the last one. */
    int next(int value, int container) {
        int next = places[2 * value + 1];
        return next < places[2 * container + 1] ? next : NONE;
    }

    /** Returns how many items a list has. */
    int count(int list) {
        int count = 0;
        for (int item = firstIn(list); item != NONE; item = next(item, list)) {
            count++;
        }
        return count;
    }

    /** Returns whether a string, or a key, is the given one. */
    boolean isString(int value, String expected) {
        int at = start(value) + 1;
        for (int i = 0; i < expected.length(); i++, at++) {
            if (text.charAt(at) == '\\') {
                return string(value).equals(expected);
            } else if (text.charAt(at) != expected.charAt(i)) {
                return false;
            }
        }
        return text.charAt(at) == '"';
    }

    /** Returns a string, or a key. */
    String string(int value) {
        int at = start(value) + 1;
        int end = endOfString(start(value)) - 1;
        int plain = at;
        while (plain < end && text.charAt(plain) != '\\') {
            plain++;
        }
        if (plain == end) {
            return text.substring(at, end);
        }
        StringBuilder string = new StringBuilder(end - at);
        while (at < end) {
            char c = text.charAt(at++);
            if (c == '\\') {
                c = text.charAt(at++);
                if (c == 'u') {
                    c = (char) Integer.parseInt(text, at, at + CODE_DIGITS, 16);
                    at += CODE_DIGITS;
                } else {
                    c = escaped(c);
                }
            }
            string.append(c);
        }
        return string.toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    /** Returns a number as {@link Double#parseDouble} does; infinite if it is too large. */
    double number(int value) {
        boolean negative = first(value) == '-';
        int at = start(value) + (negative ? 1 : 0);
        int point = NONE;
        int count = 0;
        long digits = 0;
        for (; count <= EXACT_DIGITS && (isDigit(at) || isOneOf('.', '.', at)); at++) {
            if (isDigit(at)) {
                digits = 10 * digits + text.charAt(at) - '0';
                count++;
            } else {
                point = count;
            }
        }
        int power = point == NONE ? 0 : point - count;
        if (isOneOf('e', 'E', at)) {
            boolean down = isOneOf('-', '-', at + 1);
            at += down || isOneOf('+', '+', at + 1) ? 2 : 1;
            int size = 0;
            for (; isDigit(at) && size <= EXACT_POWER; at++) {
                size = 10 * size + text.charAt(at) - '0';
            }
            power += down ? -size : size;
        }
        if (count > EXACT_DIGITS || isDigit(at) || Math.abs(power) > EXACT_POWER) {
            return Double.parseDouble(source(value));
        }
        // Both are exact, so that the result is rounded once; and no text is made for each of a million numbers.
        double exact = power < 0 ? digits / POWERS_OF_TEN[-power] : digits * POWERS_OF_TEN[power];
        return negative ? -exact : exact;
    }

    private boolean isDigit(int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private boolean isOneOf(char a, char b, int at) {
        return at < text.length() && (text.charAt(at) == a || text.charAt(at) == b);
    }

    /** Returns a whole number; throws NumberFormatException if a number is not whole or does not fit. */
    long wholeNumber(int value) {
        return Long.parseLong(text, start(value), end(value), 10);
    }

    /** Returns the text of a value as it stands. */
    String source(int value) {
        return text.substring(start(value), end(value));
    }

    /** Returns the index behind the last character of a value. */
    private int end(int value) {
        int at = start(value);
        if (!isObject(value) && !isList(value)) {
            return isString(value) ? endOfString(at) : endOfWord(at);
        }
        int open = 0;
        do {
            switch (text.charAt(at)) {
                case '{', '[' -> open++;
                case '}', ']' -> open--;
                case '"' -> at = endOfString(at) - 1;
                default -> {}
            }
            at++;
        } while (open > 0);
        return at;
    }

    private int endOfString(int start) {
        int at = start + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    /** Of a number, true, false or null. */
    private int endOfWord(int start) {
        int at = start;
        while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
