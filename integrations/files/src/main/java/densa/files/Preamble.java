package densa.files;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What stands before the header of a CSV file and can be recognised by itself.
 *
 * @param lines how many lines there are
 * @param comments how many of them, at their end, are comments
 * @param delimiter what a line {@code sep=;} says
 */
record Preamble(int lines, int comments, Optional<Byte> delimiter) {

    private static final byte[] SEPARATOR = "sep=".getBytes(StandardCharsets.US_ASCII);

    static Preamble of(byte[] head) {
        int at = 0;
        int lines = 0;
        Optional<Byte> delimiter = Optional.empty();
        if (startsWith(head, SEPARATOR) && lineEnd(head, 0) == SEPARATOR.length + 1) {
            delimiter = Optional.of(head[SEPARATOR.length]);
            at = nextLine(head, 0);
            lines = 1;
        }
        int comments = 0;
        while (at < head.length && head[at] == '#') {
            at = nextLine(head, at);
            comments++;
        }
        return new Preamble(lines + comments, comments, delimiter);
    }

    private static boolean startsWith(byte[] head, byte[] start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= head.length || head[i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static int lineEnd(byte[] head, int from) {
        int at = from;
        while (at < head.length && head[at] != '\n' && head[at] != '\r') {
            at++;
        }
        return at;
    }

    private static int nextLine(byte[] head, int from) {
        int end = lineEnd(head, from);
        boolean two = end + 1 < head.length && head[end] == '\r' && head[end + 1] == '\n';
        return Math.min(head.length, end + (two ? 2 : 1));
    }
}
