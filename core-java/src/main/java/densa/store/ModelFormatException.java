package densa.store;

import densa.DensaException;

/** A file is not a model that can be read; the message is complete and names the file. */
public final class ModelFormatException extends DensaException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message one complete line, which names the file
     */
    public ModelFormatException(String message) {
        super(message);
    }

    /**
     * Creates the exception, with what led to it.
     *
     * @param message one complete line, which names the file
     * @param cause what the reader of the file ran into
     */
    public ModelFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
