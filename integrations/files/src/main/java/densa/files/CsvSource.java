package densa.files;

import densa.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A CSV or TSV file, compressed or not; not thread-safe.
 *
 * <p>Types are guessed from the first megabyte, and the guess goes on while the rows are read into columns of those
 * types; if it comes out otherwise, they are read once more. Java reads CSV here, not DuckDB, because that is no
 * slower on a small machine (1,000,000 rows of 29 numbers take 2 s of one processor, against 3), starts 0.5 s sooner,
 * takes a sixth of the time for texts, and can name the line of any fault.
 */
final class CsvSource implements TableSource {
    static final int HEAD_BYTES = 1 << 20;

    private static final int BYTES_TO_GUESS_FROM = 1 << 12;
    private static final int MOST_EXPECTED_ROWS = 50_000_000;

    private final InputFile file;
    private final byte[] head;
    private final boolean headIsAll;
    private final CsvLayout layout;
    private int rowsOfHead;

    private CsvSource(InputFile file, byte[] head, boolean headIsAll, CsvLayout layout) {
        this.file = file;
        this.head = head;
        this.headIsAll = headIsAll;
        this.layout = layout;
    }

    /**
     * Opens a file.
     *
     * @param form what is known beforehand
     * @param headBytes from how many bytes to guess
     * @throws IOException if the file cannot be read
     * @throws DataException if it is not text, or has no proper header
     */
    static CsvSource open(InputFile file, CsvForm form, int headBytes) throws IOException {
        try (InputStream in = file.open()) {
            byte[] head = in.readNBytes(headBytes + 1);
            boolean headIsAll = head.length <= headBytes;
            checkText(head, file.label());
            Optional<CsvLayout> layout = CsvLayout.of(head, !headIsAll, form, file.label());
            while (layout.isEmpty()) {
                byte[] more = in.readNBytes(head.length); // too few lines
                headIsAll = more.length < head.length;
                head = Arrays.copyOf(head, head.length + more.length);
                System.arraycopy(more, 0, head, head.length - more.length, more.length);
                layout = CsvLayout.of(head, !headIsAll, form, file.label());
            }
            return new CsvSource(file, head, headIsAll, layout.get());
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    @Override
    public String label() {
        return file.label();
    }

    @Override
    public List<String> columnNames() {
        return layout.names();
    }

    @Override
    public void guess(Map<String, TypeGuess> guesses, boolean all) throws IOException {
        Map<String, CellTaker> takers = new HashMap<>();
        guesses.forEach((name, guess) -> takers.put(name, CellTaker.guess(guess)));
        try {
            rowsOfHead = scan(records(new ByteArrayInputStream(head), !headIsAll), takers, Integer.MAX_VALUE);
            if (all && !headIsAll) {
                try (InputStream in = file.open()) {
                    scan(records(in, false), takers, Integer.MAX_VALUE);
                }
            }
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    @Override
    public Rows rows(List<ColumnCollector> collectors) throws IOException {
        try {
            InputStream in = headIsAll ? new ByteArrayInputStream(head) : file.open();
            try {
                return new CsvRows(in, records(in, false), collectors, expectedRows());
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    private final class CsvRows implements Rows {
        private final InputStream in;
        private final CsvScanner records;
        private final List<ColumnCollector> collectors;
        private final int expected;

        CsvRows(InputStream in, CsvScanner records, List<ColumnCollector> collectors, int expected) {
            this.in = in;
            this.records = records;
            this.collectors = collectors;
            this.expected = expected;
        }

        @Override
        public int read(int most) throws IOException {
            Map<String, CellTaker> takers = new HashMap<>();
            for (ColumnCollector collector : collectors) {
                collector.expectRows(Math.min(most, expected));
                takers.put(collector.name(), CellTaker.collect(collector));
            }
            try {
                return scan(records, takers, most);
            } catch (IOException e) {
                throw file.failure(e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Returns the number of rows that the size of the file promises, plus 2 %. */
    private int expectedRows() throws IOException {
        double rows = file.gzip() || headIsAll ? rowsOfHead : 1.02 * Files.size(file.path()) * rowsOfHead / head.length;
        return (int) Math.min(rows, MOST_EXPECTED_ROWS);
    }

    /** Returns a scanner that stands before the first row. */
    private CsvScanner records(InputStream in, boolean cutOff) throws IOException {
        CsvScanner records = new CsvScanner(in, layout.delimiter(), file.label(), cutOff);
        records.skipLines(layout.preamble());
        if (layout.header()) {
            records.next();
        }
        records.expectColumns(layout.names().size());
        return records;
    }

    /** Hands the cells of up to so many rows to the takers, by column name, and returns the number of rows. */
    private int scan(CsvScanner records, Map<String, CellTaker> takers, int most) throws IOException {
        CellTaker[] byField = layout.names().stream()
                .map(name -> takers.getOrDefault(name, CellTaker.NONE))
                .toArray(CellTaker[]::new);
        int rows = 0;
        while (rows < most && records.next()) {
            for (int field = 0; field < byField.length; field++) {
                byField[field].take(records, field);
            }
            rows++;
        }
        return rows;
    }

    private static void checkText(byte[] head, String label) {
        int first = head.length < 2 ? 0 : (head[0] & 0xff) << 8 | (head[1] & 0xff);
        if (first == 0xfeff || first == 0xfffe) {
            throw new DataException(label + " is UTF-16 text; save it with the encoding UTF-8");
        }
        for (int i = 0; i < Math.min(head.length, BYTES_TO_GUESS_FROM); i++) {
            if (head[i] == 0) {
                throw new DataException(
                        label + " is not a text file (" + FileFormat.READABLE + " can be read, each by its extension)");
            }
        }
    }
}
