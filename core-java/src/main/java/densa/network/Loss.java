package densa.network;

import densa.internal.Named;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Loss of one row, given the network's raw outputs o (logits for the cross-entropies) and the row's targets t. The loss
 * of a batch is the mean over its rows, weighted: sum w_i loss_i / sum w_i. Elementwise losses are also means over the
 * outputs. A loss is a record of its own, and has a struct of the same name in {@code loss-inl.h} of the native engine.
 * It says itself which targets it accepts and what its outputs mean.
 */
public sealed interface Loss extends Named permits Loss.Elementwise, Loss.WholeRow {

    /** (o - t)^2. */
    Loss MEAN_SQUARED_ERROR = new MeanSquaredError();
    /** |o - t|. */
    Loss MEAN_ABSOLUTE_ERROR = new MeanAbsoluteError();
    /** e^o - t o, for counts: the network's output is the logarithm of the expected count. */
    Loss POISSON = new Poisson();
    /** t e^-o + o, for amounts above 0: the network's output is the logarithm of the expected amount. */
    Loss GAMMA = new Gamma();
    /** Yes/no targets, each output a logit, without label smoothing. */
    Loss BINARY_CROSS_ENTROPY = new BinaryCrossEntropy(0);
    /** One class index per row, one logit a class, without label smoothing. */
    Loss SOFTMAX_CROSS_ENTROPY = new SoftmaxCrossEntropy(0);

    /**
     * {@return the cross-entropy of yes/no targets, each output a logit}
     *
     * @param labelSmoothing epsilon, 0 to below 1: a target t is replaced by t (1 - epsilon) + epsilon / 2
     * @throws IllegalArgumentException if {@code labelSmoothing} is out of its range
     */
    static Loss binaryCrossEntropy(double labelSmoothing) {
        return new BinaryCrossEntropy(labelSmoothing);
    }

    /**
     * {@return the cross-entropy of one class index per row, one logit a class}
     *
     * @param labelSmoothing epsilon, 0 to below 1: the one-hot vector q of the class is replaced by
     *     (1 - epsilon) q + epsilon / classes
     * @throws IllegalArgumentException if {@code labelSmoothing} is out of its range
     */
    static Loss softmaxCrossEntropy(double labelSmoothing) {
        return new SoftmaxCrossEntropy(labelSmoothing);
    }

    /**
     * {@return a loss that is quadratic near the target and linear farther away}
     *
     * @param delta how far from the target the quadratic part reaches, above 0 and finite, in the unit of the target
     * @throws IllegalArgumentException if {@code delta} is out of its range
     */
    static Loss huber(double delta) {
        return new Huber(delta);
    }

    /**
     * {@return a loss for amounts of 0 or more, many of them 0, whose variance grows with a power of the mean}
     *
     * @param power the exponent of the mean, above 1 and below 2
     * @throws IllegalArgumentException if {@code power} is out of its range
     */
    static Loss tweedie(double power) {
        return new Tweedie(power);
    }

    /**
     * {@return a loss with one output a quantile level; the target is one number a row}
     *
     * @param levels 1 to 100 levels, each above 0 and below 1, strictly ascending
     * @throws IllegalArgumentException if the levels are anything else
     */
    static Loss quantile(double... levels) {
        return new Quantile(DoubleStream.of(levels).boxed().toList());
    }

    /** How an output relates to the prediction: the link function of a generalised linear model. */
    enum Link {
        /** The prediction itself, as it is or sorted. */
        IDENTITY,
        /** Its logarithm. */
        LOGARITHM,
        /** A logit: of a yes, or of one of the classes. */
        LOGIT
    }

    // No method here has a body: the JVM would then initialise this interface, and with it the constants above, before
    // any loss, and two threads that start at different ends could wait for each other for ever.

    /** {@return its settings, in the order of its record} */
    Settings settings();

    /**
     * {@return the same loss with other settings}
     *
     * @param settings has all that {@link #settings} has
     */
    Loss with(Settings settings);

    /**
     * {@return the power of the mean with which the standard deviation of a target goes, 0 to 1: 0.5 for counts; 0 where
     * it does not depend on the mean}
     */
    default double spreadPower() {
        return 0;
    }

