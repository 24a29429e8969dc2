package densa.train;

/**
 * When to stop before the last epoch. Needs validation rows; with them, the best epoch's parameters are kept anyway.
 */
public sealed interface EarlyStopping {

    /** Trains all epochs. */
    EarlyStopping NONE = new None();

    /**
     * {@return a rule that stops when the validation loss has not improved for some epochs}
     *
     * @param epochs how many, 1 or more
     * @throws IllegalArgumentException if it is less
     */
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
         * @param epochs 1 or more
         * @throws IllegalArgumentException if a component is out of its range
         */
        public Patience {
            if (epochs < 1) {
                throw new IllegalArgumentException("patience must be 1 epoch or more, got " + epochs);
            }
        }
    }
}
