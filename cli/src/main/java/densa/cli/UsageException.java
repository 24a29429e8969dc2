package densa.cli;

import java.util.function.Supplier;

/** The program was called in a way that it does not understand; the message is complete. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }

    private UsageException(IllegalArgumentException wrong) {
        super(wrong.getMessage(), wrong);
    }

    /**
     * Makes options of values that the user typed, and of nothing else: what the library finds wrong with them is the
     * user's fault here, and would be ours elsewhere.
     *
     * @throws UsageException if a value is out of range
     */
    static <T> T checked(Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }
}
