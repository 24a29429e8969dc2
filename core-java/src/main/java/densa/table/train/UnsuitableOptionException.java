package densa.table.train;

import densa.DensaException;

/**
 * Says that an option does not fit the table, which shows only when the table is seen: a loss that does not fit the
 * target, class weights where a number is predicted, a network that becomes too large.
 */
public final class UnsuitableOptionException extends DensaException {

    private static final long serialVersionUID = 1;

    UnsuitableOptionException(String message) {
        super(message);
    }

    UnsuitableOptionException(String message, Throwable cause) {
        super(message, cause);
    }
}
