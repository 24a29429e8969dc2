package densa.files;

import densa.table.Table;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A table in pieces, for one that need not fit into memory. Those that {@link TableReader#chunks} returns are not
 * thread-safe, though they read the next chunk on a thread of their own while the caller works on the last one.
 *
 * <pre>{@code
 * try (TableChunks chunks = TableFiles.reader().types(model.inputSchema()).chunks(List.of("new.csv"))) {
 *     TableFiles.write(() -> chunks.next().map(rows -> model.predict(rows).toTable()), Path.of("predictions.csv"));
 * }
 * }</pre>
 */
@FunctionalInterface
public interface TableChunks extends AutoCloseable {

    /**
     * Returns the next rows.
     *
     * @return a table with the same columns, of the same types, each time; empty after the last row. A table without
     *     rows is one chunk without rows
     * @throws IOException if they cannot be read
     * @throws densa.data.DataException if they cannot be used
     */
    Optional<Table> next() throws IOException;

    /**
     * Returns a table as a single chunk.
     *
     * @param table the table
     * @return the table, then nothing
     */
    static TableChunks of(Table table) {
        Iterator<Table> one = List.of(table).iterator();
        return () -> one.hasNext() ? Optional.of(one.next()) : Optional.empty();
    }

    /**
     * Closes the files behind it. Does nothing by default.
     *
     * @throws IOException if that fails
     */
    @Override
    default void close() throws IOException {}
}
