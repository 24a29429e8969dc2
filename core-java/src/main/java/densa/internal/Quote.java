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
        StringBuilder quoted = new StringBuilder(Math.min(text.length(), LONGEST) + 2).append('"');
        int shown = text.length() > LONGEST ? LONGEST - 3 : text.length();
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
