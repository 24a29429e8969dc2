package densa.files;

import densa.DensaException;
import java.io.Serial;

/**
 * The first line of a text file looks like data. {@link TableReader#withoutHeader} reads a file that has no header, and
 * names its columns {@code column1}, {@code column2} and so on.
 */
public final class NoHeaderException extends DensaException {

    @Serial
    private static final long serialVersionUID = 1;

    NoHeaderException(String message) {
        super(message);
    }
}
