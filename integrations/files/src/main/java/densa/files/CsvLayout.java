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
 * @param names the names of the columns, distinct, as the header has them but for spaces around them; {@code columnN}
 *     for one without a name
 */
record CsvLayout(byte delimiter, List<String> names) {
    private static final byte[] DELIMITERS = {',', ';', '\t', '|'};
    private static final int RECORDS_TO_GUESS_FROM = 50;

    CsvLayout {
        names = List.copyOf(names);
    }

    /**
     * Finds out the layout.
     *
     * @param head the first bytes of the file
     * @param cutOff whether the file goes on after them
     * @param tabs whether the delimiter is known to be a tabulator
     * @return the layout; empty if the file goes on before the header ends
     * @throws DataException if the file is empty or its header is not one
     */
    static Optional<CsvLayout> of(byte[] head, boolean cutOff, boolean tabs, String label) throws IOException {
        byte delimiter = tabs ? (byte) '\t' : delimiter(head);
        CsvScanner scanner = scanner(head, delimiter, label, cutOff);
        if (!scanner.next()) {
            if (cutOff) {
                return Optional.empty();
            }
            throw new DataException(label + " is empty");
        }
        return Optional.of(new CsvLayout(delimiter, names(scanner, label)));
    }

    /**
     * Returns the delimiter that divides the header and the records after it into equally many values, and into most;
     * if there is none, the one that divides the header into most.
     */
    private static byte delimiter(byte[] head) throws IOException {
        byte best = DELIMITERS[0];
        int bestScore = 0;
        for (byte delimiter : DELIMITERS) {
            int score = score(head, delimiter);
            if (score > bestScore) {
                best = delimiter;
                bestScore = score;
            }
        }
        return best;
    }

    private static int score(byte[] head, byte delimiter) throws IOException {
        CsvScanner scanner = scanner(head, delimiter, "", true);
        int columns = 0;
        try {
            for (int i = 0; i < RECORDS_TO_GUESS_FROM && scanner.next(); i++) {
                if (i == 0) {
                    columns = scanner.fields();
                    scanner.expectColumns(columns);
                }
            }
        } catch (DataException malformed) {
            return columns;
        }
        return columns > 1 ? columns + (1 << 24) : columns;
    }

    private static CsvScanner scanner(byte[] head, byte delimiter, String label, boolean cutOff) {
        return new CsvScanner(new ByteArrayInputStream(head), delimiter, label, cutOff);
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
                boolean number = CellSyntax.of(scanner.bytes(), scanner.from(field), scanner.to(field))
                        .isNumber();
                throw new DataException(label + ": duplicate column name " + quote(name)
                        + (number ? " (the first line must name the columns)" : ""));
            }
            names.add(name);
        }
        return names;
    }
}
