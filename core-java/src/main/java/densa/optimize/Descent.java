package densa.optimize;

import java.util.List;

/**
 * How parameters follow the gradient. Immutable.
 *
 * @param optimizer the rule of a step, and the learning rate; default: Adam with learning rate 0.001
 * @param clipping the limit on the gradient of a step, by its norm or by value; default: none
 * @param l2 the L2 penalty: adds {@code l2 w} to the gradient of every parameter w; 0 or more; default: 0
 * @param weightDecay the decoupled weight decay: multiplies every parameter by 1 - rate weightDecay before each step,
 *     which with Adam is AdamW (Loshchilov and Hutter 2019); 0 or more; default: 0
 * @param layerFactors what multiplies the learning rate and the weight decay of each dense layer in turn: one for each
 *     dense layer, or none; default: none, all layers learn alike
 */
public record Descent(
        Optimizer optimizer,
        GradientClipping clipping,
        double l2,
        double weightDecay,
        List<LayerFactors> layerFactors) {

    /** Adam with learning rate 0.001, and nothing else. */
    public static final Descent DEFAULTS = new Descent(Optimizer.adam(0.001), GradientClipping.NONE, 0, 0, List.of());

    /**
     * Creates the record.
     *
     * @param optimizer the rule of a step, and the learning rate
     * @param clipping the limit on the gradient of a step; {@link GradientClipping#NONE} for none
     * @param l2 the L2 penalty, 0 or more
     * @param weightDecay the decoupled weight decay, 0 or more
     * @param layerFactors one for each dense layer, or none; the list is copied
     * @throws IllegalArgumentException if the L2 penalty or the weight decay is negative or not finite
     */
    public Descent {
        layerFactors = List.copyOf(layerFactors);
        check("l2", l2);
        check("weight decay", weightDecay);
    }

    private static void check(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be 0 or more and finite, got " + value);
        }
    }

    /**
     * {@return the factors of a dense layer; {@link LayerFactors#ONE} if none are set}
     *
     * @param layer the layer's number among the dense layers, from 0 on
     */
    public LayerFactors factors(int layer) {
        return layerFactors.isEmpty() ? LayerFactors.ONE : layerFactors.get(layer);
    }

    /**
     * {@return the same with another optimiser}
     *
     * @param other the rule of a step, and the learning rate
     */
    public Descent withOptimizer(Optimizer other) {
        return new Descent(other, clipping, l2, weightDecay, layerFactors);
    }

    /**
     * {@return the same with another limit on the gradient}
     *
     * @param other {@link GradientClipping#NONE} for none
     */
    public Descent withClipping(GradientClipping other) {
        return new Descent(optimizer, other, l2, weightDecay, layerFactors);
    }

    /**
     * {@return the same with another L2 penalty}
     *
     * @param other 0 or more; 0 for none
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Descent withL2(double other) {
        return new Descent(optimizer, clipping, other, weightDecay, layerFactors);
    }

    /**
     * {@return the same with another weight decay}
     *
     * @param other 0 or more; 0 for none
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Descent withWeightDecay(double other) {
        return new Descent(optimizer, clipping, l2, other, layerFactors);
    }

    /**
     * {@return the same with other factors}
     *
     * @param other one for each dense layer, or none; the list is copied
     */
    public Descent withLayerFactors(List<LayerFactors> other) {
        return new Descent(optimizer, clipping, l2, weightDecay, other);
    }
}
