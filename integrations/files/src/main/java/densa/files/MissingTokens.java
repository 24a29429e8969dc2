package densa.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The texts that stand for a missing value in a text file, each also with one space in front (files that separate
 * their values by a comma and a space).
 *
 * <p>{@code None} and {@code -} are not among them: in many tables they are levels of their own.
 */
final class MissingTokens {
    static final List<String> ALL = Stream.of("", "NA", "N/A", "n/a", "#N/A", "<NA>", "?", "null", "NULL", "nan", "NaN")
            .flatMap(token -> Stream.of(token, " " + token))
            .toList();

    private static final byte[][] BYTES =
            ALL.stream().map(token -> token.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
    private static final int LONGEST =
            ALL.stream().mapToInt(String::length).max().orElse(0);

    private MissingTokens() {}

    static boolean contain(byte[] bytes, int from, int to) {
        if (to - from > LONGEST || (to > from && bytes[from] >= '-' && bytes[from] <= '9')) {
            return false; // most cells are long, or begin like a number
        }
        for (byte[] token : BYTES) {
            if (Arrays.equals(bytes, from, to, token, 0, token.length)) {
                return true;
            }
        }
        return false;
    }
}
