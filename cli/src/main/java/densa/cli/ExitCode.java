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

    /** Interrupted by Ctrl-C; what was learned so far is saved. As shells say it: 128 and the number of the signal. */
    static final int INTERRUPTED = 130;

    /** The reader of standard output is gone, as {@code head} is once it has its lines. */
    static final int READER_GONE = 141;

    /** Ended by SIGTERM; what was learned so far is saved. */
    static final int TERMINATED = 143;

    private ExitCode() {}
}
