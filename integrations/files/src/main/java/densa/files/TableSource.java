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
     * Takes note of what columns look like, from as much of the file as is at hand.
     *
     * @param guesses by the names of the columns
     * @throws IOException if the file cannot be read
     */
    void guess(Map<String, TypeGuess> guesses) throws IOException;

    /**
     * Reads all rows. Guesses go on: a value that does not fit the type guessed is noted there, not rejected.
     *
     * @param collectors the columns wanted, at least one; the file has all of them
     * @throws IOException if the file cannot be read
     */
    void read(List<ColumnCollector> collectors) throws IOException;
}
