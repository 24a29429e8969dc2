package densa.files;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a CSV file is laid out.
 *
 * @param delimiter the byte between the values
 * @param preamble the lines before the header: comments, titles, {@code sep=;}
 * @param header whether a line names the columns
 * @param names the names of the columns, distinct, as the header has them but for spaces around them; {@code columnN}
 *     for one without a name
 */
record CsvLayout(byte delimiter, int preamble, boolean header, List<String> names) {
    private static final byte[] DELIMITERS = {',', ';', '\t', '|'};
    private static final int RECORDS_TO_GUESS_FROM = 50;
    private static final int MOST_TITLES = 5;
    private static final int RECORDS_AFTER_TITLE = 8;
    /** Of a delimiter that divides all records alike, in addition to their columns. */
    private static final int CONSISTENT = 1 << 24;

    CsvLayout {
        names = List.copyOf(names);
    }

    /**
     * Finds out the layout.
     *
     * @param head the first bytes of the file
     * @param cutOff whether the file goes on after them
     * @param form what is known beforehand
     * @return the layout; empty if too few lines of a longer file are there to tell
     * @throws DataException if the file is empty or its header is not one
     */
    static Optional<CsvLayout> of(byte[] head, boolean cutOff, CsvForm form, String label) throws IOException {
        Preamble preamble = Preamble.of(head);
        if (cutOff && !holdsLines(head, preamble.lines() + MOST_TITLES + RECORDS_AFTER_TITLE)) {
            return Optional.empty();
        }
        Optional<Byte> known = form.tabs() ? Optional.of((byte) '\t') : preamble.delimiter();
        int lines = preamble.lines();
        byte delimiter = known.isPresent() ? known.get() : delimiter(head, lines);
        if (preamble.comments() > 0 && form.header() && isConsistent(head, lines - 1, delimiter)) {
            lines--; // the last comment is the header, as #chrom is in some tables
        }
        if (form.header()) {
            for (int titles = 1; titles <= MOST_TITLES && !isConsistent(head, lines, delimiter); titles++) {
                byte other = known.isPresent() ? known.get() : delimiter(head, lines + titles);
                if (isConsistent(head, lines + titles, other) && areTitles(head, lines, titles, other)) {
                    lines += titles;
                    delimiter = other;
                }
            }
        }
        CsvScanner scanner = scanner(head, lines, delimiter, label, cutOff);
        if (!scanner.next()) {
            if (cutOff) {
                return Optional.empty();
            }
            throw new DataException(label + (lines > 0 ? " holds no line but comments" : " is empty"));
        }
        if (form.header() && looksLikeData(head, lines, delimiter)) {
            throw new NoHeaderException(scanner.where() + "looks like data, but must name the columns");
        }
        return Optional.of(new CsvLayout(
                delimiter, lines, form.header(), form.header() ? names(scanner, label) : numbered(scanner.fields())));
    }

    private static boolean isConsistent(byte[] head, int lines, byte delimiter) throws IOException {
        return score(head, lines, delimiter, RECORDS_AFTER_TITLE) > CONSISTENT;
    }

