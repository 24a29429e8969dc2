package densa.files;

import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Writes CSV by RFC 4180; levels are put into quotes once, not once per row. */
final class CsvWriter {
    private static final int CHARACTERS_PER_WRITE = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final String DELIMITERS = ",;\t|";

    private CsvWriter() {}

    static void write(TableChunks chunks, OutputStream out, char delimiter) throws IOException {
        StringBuilder text = new StringBuilder(CHARACTERS_PER_WRITE + (1 << 10));
        boolean header = true;
        for (Optional<Table> chunk = chunks.next(); chunk.isPresent(); chunk = chunks.next()) {
            List<Column> columns = chunk.get().columns();
            if (header) {
                text.append(header(columns, delimiter)).append('\n');
                header = false;
            }
            append(chunk.get(), text, out, delimiter);
        }
        flush(text, out);
        out.flush();
    }

    /** If one name is put into quotes, the first one is as well: no other delimiter can follow its closing quote. */
    private static String header(List<Column> columns, char delimiter) {
        List<String> names = columns.stream().map(Column::name).toList();
        List<String> written = new ArrayList<>();
        names.forEach(name -> written.add(quoted(name, delimiter, names.size() == 1)));
        if (!written.isEmpty() && !written.equals(names) && written.get(0).equals(names.get(0))) {
            written.set(0, '"' + names.get(0) + '"');
        }
        return String.join(String.valueOf(delimiter), written);
    }

    private static void append(Table table, StringBuilder text, OutputStream out, char delimiter) throws IOException {
        boolean single = table.columns().size() == 1;
        List<IntFunction<String>> cells = table.columns().stream()
                .map(column -> cells(column, delimiter, single))
                .toList();
        for (int row = 0; row < table.rows(); row++) {
            for (int i = 0; i < cells.size(); i++) {
                if (i > 0) {
                    text.append(delimiter);
                }
                text.append(cells.get(i).apply(row));
            }
            text.append('\n');
            if (text.length() >= CHARACTERS_PER_WRITE) {
                flush(text, out);
            }
        }
    }

    private static void flush(StringBuilder text, OutputStream out) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }

    private static IntFunction<String> cells(Column column, char delimiter, boolean single) {
        String missing = quoted("", delimiter, single);
        if (column instanceof CategoricalColumn categorical) {
            String[] levels = categorical.levels().stream()
                    .map(level -> quoted(level, delimiter, single))
                    .toArray(String[]::new);
            return row -> categorical.isMissing(row) ? missing : levels[categorical.code(row)];
        }
        return row -> column.isMissing(row) ? missing : column.text(row);
    }

    /**
     * The only value of a row is put into quotes if it is empty, since an empty line is no row to many readers; so are
     * blanks at the ends, which do not count without, and what a reader could take for a comment, a byte order mark, a
     * line about the delimiter, or another delimiter.
     */
    private static String quoted(String text, char delimiter, boolean single) {
        boolean plain = text.isEmpty()
                ? !single
                : text.chars().noneMatch(c -> c == delimiter || DELIMITERS.indexOf(c) >= 0)
                        && text.indexOf('"') < 0
                        && text.indexOf('\n') < 0
                        && text.indexOf('\r') < 0
                        && text.equals(text.strip())
                        && text.charAt(0) != '#'
                        && !text.regionMatches(true, 0, "sep=", 0, 4)
                        && text.charAt(0) != BYTE_ORDER_MARK;
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
