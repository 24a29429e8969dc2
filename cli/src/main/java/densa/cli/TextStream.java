package densa.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Prints text for people: control characters, which names and labels of a file may hold, appear as escapes such as
 * {@code \\x1b}, so that no file can command a terminal. Line feeds and tabs are those of the program and stay.
 */
final class TextStream extends PrintStream {

    TextStream(OutputStream out) {
        super(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public void print(String text) {
        super.print(escaped(String.valueOf(text)));
    }

    static String escaped(String text) {
        if (text.chars().noneMatch(TextStream::isCommand)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isCommand(c)) {
                escaped.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    /** Control characters, and those that turn the direction of text. */
    private static boolean isCommand(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t'
                || c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069;
    }
}
