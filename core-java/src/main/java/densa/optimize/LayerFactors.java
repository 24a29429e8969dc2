package densa.optimize;

/**
 * What multiplies the learning rate and the weight decay of one dense layer, its weights and its bias. A learning rate
 * factor of 0 freezes the layer.
 *
 * @param learningRate 0 or more
 * @param weightDecay 0 or more; on top of the learning rate's, as a step decays by rate x decay
 */
public record LayerFactors(double learningRate, double weightDecay) {

    /** Leaves both as they are. */
    public static final LayerFactors ONE = new LayerFactors(1, 1);

    /**
     * Creates the record.
     *
     * @param learningRate the factor on the learning rate, 0 or more; 0 freezes the layer
     * @param weightDecay the factor on the weight decay, 0 or more
     * @throws IllegalArgumentException if a component is out of its range
     */
    public LayerFactors {
        check("learning rate", learningRate);
        check("weight decay", weightDecay);
    }

    private static void check(String what, double factor) {
        if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a layer's " + what + " factor must be 0 or more and finite, got " + factor);
        }
    }
}
