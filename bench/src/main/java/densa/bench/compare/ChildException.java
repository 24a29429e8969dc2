package densa.bench.compare;

/** A program of the comparison ended too soon, did not answer or answered something else; the message is one line. */
final class ChildException extends Exception {

    private static final long serialVersionUID = 1;

    ChildException(String message) {
        super(message);
    }
}
