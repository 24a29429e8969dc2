package densa.files;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Goes through the records of a CSV file (RFC 4180 with any delimiter and any line end) without an object per cell;
 * not thread-safe.
 *
 * <p>Values are in quotes or not; within quotes, two quotes stand for one, and delimiters and line ends for themselves.
 * A quote within a value that does not begin with one is an ordinary character. Blanks around a value that is not in
 * quotes do not count. Empty lines are skipped, unless there is one column only: then they are missing values.
 */
final class CsvScanner {
    private static final int LONGEST_RECORD = 1 << 24;

    private final InputStream in;
    private final byte delimiter;
    private final String label;
    private final boolean cutOff;

    /** The record lies here as a whole; values are where they were in the file, those in quotes a little shorter. */
    private byte[] buffer = new byte[1 << 17];

    private int recordStart;
    private int at;
    private int limit;

    /** Where values begin and end, counted from the start of the record: it moves when the buffer is filled. */
    private int[] bounds = new int[128];

    private int fields;
    private boolean quoted;
    private boolean cut;
    private long line;
    private long nextLine = 1;
    private int columns;
    private long headerLine = 1;

    /**
     * Creates a scanner that stands before the first record.
     *
     * @param cutOff whether the stream ends anywhere, so that its last record is to be left out
     */
    CsvScanner(InputStream in, byte delimiter, String label, boolean cutOff) {
        this.in = in;
        this.delimiter = delimiter;
        this.label = label;
        this.cutOff = cutOff;
    }

    /** Tells the number of columns, once the first record is known: all others must have as many. */
    void expectColumns(int expected) {
        columns = expected;
        headerLine = line;
    }

    /** Goes past lines, whatever is in them. */
    void skipLines(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            recordStart = at;
            while ((at < limit || fill()) && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            if (at < limit) {
                readEnd();
            }
        }
    }

    /**
     * Goes to the next record.
     *
     * @return false if there is none
     * @throws DataException if the file is malformed; the message names the line
     */
    boolean next() throws IOException {
        while (readRecord()) {
            boolean empty = fields == 1 && from(0) == to(0) && !quoted;
            if (!empty) {
                checkColumns();
                return true;
            }
            if (columns == 1) {
                return true;
            }
        }
        return false;
    }

    /** The number of values of the record. */
    int fields() {
        return fields;
    }

    /** The bytes in which the values of the record lie. */
    byte[] bytes() {
        return buffer;
    }

    /** The line on which the record begins, from 1. */
    long line() {
        return line;
    }

    /** Where the bytes of a value begin. */
    int from(int field) {
        return recordStart + bounds[2 * field];
    }

    /** Where the bytes of a value end. */
    int to(int field) {
        return recordStart + bounds[2 * field + 1];
    }

    /**
     * Returns a value as text.
     *
     * @throws DataException if its bytes are not UTF-8
     */
    String text(int field) {
        ByteBuffer value = ByteBuffer.wrap(buffer, from(field), to(field) - from(field));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(value).toString();
        } catch (CharacterCodingException e) {
            throw new DataException(where() + "not UTF-8 text; save the file with the encoding UTF-8", e);
        }
    }

    /** Returns the beginning of a message about the record: the file and the line on which the record begins. */
    String where() {
        return label + ", line " + line + ": ";
    }

    /** A trailing delimiter makes an empty value too many, which does no harm. */
    private void checkColumns() {
        if (columns == 0 || fields == columns || (fields == columns + 1 && from(columns) == to(columns))) {
            return;
        }
        throw new DataException(where() + "must have " + columns + (columns == 1 ? " value" : " values")
                + " as the header in line " + headerLine + " has, got " + fields);
    }

    private boolean readRecord() throws IOException {
        recordStart = at;
        line = nextLine;
        fields = 0;
        quoted = false;
        if (at == limit && !fill()) {
            return false;
        }
        boolean more = true;
        while (more) {
            if (at == limit && !fill()) {
                addField(at - recordStart, at - recordStart);
                more = endOfFile();
            } else {
                more = buffer[at] == '"' ? readQuoted() : readPlain();
            }
        }
        return !cut;
    }

    /** Reads a value, and what ends it; returns whether that was the delimiter. */
    private boolean readPlain() throws IOException {
        int start = at - recordStart;
        byte highestEnd = (byte) Math.max(delimiter, '\r');
        int position = at;
        while (true) {
            byte[] bytes = buffer;
            int end = limit;
            while (position < end) {
                byte b = bytes[position];
                if (b <= highestEnd && (b == delimiter || b == '\n' || b == '\r')) {
                    addPlain(start, position - recordStart);
                    at = position;
                    return readEnd();
                }
                position++;
            }
            at = position;
            if (!fill()) {
                addPlain(start, at - recordStart);
                return endOfFile();
            }
            position = at;
        }
    }

    private boolean readQuoted() throws IOException {
        quoted = true;
        at++;
        int start = at - recordStart;
        int length = 0;
        while (true) {
            if (at == limit && !fill()) {
                if (!cutOff) {
                    throw new DataException(where() + "a quote is opened but never closed");
                }
                addField(start, start + length);
                return endOfFile();
            }
            byte b = buffer[at++];
            if (b == '"') {
                if (at == limit && !fill()) {
                    addField(start, start + length);
                    return endOfFile();
                }
                if (buffer[at] != '"') {
                    addField(start, start + length);
                    return readEnd();
                }
                at++;
            } else if (b == '\n') {
                nextLine++;
            }
            buffer[recordStart + start + length++] = b;
        }
    }

    /** Reads the delimiter or the line end; returns whether it was the delimiter. */
    private boolean readEnd() throws IOException {
        byte b = buffer[at++];
        if (b == delimiter) {
            return true;
        }
        if (b == '\r') {
            if ((at < limit || fill()) && buffer[at] == '\n') {
                at++;
            }
        } else if (b != '\n') {
            throw new DataException(where() + "a value in quotes must end with a quote, but "
                    + quote(String.valueOf((char) (b & 0xff))) + " follows it");
        }
        nextLine++;
        return false;
    }

    private boolean endOfFile() {
        cut = cutOff;
        return false;
    }

    /** Adds a value without the blanks around it. */
    private void addPlain(int start, int end) {
        int from = start;
        int to = end;
        while (from < to && isBlank(buffer[recordStart + from])) {
            from++;
        }
        while (to > from && isBlank(buffer[recordStart + to - 1])) {
            to--;
        }
        addField(from, to);
    }

    private boolean isBlank(byte b) {
        return b == ' ' || b == '\t' && delimiter != '\t';
    }

    private void addField(int start, int end) {
        if (2 * fields == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * fields] = start;
        bounds[2 * fields + 1] = end;
        fields++;
    }

    /** Moves the record to the front and reads on behind it; returns false at the end of the file. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, recordStart, buffer, 0, limit - recordStart);
        at -= recordStart;
        limit -= recordStart;
        recordStart = 0;
        if (limit == buffer.length) {
            if (limit == LONGEST_RECORD) {
                throw new DataException(where() + "longer than 16 MB; is a quote opened that is never closed?");
            }
            buffer = Arrays.copyOf(buffer, 2 * limit);
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(read, 0);
        return read > 0;
    }
}
