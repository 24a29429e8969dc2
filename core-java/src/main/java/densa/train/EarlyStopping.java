package densa.train;

/**
 * When to stop before the last epoch. Needs validation rows; with them, the best epoch's parameters are kept anyway.
 */
public sealed interface EarlyStopping {

    /** Trains all epochs. */
    EarlyStopping NONE = new None();

    /** Stops when the validation loss has not improved for {@code epochs} epochs. */
    static EarlyStopping patience(int epochs) {
        return new Patience(epochs);
    }

    /** Trains all epochs. */
    record None() implements EarlyStopping {}

    /**
     * Stops when the validation loss has not improved for {@code epochs} epochs.
     *
     * @param epochs 1 or more
     */
    record Patience(int epochs) implements EarlyStopping {
        /**
         * Creates the record.
         *
         * @throws IllegalArgumentException if a component is out of its range
         */
        public Patience {
            if (epochs < 1) {
                throw new IllegalArgumentException("patience must be 1 epoch or more, got " + epochs);
            }
        }
    }
}
