package densa.optimize;

/** Limits a step's gradient before the optimiser sees it. L2 regularisation is added after clipping. */
public sealed interface GradientClipping {

    /** Leaves the gradient as it is. */
    GradientClipping NONE = new None();

    /** Leaves the gradient as it is. */
    record None() implements GradientClipping {}

    /**
     * Multiplies the whole gradient g by min(1, max / (||g|| + 1e-6)), ||g|| its Euclidean norm over all parameters
     * (Pascanu et al. 2013; 1e-6 as in PyTorch).
     *
     * @param max more than 0
     */
    record ByNorm(double max) implements GradientClipping {
        /**
         * Creates the record.
         *
         * @param max the largest norm, above 0 and finite
         * @throws IllegalArgumentException if a component is out of its range
         */
        public ByNorm {
            check("norm", max);
        }
    }

    /**
     * Limits every element of the gradient to the range -max to max.
     *
     * @param max more than 0
     */
    record ByValue(double max) implements GradientClipping {
        /**
         * Creates the record.
         *
         * @param max the largest absolute value of an element, above 0 and finite
         * @throws IllegalArgumentException if a component is out of its range
         */
        public ByValue {
            check("value", max);
        }
    }

    private static void check(String what, double max) {
        if (!(max > 0 && max < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("gradient " + what + " limit must be > 0 and finite, got " + max);
        }
    }
}
