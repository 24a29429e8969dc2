package densa.store.json;

/**
 * Checks a JSON text (RFC 8259) from end to end and notes where its values stand, for {@link JsonText}. Two numbers are
 * noted for each value and each key: the index of its first character, and the number of the entry that follows it and
 * all that is in it.
 */
final class JsonScanner {

    /** The maximum number of lists and objects inside each other. */
    static final int MAX_DEPTH = 64;

    /** The maximum number of characters: as many as the header of a file may have bytes. */
    static final int MAX_LENGTH = 100_000_000;

    private static final int HEX_DIGITS = 4;

    private final String text;
    /** Empty while entries are only counted. */
    private final int[] places;

    private int at;
    private int entries;

    private JsonScanner(String text, int[] places) {
        this.text = text;
        this.places = places;
    }

    /**
     * Returns the places of all values.
     *
     * @throws IllegalArgumentException if the text is not JSON, or too long or too deep; the message says what is wrong
     */
    static int[] places(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "it may have at most " + MAX_LENGTH + " characters, got " + text.length());
        }
        // Counted first, so that nothing has to grow.
        JsonScanner counting = new JsonScanner(text, new int[0]);
        counting.scan();
        JsonScanner noting = new JsonScanner(text, new int[2 * counting.entries]);
        noting.scan();
        return noting.places;
    }

    private void scan() {
        blanks();
        value(0);
        if (at < text.length()) {
            throw fault("nothing");
        }
    }

    /** A value and the blanks behind it. */
    private void value(int depth) {
        int entry = begin();
        switch (here()) {
            case '{' -> object(depth);
            case '[' -> list(depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
        end(entry);
        blanks();
    }

    private void object(int depth) {
        open(depth);
        if (!skip('}')) {
            do {
                blanks();
                int key = begin();
                string();
                end(key);
                blanks();
                expect(':');
                blanks();
                value(depth + 1);
            } while (skip(','));
            expect('}');
        }
    }

    private void list(int depth) {
        open(depth);
        if (!skip(']')) {
            do {
                blanks();
                value(depth + 1);
            } while (skip(','));
            expect(']');
        }
    }

    private void open(int depth) {
        if (depth == MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "it is nested more than " + MAX_DEPTH + " deep from its character " + (at + 1) + " on");
        }
        at++;
        blanks();
    }

    private void string() {
        expect('"');
        while (here() != '"') {
            if (here() < ' ') {
                throw fault("a text without control characters, which ends in a quotation mark");
            }
            if (here() == '\\') {
                at++;
                escape();
            }
            at++;
        }
        at++;
    }

    private void escape() {
        if (here() != 'u') {
            if ("\"\\/bfnrt".indexOf(here()) < 0) {
                throw fault("one of \" \\ / b f n r t u after a backslash");
            }
            return;
        }
        for (int i = 0; i < HEX_DIGITS; i++) {
            at++;
            if (Character.digit(here(), 16) < 0 || here() > 'f') {
                throw fault("a hexadecimal digit");
            }
        }
    }

    private void word(String word) {
        if (!text.startsWith(word, at)) {
            throw fault("a value");
        }
        at += word.length();
    }

    private void number() {
        skip('-');
        if (!skip('0')) {
            digits();
        }
        if (skip('.')) {
            digits();
        }
        if (skip('e') || skip('E')) {
            if (!skip('+')) {
                skip('-');
            }
            digits();
        }
    }

    private void digits() {
        int from = at;
        while (here() >= '0' && here() <= '9') {
            at++;
        }
        if (at == from) {
            throw fault("a value");
        }
    }

    /** The current character; NUL at the end, which stands nowhere in a JSON text. */
    private char here() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean skip(char expected) {
        boolean there = here() == expected;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char expected) {
        if (!skip(expected)) {
            throw fault(String.valueOf(expected));
        }
    }

    private void blanks() {
        while (here() == ' ' || here() == '\n' || here() == '\r' || here() == '\t') {
            at++;
        }
    }

    private int begin() {
        int entry = entries++;
        if (places.length > 0) {
            places[2 * entry] = at;
        }
        return entry;
    }

    private void end(int entry) {
        if (places.length > 0) {
            places[2 * entry + 1] = entries;
        }
    }

    private IllegalArgumentException fault(String expected) {
        return new IllegalArgumentException("its character " + (at + 1) + " must be " + expected);
    }
}
