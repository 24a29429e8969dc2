package densa.data;

import densa.DensaException;
import java.io.Serial;

/**
 * Says that data from outside (a file, a database, a row to predict) cannot be used, and why.
 *
 * <p>The message is complete: it names the column, line and value as far as they are known and says what is expected,
 * so that a program can show it as it is. A file that is not there or cannot be read is an {@link java.io.IOException}.
 */
public final class DataException extends DensaException {
    @Serial
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message the complete message, one line (or a few)
     */
    public DataException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message the complete message, one line (or a few)
     * @param cause what was caught, for logs
     */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
