package densa.data;

/**
 * How one column of a {@link Dataset} becomes inputs of a network. The data set stays compact, one number a column;
 * an engine widens it when it gathers a batch. This is the network's input layer, and it has no parameters.
 */
public sealed interface InputColumn {

    /** A number that is one input as it is. */
    InputColumn NUMERIC = new Numeric();

    /** {@return the number of network inputs that this column becomes} */
    int width();

    /**
     * {@return what a value of this column must be ("-1 or a level index 0 to 4"), or an empty text if {@code value} is
     * that}
     *
     * @param value the value to check; for a numeric column anything will do, even NaN
     */
    String fault(double value);

    /** A number that is one input as it is. */
    record Numeric() implements InputColumn {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public String fault(double value) {
            return "";
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

        /**
         * Creates the record.
         *
         * @param levels the number of levels, 1 to 2^20
         * @throws IllegalArgumentException if a component is out of its range
         */
        public OneHot {
            if (levels < 1 || levels > MAX_LEVELS) {
                throw new IllegalArgumentException("levels must be 1 to " + MAX_LEVELS + ", got " + levels);
            }
        }

        @Override
        public int width() {
            return levels;
        }

        @Override
        public String fault(double value) {
            return value >= -1 && value < levels && value == Math.rint(value)
                    ? ""
                    : "-1 or a level index 0 to " + (levels - 1);
        }
    }

    /**
     * A position t among bins, 0 to their number: input {@code b} is min(max(t - b, 0), 1), so that the bins below t
     * are 1, the one that t is in holds its fraction, and those above are 0. This is the piecewise linear encoding of
     * Gorishniy et al. 2022, "On Embeddings for Numerical Features in Tabular Deep Learning".
     *
     * @param bins number of bins, 1 to 1024
     */
    record Piecewise(int bins) implements InputColumn {
        /** The maximum number of bins that one column may have. */
        public static final int MAX_BINS = 1024;

        /**
         * Creates the record.
         *
         * @param bins the number of bins, 1 to 1024
         * @throws IllegalArgumentException if a component is out of its range
         */
        public Piecewise {
            if (bins < 1 || bins > MAX_BINS) {
                throw new IllegalArgumentException("bins must be 1 to " + MAX_BINS + ", got " + bins);
            }
        }

        @Override
        public int width() {
            return bins;
        }

        @Override
        public String fault(double value) {
            return value >= 0 && value <= bins ? "" : "0 to " + bins + ", the number of bins";
        }
    }
}