    /** {@return which targets it accepts} */
    TargetKind target();

    /** {@return what its outputs are} If they are not predictions themselves, the last layer must be linear. */
    Link link();

    /** {@return the levels of the quantiles that its outputs are; empty if they are none} */
    List<Double> levels();

    /**
     * {@return whether it can learn the targets of a table}
     *
     * @param targets number of targets
     * @param classes number of classes of each; 0 for numbers
     */
    boolean suits(int targets, int classes);

    /**
     * {@return how many outputs a network needs for targets that the loss {@link #suits}}
     *
     * @param targets number of targets
     * @param classes number of classes of each; 0 for numbers
     */
    int outputs(int targets, int classes);

    /**
     * {@return the number of target columns that a network needs in its data}
     *
     * @param outputs the number of units of its last layer
     */
    int targetColumns(int outputs);

    /**
     * Turns the raw outputs of one row into predictions, in place: probabilities for the cross-entropies, expected
     * counts or amounts for Poisson, gamma and Tweedie, ascending quantiles for quantile, the outputs themselves
     * otherwise.
     *
     * @param outputs holds the row; what is beside it stays as it is
     * @param offset the index of the row's first output
     * @param count the number of the row's outputs
     */
    void toPrediction(double[] outputs, int offset, int count);

    /** A loss that is the mean over a row's outputs of a function of one output and its target. */
    sealed interface Elementwise extends Loss
            permits MeanSquaredError, MeanAbsoluteError, Huber, AmountLoss, BinaryCrossEntropy {
        /**
         * {@return the loss of one output}
         *
         * @param output the raw output o
         * @param target its target t, as {@link #target()} demands it
         */
        double value(double output, double target);

        /**
         * {@return the derivative of {@link #value} with respect to the output}
         *
         * @param output the raw output o
         * @param target its target t, as {@link #target()} demands it
         */
        double derivative(double output, double target);

        @Override
        default Settings settings() {
            return Settings.NONE;
        }

        @Override
        default Loss with(Settings settings) {
            return this;
        }

        @Override
        default TargetKind target() {
            return TargetKind.NUMBER;
        }

        @Override
        default Link link() {
            return Link.IDENTITY;
        }

        @Override
        default List<Double> levels() {
            return List.of();
        }

        @Override
        default boolean suits(int targets, int classes) {
            return target().allows(classes);
        }

        @Override
        default int outputs(int targets, int classes) {
            return targets;
        }

        @Override
        default int targetColumns(int outputs) {
            return outputs;
        }

        @Override
        default void toPrediction(double[] outputs, int offset, int count) {}
    }

    /** A loss that needs all outputs of a row at once, and has one target for them. */
    sealed interface WholeRow extends Loss permits SoftmaxCrossEntropy, Quantile {
        /**
         * {@return the loss of one row}
         *
         * @param outputs the row's raw outputs, from index 0 on; not changed
         * @param count number of outputs
         * @param target the row's only target t, as {@link #target()} demands it
         * @param gradient receives the derivatives of the loss with respect to the outputs, {@code count} numbers
         */
        double lossAndGradient(double[] outputs, int count, double target, double[] gradient);

        @Override
        default boolean suits(int targets, int classes) {
            return targets == 1 && target().allows(classes);
        }

        @Override
        default int targetColumns(int outputs) {
            return 1;
        }
    }

    /**
     * {@return all losses with their default settings: Huber delta 1, Tweedie power 1.5, quantile levels 0.05, 0.5 and
     * 0.95, no label smoothing} The first that {@link #suits} a table's targets is their default.
     */
    static List<Loss> all() {
        return List.of(
                MEAN_SQUARED_ERROR,
                MEAN_ABSOLUTE_ERROR,
                huber(1),
                POISSON,
                GAMMA,
                tweedie(1.5),
                quantile(0.05, 0.5, 0.95),
                BINARY_CROSS_ENTROPY,
                SOFTMAX_CROSS_ENTROPY);
    }

    /**
     * {@return the one of {@link #all} that is called {@code id}}
     *
     * @param id the name that options and model files use, such as {@code huber}
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    static Loss named(String id) {
        return Named.find("loss", id, all());
    }
}
