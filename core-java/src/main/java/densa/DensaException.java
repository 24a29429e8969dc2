package densa;

import java.io.Serial;

/**
 * The common supertype of the library's own exceptions. The message is complete: it names the value, what was expected and
 * what to do, so that a program can show it as it is.
 *
 * <p>Arguments that are out of range are an {@link IllegalArgumentException}, and files that cannot be read or written an
 * {@link java.io.IOException}, as everywhere in Java.
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
