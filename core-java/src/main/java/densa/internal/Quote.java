package densa.internal;

/** Quotes texts from outside in messages. */
public final class Quote {

    private static final int LONGEST = 80;

    private Quote() {}

    /**
     * Returns a text from outside as a message can carry it: in double quotes, on one line, at most 80 characters.
     *
     * @param text a column name or a cell
     * @return the text in quotes; control characters appear as {@code \n}, {@code \t} or {@code ?}, what is too long
     *     ends in {@code ...}
     */
    public static String quote(String text) {
        return '"' + line(text, LONGEST) + '"';
    }

    /**
     * Returns a text that may hold one from outside as a message can carry it: as {@link #quote}, without quotes.
     *
     * @param text any text
     * @param longest the maximum number of characters, at least 3, with escapes not counted
     */
    public static String line(String text, int longest) {
        int shown = text.length() > longest ? longest - 3 : text.length();
        StringBuilder line = new StringBuilder(shown + 3);
        for (int i = 0; i < shown; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> line.append(Character.isISOControl(c) ? '?' : c);
            }
        }
        return line.append(shown < text.length() ? "..." : "").toString();
    }
}
