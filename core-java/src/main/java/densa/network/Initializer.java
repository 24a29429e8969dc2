package densa.network;

import densa.internal.Named;
import java.util.List;
import java.util.Random;

/**
 * Distribution of a layer's initial weights; fanIn and fanOut are the layer's inputs and units. Biases start at 0.
 * A uniform distribution has the same variance as its normal twin: limits plus and minus sqrt(3) sigma.
 */
public enum Initializer implements Named {
    /** Uniform, variance 2 / (fanIn + fanOut) (Glorot and Bengio 2010). */
    GLOROT_UNIFORM("glorot_uniform", false),
    /** Normal, variance 2 / (fanIn + fanOut) (Glorot and Bengio 2010). */
    GLOROT_NORMAL("glorot_normal", true),
    /** Uniform, variance 2 / fanIn (He et al. 2015). */
    HE_UNIFORM("he_uniform", false),
    /** Normal, variance 2 / fanIn (He et al. 2015). */
    HE_NORMAL("he_normal", true),
    /** Uniform, variance 1 / fanIn (LeCun et al. 1998). */
    LECUN_UNIFORM("lecun_uniform", false),
    /** Normal, variance 1 / fanIn (LeCun et al. 1998). */
    LECUN_NORMAL("lecun_normal", true),
    /** Normal, variance 1, whatever the layer's size: what the classic tutorials use. */
    STANDARD_NORMAL("standard_normal", true);

    private final String id;
    private final boolean normal;

    Initializer(String id, boolean normal) {
        this.id = id;
        this.normal = normal;
    }

    @Override
    public String id() {
        return id;
    }

    /**
     * {@return the standard deviation of the weights of a layer}
     *
     * @param fanIn the layer's inputs, 1 or more
     * @param fanOut the layer's units, 1 or more
     */
    public double standardDeviation(int fanIn, int fanOut) {
        return switch (this) {
            case GLOROT_UNIFORM, GLOROT_NORMAL -> Math.sqrt(2.0 / ((double) fanIn + fanOut));
            case HE_UNIFORM, HE_NORMAL -> Math.sqrt(2.0 / fanIn);
            case LECUN_UNIFORM, LECUN_NORMAL -> Math.sqrt(1.0 / fanIn);
            case STANDARD_NORMAL -> 1;
        };
    }

    /**
     * {@return the customary choice for an activation: He for those of the ReLU kind, LeCun for SELU, Glorot for the
     * others}
     *
     * @param activation that of the layer whose weights are drawn
     */
    public static Initializer customaryFor(Activation activation) {
        return switch (activation) {
            case RELU, LEAKY_RELU, ELU, SILU, GELU, GELU_TANH, MISH, HARD_SWISH, SOFTPLUS -> HE_UNIFORM;
            case SELU -> LECUN_NORMAL;
            case IDENTITY, SIGMOID, TANH, SOFTSIGN, HARD_SIGMOID -> GLOROT_UNIFORM;
        };
    }

    /**
     * {@return the initializer called {@code id}}
     *
     * @param id the name that options and model files use, such as {@code he_uniform}
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    public static Initializer named(String id) {
        return Named.find("initializer", id, List.of(values()));
    }

    /**
     * {@link Random}'s algorithms are part of its specification, so the same seed gives the same weights on any JVM.
     */
    double sample(Random random, double standardDeviation) {
        return normal
                ? random.nextGaussian() * standardDeviation
                : (2 * random.nextDouble() - 1) * Math.sqrt(3) * standardDeviation;
    }
}
