package densa.files;

import densa.data.DataException;
import densa.table.Table;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of files, one file after the other, in chunks. */
final class FileChunks implements TableChunks {

    /**
     * The minimum number of rows of a chunk, unless it is the only one. Whether a column has too many texts among its
     * numbers depends on their share of the rows, which the few rows at the end of a file would distort.
     */
    static final int FEWEST_ROWS = 1000;

    private final Iterator<TableSource> sources;
    private final List<ColumnCollector> collectors;
    private final int mostRows;
    private final AutoCloseable files;
    private TableSource.@Nullable Rows current;
    private int rows;
    private boolean first = true;

    /**
     * Starts before the first row.
     *
     * @param sources the types of their columns are known for all rows
     * @param mostRows of a chunk, but for the last one, which may have {@link #FEWEST_ROWS} more
     * @param files closed at the end
     */
    FileChunks(List<TableSource> sources, List<ColumnCollector> collectors, int mostRows, AutoCloseable files) {
        this.sources = sources.iterator();
        this.collectors = collectors;
        this.mostRows = mostRows;
        this.files = files;
    }

    /** Returns how many rows of so many columns a chunk may have: about 4 million values. */
    static int mostRows(int columns) {
        return Math.max(FEWEST_ROWS, Math.min(1 << 16, (1 << 22) / Math.max(1, columns)));
    }

    @Override
    public Optional<Table> next() throws IOException {
        boolean more = fill(mostRows + FEWEST_ROWS);
        if (rows == 0 && !first) {
            return Optional.empty();
        }
        first = false;
        if (!collectors.stream().allMatch(ColumnCollector::typeFits)) {
            throw new DataException("the files changed while they were read");
        }
        Table table = Table.of(collectors.stream().map(ColumnCollector::build).toList());
        if (!more) {
            rows = 0;
            return Optional.of(table);
        }
        for (int i = 0; i < collectors.size(); i++) {
            collectors.get(i).add(table.columns().get(i), mostRows);
        }
        rows -= mostRows;
        return Optional.of(table.select(IntStream.range(0, mostRows).toArray()));
    }

    /** Reads on until there are so many rows; returns false if there are no more than that. */
    private boolean fill(int wanted) throws IOException {
        while (rows < wanted) {
            if (current == null) {
                if (!sources.hasNext()) {
                    return false;
                }
                current = sources.next().rows(collectors);
            }
            int missing = wanted - rows;
            int read = current.read(missing);
            rows += read;
            if (read < missing) {
                current.close();
                current = null;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        try (files) {
            if (current != null) {
                current.close();
            }
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
