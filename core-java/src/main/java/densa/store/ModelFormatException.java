package densa.store;

import densa.DensaException;

/** A file is not a model that can be read; the message is complete and names the file. */
public final class ModelFormatException extends DensaException {

    private static final long serialVersionUID = 1;

    /** With a complete, one-line message. */
    public ModelFormatException(String message) {
        super(message);
    }

    /** With a complete, one-line message and what led to it. */
    public ModelFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
