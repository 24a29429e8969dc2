package densa.table;

import java.io.Serial;

/**
 * Says that data from outside (a file, a database, a row to predict) cannot be used, and why.
 *
 * <p>The message is complete: it names the column, line and value as far as they are known and says what is expected,
 * so that a program can print it as it is. The command line prints it without a stack trace and ends with exit code 3.
 */
public final class DataException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int LONGEST_QUOTE = 80;

    /**
     * Creates the exception.
     *
     * @param message the complete message, one line (or a few)
     */
    public DataException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message the complete message, one line (or a few)
     * @param cause what was caught, for {@code --debug} and for logs
     */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Returns a text from outside as a message can carry it: in double quotes, on one line, at most 80 characters.
     *
     * @param text a column name or a cell
     * @return the text in quotes; control characters appear as {@code \n}, {@code \t} or {@code ?}, what is too long
     *     ends in {@code ...}
     */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(Math.min(text.length(), LONGEST_QUOTE) + 2).append('"');
        int shown = text.length() > LONGEST_QUOTE ? LONGEST_QUOTE - 3 : text.length();
        for (int i = 0; i < shown; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(Character.isISOControl(c) ? '?' : c);
            }
        }
        return quoted.append(shown < text.length() ? "..." : "").append('"').toString();
    }
}
