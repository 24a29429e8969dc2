package densa.encode;

/**
 * How one column of a {@link Dataset} becomes inputs of a network. The data set stays compact, one number a column;
 * an engine widens it when it gathers a batch. This is the network's input layer, and it has no parameters.
 */
public sealed interface InputColumn {

    /** A number that is one input as it is. */
    InputColumn NUMERIC = new Numeric();

    /** Network inputs that this column becomes. */
    int width();

    /** A number that is one input as it is. */
    record Numeric() implements InputColumn {
        @Override
        public int width() {
            return 1;
        }
    }

    /**
     * A level index: input {@code i} is 1 where the index is {@code i} and 0 elsewhere; index -1 (unknown) is 0
     * everywhere.
     *
     * @param levels number of levels, 1 to 2^20
     */
    record OneHot(int levels) implements InputColumn {
        /** The most levels that one column may have. */
        public static final int MAX_LEVELS = 1 << 20;

        public OneHot {
            if (levels < 1 || levels > MAX_LEVELS) {
                throw new IllegalArgumentException("levels must be 1 to " + MAX_LEVELS + ", got " + levels);
            }
        }

        @Override
        public int width() {
            return levels;
        }
    }
}
