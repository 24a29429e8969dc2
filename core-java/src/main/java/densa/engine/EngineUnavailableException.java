package densa.engine;

import densa.DensaException;

/** An engine was asked for by name and cannot be used on this machine; the message says why and what to do. */
public final class EngineUnavailableException extends DensaException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message one complete line: why the engine cannot be used here, and what to do
     */
    public EngineUnavailableException(String message) {
        super(message);
    }
}