    /**
     * Whether lines have fewer values than the records after them, of which there are two at least, and the first of
     * those names columns: without a number. One value fewer is no title, but a header that does not name the row
     * names.
     */
    private static boolean areTitles(byte[] head, int lines, int titles, byte delimiter) throws IOException {
        CsvScanner header = scanner(head, lines + titles, delimiter, "", true);
        if (!header.next()) {
            return false;
        }
        int columns = header.fields();
        for (int field = 0; field < columns; field++) {
            if (syntax(header, field).isNumber()) {
                return false;
            }
        }
        if (!header.next()) {
            return false;
        }
        int most = columns > 2 ? columns - 2 : 1;
        CsvScanner scanner = scanner(head, lines, delimiter, "", true);
        while (scanner.next() && scanner.line() <= lines + titles) {
            if (scanner.fields() > most) {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsLines(byte[] head, int lines) {
        int found = 0;
        for (int i = 0; i < head.length && found < lines; i++) {
            found += head[i] == '\n' || head[i] == '\r' ? 1 : 0;
        }
        return found == lines;
    }

    /**
     * Whether the first record is data: it holds a number with a fraction, and a text that comes again in its column,
     * or numbers that do not rise or fall throughout, as those of an axis would.
     */
    private static boolean looksLikeData(byte[] head, int lines, byte delimiter) throws IOException {
        CsvScanner scanner = scanner(head, lines, delimiter, "", true);
        if (!scanner.next()) {
            return false;
        }
        List<String> first = new ArrayList<>();
        List<Double> numbers = new ArrayList<>();
        boolean fraction = false;
        for (int field = 0; field < scanner.fields(); field++) {
            CellSyntax syntax = syntax(scanner, field);
            double number = CellTaker.number(scanner, field, syntax);
            boolean name = syntax == CellSyntax.TEXT || Double.isInfinite(number); // such as inf
            first.add(name ? scanner.text(field) : "");
            fraction |= !name && syntax == CellSyntax.REAL;
            if (!name && syntax.isNumber()) {
                numbers.add(number);
            }
        }
        return fraction && (!isMonotonic(numbers) || comesAgain(scanner, first));
    }

    private static boolean isMonotonic(List<Double> numbers) {
        boolean rises = true;
        boolean falls = true;
        for (int i = 1; i < numbers.size(); i++) {
            rises &= numbers.get(i) > numbers.get(i - 1);
            falls &= numbers.get(i) < numbers.get(i - 1);
        }
        return rises || falls;
    }

    /** Whether one of the texts stands in its column of a later record, too. */
    private static boolean comesAgain(CsvScanner scanner, List<String> texts) throws IOException {
        scanner.expectColumns(texts.size());
        try {
            for (int i = 0; i < RECORDS_TO_GUESS_FROM && scanner.next(); i++) {
                for (int field = 0; field < texts.size(); field++) {
                    if (!texts.get(field).isEmpty() && scanner.text(field).equals(texts.get(field))) {
                        return true;
                    }
                }
            }
        } catch (DataException malformed) {
            return false;
        }
        return false;
    }

    /**
     * Returns the delimiter that divides the header and the records after it into equally many values, and into most;
     * if there is none, the one that divides the header into most.
     */
    private static byte delimiter(byte[] head, int lines) throws IOException {
        byte best = DELIMITERS[0];
        int bestScore = 0;
        for (byte delimiter : DELIMITERS) {
            int score = score(head, lines, delimiter, RECORDS_TO_GUESS_FROM);
            if (score > bestScore) {
                best = delimiter;
                bestScore = score;
            }
        }
        return best;
    }

    private static int score(byte[] head, int lines, byte delimiter, int most) throws IOException {
        CsvScanner scanner = scanner(head, lines, delimiter, "", true);
        int columns = 0;
        try {
            for (int i = 0; i < most && scanner.next(); i++) {
                if (i == 0) {
                    columns = scanner.fields();
                    scanner.expectColumns(columns);
                }
            }
        } catch (DataException malformed) {
            return columns;
        }
        return columns > 1 ? columns + CONSISTENT : columns;
    }

    private static CsvScanner scanner(byte[] head, int lines, byte delimiter, String label, boolean cutOff)
            throws IOException {
        CsvScanner scanner = new CsvScanner(new ByteArrayInputStream(head), delimiter, label, cutOff);
        scanner.skipLines(lines);
        return scanner;
    }

    private static CellSyntax syntax(CsvScanner scanner, int field) {
        return CellSyntax.of(scanner.bytes(), scanner.from(field), scanner.to(field));
    }

    private static List<String> numbered(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            names.add("column" + i);
        }
        return names;
    }

    private static List<String> names(CsvScanner scanner, String label) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int field = 0; field < scanner.fields(); field++) {
            String name = scanner.text(field).strip();
            if (name.isEmpty()) {
                name = "column" + (field + 1);
            }
            if (!seen.add(name)) {
                if (syntax(scanner, field).isNumber()) {
                    throw new NoHeaderException(scanner.where() + "looks like data, but must name the columns");
                }
                throw new DataException(label + ": duplicate column name " + quote(name));
            }
            names.add(name);
        }
        return names;
    }
}
