package densa.network;

/** An elementwise loss of counts or amounts, whose output is the logarithm of what is expected. */
sealed interface AmountLoss extends Loss.Elementwise permits Poisson, Gamma, Tweedie {
    /** What a larger output is taken as, so that a wild one cannot overflow. */
    double MAX_OUTPUT = 20;

    /** The output kept within -20 to 20; NaN stays. */
    static double clamped(double output) {
        return output > MAX_OUTPUT ? MAX_OUTPUT : output < -MAX_OUTPUT ? -MAX_OUTPUT : output;
    }

    // Each of them says itself which targets it accepts.
    @Override
    TargetKind target();

    @Override
    default Link link() {
        return Link.LOGARITHM;
    }

    /** Only a single target: a table's amounts are divided by their mean, which is done for one target only. */
    @Override
    default boolean suits(int targets, int classes) {
        return targets == 1 && target().allows(classes);
    }

    @Override
    default void toPrediction(double[] outputs, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            outputs[i] = Math.exp(clamped(outputs[i]));
        }
    }
}
