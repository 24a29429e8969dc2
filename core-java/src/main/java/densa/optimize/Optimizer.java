package densa.optimize;

import densa.internal.Named;
import densa.network.Settings;
import java.util.List;

/**
 * Rule by which a step moves each parameter w, given its gradient g, the learning rate r and the step number t (from
 * 1). State starts at 0. Every operation is elementwise. AdamW is {@link #adam} with the trainer's decoupled weight
 * decay. Each rule is a record of its own, and has a struct of the same name in {@code optimizer-inl.h} of the native
 * engine.
 */
public sealed interface Optimizer extends Named permits Sgd, Momentum, Nesterov, Adagrad, RmsProp, Adam, Nadam, Adamax {

    // There are no constants here, so initialising a rule initialises none of the others, and methods may have bodies.

    /** {@return the learning rate r, before the schedule; more than 0} */
    double learningRate();

    /** {@return the rule's other numbers, in the order of its record} */
    Settings settings();

    /**
     * {@return the same rule with other numbers}
     *
     * @param learningRate r, before the schedule; more than 0
     * @param settings has all that {@link #settings} has
     * @throws IllegalArgumentException if a number is out of its range, or a setting is missing
     */
    Optimizer with(double learningRate, Settings settings);

    /**
     * {@return the same rule with another learning rate}
     *
     * @param learningRate r, before the schedule; more than 0
     * @throws IllegalArgumentException if it is out of its range
     */
    default Optimizer withLearningRate(double learningRate) {
        return with(learningRate, settings());
    }

    /** {@return the numbers of state a parameter has: 0 to 2} */
    int stateSize();

    /**
     * Moves some parameters by one step.
     *
     * @param step the step's number, its rate, and the state, which changes
     * @param w the parameters; those from {@code from} to before {@code to} change
     * @param g gradient, parallel to {@code w}, clipped and with the L2 penalty; not changed
     * @param from the index of the first parameter to move
     * @param to the index after the last one
     */
    void move(Step step, double[] w, double[] g, int from, int to);

    /**
     * {@return the momentum of step t where a rule changes it from step to step, as NAdam's mu_t; 1 elsewhere}
     *
     * @param t the number of a step, from 1
     */
    default double momentumAt(long t) {
        return 1;
    }

    /** What a rule is told of a step. The engine itself is one, so that a step allocates nothing. */
    interface Step {
        /** {@return t, from 1} */
        long number();

        /** {@return r, with the factors of the schedule and of the layer} */
        double rate();

        /** {@return P_t, the product of {@link #momentumAt} from 1 to t} */
        double momentumProduct();

        /**
         * {@return a vector of state, parallel to the parameters, which the rule changes}
         *
         * @param index which one, 0 to below {@link #stateSize}
         */
        double[] state(int index);
    }

    /**
     * {@return gradient descent: w -= r g}
     *
     * @param learningRate r, more than 0
     * @throws IllegalArgumentException if it is out of its range
     */
    static Optimizer sgd(double learningRate) {
        return new Sgd(learningRate);
    }

    /**
     * {@return gradient descent with momentum: v = momentum v + g; w -= r v (Polyak 1964)}
     *
     * @param learningRate r, more than 0
     * @param momentum 0 to below 1
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Optimizer momentum(double learningRate, double momentum) {
        return new Momentum(learningRate, momentum);
    }

    /**
     * {@return gradient descent with Nesterov momentum: v = momentum v + g; w -= r (g + momentum v) (Sutskever et al.
     * 2013)}
     *
     * @param learningRate r, more than 0
     * @param momentum 0 to below 1
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Optimizer nesterov(double learningRate, double momentum) {
        return new Nesterov(learningRate, momentum);
    }

    /**
     * {@return Adagrad with epsilon 1e-10}
     *
     * @param learningRate r, more than 0
     * @throws IllegalArgumentException if it is out of its range
     */
    static Optimizer adagrad(double learningRate) {
        return adagrad(learningRate, 1e-10);
    }

