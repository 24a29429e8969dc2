package densa.cli;

/** What the program ends with. */
final class ExitCode {

    /** Done. */
    static final int DONE = 0;

    /** Unexpected failure. */
    static final int FAILURE = 1;

    /** Wrong usage: an option or a value that there is not. */
    static final int USAGE = 2;

    /** A problem of the data or the model: file, column, value. */
    static final int DATA = 3;

    /** Training diverged. */
    static final int DIVERGED = 4;

    /** Interrupted; what was learned so far is saved. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
