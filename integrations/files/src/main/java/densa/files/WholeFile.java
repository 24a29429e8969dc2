package densa.files;

import java.io.IOException;
import java.nio.file.Path;

/** Writes a table file as a whole or not at all, as models are written. */
final class WholeFile {
    private WholeFile() {}

    /**
     * Writes a new file beside {@code file} and moves it into place.
     *
     * @throws IOException with a message that begins "cannot write"
     */
    static void write(Path file, densa.internal.WholeFile.NewFile content) throws IOException {
        densa.internal.WholeFile.write(file, beside -> {
            beside.toFile().deleteOnExit(); // in case that the program is interrupted
            content.createAt(beside);
        });
    }
}
