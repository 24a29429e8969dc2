package densa.files;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One file, opened far enough to know its columns; not thread-safe. */
sealed interface TableSource permits CsvSource, DuckDbSource {

    /** The name of the file as the user knows it, for messages. */
    String label();

    /** The names of the columns, distinct, in the order of the file. */
    List<String> columnNames();

    /**
     * Takes note of what columns look like.
     *
     * @param guesses by the names of the columns
     * @param all whether to look at all rows, or at as much of the file as is at hand
     * @throws IOException if the file cannot be read
     */
    void guess(Map<String, TypeGuess> guesses, boolean all) throws IOException;

    /**
     * Starts to read the rows. Guesses go on: a value that does not fit the type guessed is noted there, not rejected.
     *
     * @param collectors the columns wanted, at least one; the file has all of them
     * @throws IOException if the file cannot be read
     */
    Rows rows(List<ColumnCollector> collectors) throws IOException;

    /** The rows of a file, from the first one on; not thread-safe. */
    interface Rows extends AutoCloseable {

        /**
         * Hands rows to the collectors.
         *
         * @param most how many at most
         * @return how many there were; fewer than asked for at the end of the file only
         * @throws IOException if the file cannot be read
         */
        int read(int most) throws IOException;

        @Override
        void close() throws IOException;
    }
}
