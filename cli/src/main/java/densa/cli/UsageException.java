package densa.cli;

/** The program was called in a way that it does not understand; the message is complete. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
