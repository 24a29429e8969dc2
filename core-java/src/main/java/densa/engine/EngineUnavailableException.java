package densa.engine;

import densa.DensaException;

/** An engine was asked for by name and cannot be used on this machine; the message says why and what to do. */
public final class EngineUnavailableException extends DensaException {

    private static final long serialVersionUID = 1;

    /** With a complete, one-line message. */
    public EngineUnavailableException(String message) {
        super(message);
    }
}