    /**
     * {@return Adagrad: s += g^2; w -= r g / (sqrt(s) + epsilon) (Duchi et al. 2011)}
     *
     * @param learningRate r, more than 0
     * @param epsilon more than 0
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Optimizer adagrad(double learningRate, double epsilon) {
        return new Adagrad(learningRate, epsilon);
    }

    /**
     * {@return RMSProp with decay 0.99 and epsilon 1e-8}
     *
     * @param learningRate r, more than 0
     * @throws IllegalArgumentException if it is out of its range
     */
    static Optimizer rmsProp(double learningRate) {
        return rmsProp(learningRate, 0.99, 1e-8);
    }

    /**
     * {@return RMSProp: s = decay s + (1 - decay) g^2; w -= r g / (sqrt(s) + epsilon) (Tieleman and Hinton 2012)}
     *
     * @param learningRate r, more than 0
     * @param decay 0 to below 1
     * @param epsilon more than 0
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Optimizer rmsProp(double learningRate, double decay, double epsilon) {
        return new RmsProp(learningRate, decay, epsilon);
    }

    /**
     * {@return Adam with beta1 0.9, beta2 0.999 and epsilon 1e-8}
     *
     * @param learningRate r, more than 0
     * @throws IllegalArgumentException if it is out of its range
     */
    static Optimizer adam(double learningRate) {
        return adam(learningRate, 0.9, 0.999, 1e-8);
    }

    /**
     * {@return Adam: m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2;
     * w -= r m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon) (Kingma and Ba 2015)}
     *
     * @param learningRate r, more than 0
     * @param beta1 0 to below 1
     * @param beta2 0 to below 1
     * @param epsilon more than 0
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Optimizer adam(double learningRate, double beta1, double beta2, double epsilon) {
        return new Adam(learningRate, new Moments(beta1, beta2, epsilon));
    }

    /**
     * {@return NAdam, which is Adam with Nesterov momentum, with beta1 0.9, beta2 0.999, epsilon 1e-8 and momentum
     * decay 0.004}
     *
     * @param learningRate r, more than 0
     * @throws IllegalArgumentException if it is out of its range
     */
    static Optimizer nadam(double learningRate) {
        return nadam(learningRate, 0.9, 0.999, 1e-8, 0.004);
    }

    /**
     * {@return NAdam (Dozat 2016), with a momentum of beta1 (1 - 0.96^(t momentumDecay) / 2) at step t}
     *
     * @param learningRate r, more than 0
     * @param beta1 0 to below 1
     * @param beta2 0 to below 1
     * @param epsilon more than 0
     * @param momentumDecay 0 or more
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Optimizer nadam(double learningRate, double beta1, double beta2, double epsilon, double momentumDecay) {
        return new Nadam(learningRate, new Moments(beta1, beta2, epsilon), momentumDecay);
    }

    /**
     * {@return Adamax with beta1 0.9, beta2 0.999 and epsilon 1e-8}
     *
     * @param learningRate r, more than 0
     * @throws IllegalArgumentException if it is out of its range
     */
    static Optimizer adamax(double learningRate) {
        return adamax(learningRate, 0.9, 0.999, 1e-8);
    }

    /**
     * {@return Adamax: m as in Adam; u = max(beta2 u, |g| + epsilon); w -= r m / (1 - beta1^t) / u (Kingma and Ba 2015,
     * section 7)}
     *
     * @param learningRate r, more than 0
     * @param beta1 0 to below 1
     * @param beta2 0 to below 1
     * @param epsilon more than 0
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Optimizer adamax(double learningRate, double beta1, double beta2, double epsilon) {
        return new Adamax(learningRate, new Moments(beta1, beta2, epsilon));
    }

    /**
     * {@return all optimisers with their customary settings: learning rate 0.01 for gradient descent in its three kinds
     * and Adagrad, 0.001 for the others; momentum 0.9}
     */
    static List<Optimizer> all() {
        return List.of(
                sgd(0.01),
                momentum(0.01, 0.9),
                nesterov(0.01, 0.9),
                adagrad(0.01),
                rmsProp(0.001),
                adam(0.001),
                nadam(0.001),
                adamax(0.001));
    }

    /**
     * {@return the one of {@link #all} that is called {@code id}}
     *
     * @param id the name that options and model files use, such as {@code rmsprop}
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    static Optimizer named(String id) {
        return Named.find("optimizer", id, all());
    }
}
