package densa;

import java.io.Serial;

/**
 * The common supertype of the library's own exceptions, for what shows only when data, a file or a machine is seen. The
 * message is complete: it names the value, what was expected and what to do, so that a program can show it as it is.
 *
 * <p>What a program can check beforehand is told as everywhere in Java: an argument that is out of range is an {@link
 * IllegalArgumentException}, null where it may not be is a {@link NullPointerException} that names the argument, a call
 * at the wrong time an {@link IllegalStateException}. All that reads or writes a file
 * or a stream, be it a model, a table, a log or a report, throws {@link java.io.IOException} if it is not there or
 * cannot be read or written, and a {@code DensaException} if its content cannot be used.
 */
public abstract class DensaException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message the complete message, one line (or a few)
     */
    protected DensaException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message the complete message, one line (or a few)
     * @param cause what was caught
     */
    protected DensaException(String message, Throwable cause) {
        super(message, cause);
    }
}
