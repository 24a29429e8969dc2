package densa.files;

import java.nio.charset.StandardCharsets;

/**
 * What the bytes of a cell look like.
 *
 * <p>A number is {@code [+-] (digits [. digits] | . digits) [e [+-] digits]}, or {@code [+-] inf | infinity} in any
 * case, with spaces around it or not.
 */
enum CellSyntax {
    /** A {@linkplain MissingTokens missing token}. */
    MISSING,
    /** An integer up to 2^53 without leading zeros. */
    INTEGER,
    /** A leading zero: {@code 007} is a code, and 7 another. */
    CODE,
    /** An integer beyond 2^53, which 64-bit floating point cannot hold: an identifier. */
    LARGE_INTEGER,
    /** A number with a fraction or an exponent, or an infinity. */
    REAL,
    /** Anything else. */
    TEXT;

    private static final long LARGEST_INTEGER = 1L << 53;
    private static final int MOST_DIGITS_OF_LONG = 18;

    boolean isNumber() {
        return this != MISSING && this != TEXT;
    }

    static CellSyntax of(byte[] bytes, int from, int to) {
        if (MissingTokens.contain(bytes, from, to)) {
            return MISSING;
        }
        int start = from;
        int end = to;
        while (start < end && bytes[start] == ' ') {
            start++;
        }
        while (end > start && bytes[end - 1] == ' ') {
            end--;
        }
        int at = start;
        if (at < end && (bytes[at] == '-' || bytes[at] == '+')) {
            at++;
        }
        int firstDigit = at;
        at = digits(bytes, at, end);
        int wholeDigits = at - firstDigit;
        if (at == end && wholeDigits > 0) {
            return integer(bytes, firstDigit, end);
        }
        int fractionDigits = 0;
        if (at < end && bytes[at] == '.') {
            int afterPoint = at + 1;
            at = digits(bytes, afterPoint, end);
            fractionDigits = at - afterPoint;
        }
        if (wholeDigits + fractionDigits == 0) {
            return isInfinity(bytes, firstDigit, end) ? REAL : TEXT;
        }
        return at == end || isExponent(bytes, at, end) ? REAL : TEXT;
    }

    private static CellSyntax integer(byte[] bytes, int from, int to) {
        if (bytes[from] == '0' && to - from > 1) {
            return CODE;
        }
        if (to - from > MOST_DIGITS_OF_LONG || wholeNumber(bytes, from, to) > LARGEST_INTEGER) {
            return LARGE_INTEGER;
        }
        return INTEGER;
    }

    private static long wholeNumber(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = 10 * value + (bytes[i] - '0');
        }
        return value;
    }

    private static int digits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private static boolean isExponent(byte[] bytes, int from, int to) {
        if (bytes[from] != 'e' && bytes[from] != 'E') {
            return false;
        }
        int at = from + 1;
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            at++;
        }
        return at < to && digits(bytes, at, to) == to;
    }

    private static boolean isInfinity(byte[] bytes, int from, int to) {
        String word =
                to - from == 3 || to - from == 8 ? new String(bytes, from, to - from, StandardCharsets.ISO_8859_1) : "";
        return word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity");
    }
}
