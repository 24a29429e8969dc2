package densa.train;

/**
 * How often a training goes through its rows, and in which pieces. Immutable.
 *
 * @param epochs the passes over the training rows, 1 or more; early stopping may end earlier; default: 100
 * @param batchSize the rows of one step, 1 to {@value #MAX_BATCH_SIZE}; the last batch of an epoch may be smaller;
 *     default: 32
 * @param shuffle whether the rows are put in a new random order before every epoch; default: true
 * @param earlyStopping when to stop before the last epoch; patience needs validation rows; default: none, all epochs
 *     are trained
 */
public record Passes(int epochs, int batchSize, boolean shuffle, EarlyStopping earlyStopping) {

    /** The maximum number of rows of one step. */
    public static final int MAX_BATCH_SIZE = 1 << 20;

    /** 100 epochs in batches of 32 rows, shuffled. */
    public static final Passes DEFAULTS = new Passes(100, 32, true, EarlyStopping.NONE);

    /**
     * Creates the record.
     *
     * @param epochs the passes over the training rows, 1 or more
     * @param batchSize the rows of one step, 1 to {@value #MAX_BATCH_SIZE}
     * @param shuffle whether the rows are put in a new random order before every epoch
     * @param earlyStopping when to stop before the last epoch; {@link EarlyStopping#NONE} for never
     * @throws IllegalArgumentException if epochs or batch size are out of range
     */
    public Passes {
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be 1 or more, got " + epochs);
        }
        if (batchSize < 1 || batchSize > MAX_BATCH_SIZE) {
            throw new IllegalArgumentException("batch size must be 1 to " + MAX_BATCH_SIZE + ", got " + batchSize);
        }
    }

    /**
     * {@return the same with another number of epochs}
     *
     * @param other 1 or more
     * @throws IllegalArgumentException if it is less
     */
    public Passes withEpochs(int other) {
        return new Passes(other, batchSize, shuffle, earlyStopping);
    }

    /**
     * {@return the same with another batch size}
     *
     * @param other the rows of one step, 1 to {@value #MAX_BATCH_SIZE}
     * @throws IllegalArgumentException if it is out of its range
     */
    public Passes withBatchSize(int other) {
        return new Passes(epochs, other, shuffle, earlyStopping);
    }

    /**
     * {@return the same with shuffling or without}
     *
     * @param other whether the rows are put in a new random order before every epoch
     */
    public Passes withShuffle(boolean other) {
        return new Passes(epochs, batchSize, other, earlyStopping);
    }

    /**
     * {@return the same with another rule when to stop}
     *
     * @param other {@link EarlyStopping#NONE} to train all epochs
     */
    public Passes withEarlyStopping(EarlyStopping other) {
        return new Passes(epochs, batchSize, shuffle, other);
    }
}
