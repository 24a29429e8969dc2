package densa.files;

import densa.table.Table;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Reads the next chunk on a thread of its own while the caller works on the last one. */
final class ReadAhead implements TableChunks {

    private static final int SECONDS_TO_END = 10;

    private final TableChunks chunks;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "densa-read");
        thread.setDaemon(true);
        return thread;
    });
    private Future<Optional<Table>> ahead;

    ReadAhead(TableChunks chunks) {
        this.chunks = chunks;
        this.ahead = reader.submit(chunks::next);
    }

    @Override
    public Optional<Table> next() throws IOException {
        try {
            Optional<Table> table = ahead.get();
            if (table.isPresent()) {
                ahead = reader.submit(chunks::next);
            }
            return table;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            } else if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            } else if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        reader.shutdown();
        try {
            // Files are closed when nobody reads them any more.
            reader.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        chunks.close();
    }
}
