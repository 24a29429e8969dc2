package densa.network;

/** One layer of a {@link Network}. */
public sealed interface Layer {

    /**
     * Fully connected layer: y = activation(x W^T + b) with x rows x inputs, W units x inputs, b units.
     *
     * @param units number of outputs, 1 to 2^20
     * @param activation applied to every element
     * @param bias whether b is there
     * @param initializer distribution of the initial W
     */
    record Dense(int units, Activation activation, boolean bias, Initializer initializer) implements Layer {
        /** The most units that a layer may have. */
        public static final int MAX_UNITS = 1 << 20;

        /**
         * Creates the record.
         *
         * @param units the number of outputs, 1 to 2^20
         * @param activation applied to every element; {@link Activation#IDENTITY} for none
         * @param bias whether b is there
         * @param initializer the distribution of the initial W
         * @throws IllegalArgumentException if a component is out of its range
         */
        public Dense {
            if (units < 1 || units > MAX_UNITS) {
                throw new IllegalArgumentException("units must be 1 to " + MAX_UNITS + ", got " + units);
            }
        }

        /**
         * Creates a layer with a bias and the initializer that is customary for its activation.
         *
         * @param units the number of outputs, 1 to 2^20
         * @param activation applied to every element; {@link Activation#IDENTITY} for none
         * @throws IllegalArgumentException if {@code units} is out of its range
         */
        public Dense(int units, Activation activation) {
            this(units, activation, true, Initializer.customaryFor(activation));
        }

        /** {@return the same layer without b} */
        public Dense withoutBias() {
            return new Dense(units, activation, false, initializer);
        }

        /**
         * {@return the same layer with other initial weights}
         *
         * @param other the distribution of the initial W
         */
        public Dense withInitializer(Initializer other) {
            return new Dense(units, activation, bias, other);
        }
    }

    /**
     * Inverted dropout (Srivastava et al. 2014): in training each value is zeroed with probability {@code rate} and
     * divided by 1 - {@code rate} otherwise; in prediction nothing happens. Before the first dense layer, a value is a
     * column of the data set: all inputs that it becomes are dropped or kept together.
     *
     * @param rate probability of zeroing, 0 to below 1
     */
    record Dropout(double rate) implements Layer {
        /**
         * Creates the record.
         *
         * @param rate the probability of zeroing, 0 to below 1
         * @throws IllegalArgumentException if a component is out of its range
         */
        public Dropout {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException("dropout rate must be at least 0 and below 1, got " + rate);
            }
        }
    }
}
