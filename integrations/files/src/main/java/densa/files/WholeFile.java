package densa.files;

import densa.data.DataException;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a table file as a whole or not at all, as models are written; a failure is a {@link DataException}. */
final class WholeFile {
    private WholeFile() {}

    /**
     * Writes a new file beside {@code file} and moves it into place.
     *
     * @throws DataException with a message that begins "cannot write"
     */
    static void write(Path file, densa.internal.WholeFile.NewFile content) {
        try {
            densa.internal.WholeFile.write(file, beside -> {
                beside.toFile().deleteOnExit(); // in case that the program is interrupted
                content.createAt(beside);
            });
        } catch (IOException e) {
            throw new DataException(String.valueOf(e.getMessage()), e);
        }
    }
}
