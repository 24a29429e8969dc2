package densa.optimize;

import densa.internal.Named;
import java.util.List;

/**
 * Rule by which a step moves each parameter w, given its gradient g, the learning rate r and the step number t (from
 * 1). State starts at 0. Every operation is elementwise. AdamW is {@link Adam} with the trainer's decoupled weight
 * decay. The native engine holds the same rules in {@code optimizer.h}, under the same names.
 */
public sealed interface Optimizer extends Named {

    /** Learning rate r, before the schedule; more than 0. */
    double learningRate();

    /** The same rule with another learning rate. */
    Optimizer withLearningRate(double learningRate);

    /** The rule's other numbers, in the order of its record. */
    List<Double> settings();

    /** Numbers of state a parameter has: 0 to 2. */
    int stateSize();

    /** Gradient descent. */
    static Optimizer sgd(double learningRate) {
        return new Sgd(learningRate);
    }

    /** Gradient descent with momentum. */
    static Optimizer momentum(double learningRate, double momentum) {
        return new Momentum(learningRate, momentum);
    }

    /** Gradient descent with Nesterov momentum. */
    static Optimizer nesterov(double learningRate, double momentum) {
        return new Nesterov(learningRate, momentum);
    }

    /** Adagrad with epsilon 1e-10. */
    static Optimizer adagrad(double learningRate) {
        return new Adagrad(learningRate, 1e-10);
    }

    /** RMSProp with decay 0.99 and epsilon 1e-8. */
    static Optimizer rmsProp(double learningRate) {
        return new RmsProp(learningRate, 0.99, 1e-8);
    }

    /** Adam with beta1 0.9, beta2 0.999 and epsilon 1e-8. */
    static Optimizer adam(double learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8);
    }

    /** NAdam with beta1 0.9, beta2 0.999, epsilon 1e-8 and momentum decay 0.004. */
    static Optimizer nadam(double learningRate) {
        return new Nadam(learningRate, 0.9, 0.999, 1e-8, 0.004);
    }

    /** Adamax with beta1 0.9, beta2 0.999 and epsilon 1e-8. */
    static Optimizer adamax(double learningRate) {
        return new Adamax(learningRate, 0.9, 0.999, 1e-8);
    }

    /** w -= r g. */
    record Sgd(double learningRate) implements Optimizer {
        public Sgd {
            checkRate(learningRate);
        }

        @Override
        public String id() {
            return "sgd";
        }

        @Override
        public Optimizer withLearningRate(double other) {
            return new Sgd(other);
        }

        @Override
        public List<Double> settings() {
            return List.of();
        }

        @Override
        public int stateSize() {
            return 0;
        }
    }

    /**
     * v = momentum v + g; w -= r v (Polyak 1964).
     *
     * @param momentum 0 to below 1
     */
    record Momentum(double learningRate, double momentum) implements Optimizer {
        public Momentum {
            checkRate(learningRate);
            checkFraction("momentum", momentum);
        }

        @Override
        public String id() {
            return "momentum";
        }

        @Override
        public Optimizer withLearningRate(double other) {
            return new Momentum(other, momentum);
        }

        @Override
        public List<Double> settings() {
            return List.of(momentum);
        }

        @Override
        public int stateSize() {
            return 1;
        }
    }

    /**
     * v = momentum v + g; w -= r (g + momentum v) (Sutskever et al. 2013).
     *
     * @param momentum 0 to below 1
     */
    record Nesterov(double learningRate, double momentum) implements Optimizer {
        public Nesterov {
            checkRate(learningRate);
            checkFraction("momentum", momentum);
        }

        @Override
        public String id() {
            return "nesterov";
        }

        @Override
        public Optimizer withLearningRate(double other) {
            return new Nesterov(other, momentum);
        }

        @Override
        public List<Double> settings() {
            return List.of(momentum);
        }

        @Override
        public int stateSize() {
            return 1;
        }
    }

    /**
     * s += g^2; w -= r g / (sqrt(s) + epsilon) (Duchi et al. 2011).
     *
     * @param epsilon more than 0
     */
    record Adagrad(double learningRate, double epsilon) implements Optimizer {
        public Adagrad {
            checkRate(learningRate);
            checkEpsilon(epsilon);
        }

        @Override
        public String id() {
            return "adagrad";
        }

        @Override
        public Optimizer withLearningRate(double other) {
            return new Adagrad(other, epsilon);
        }

        @Override
        public List<Double> settings() {
            return List.of(epsilon);
        }

        @Override
        public int stateSize() {
            return 1;
        }
    }

    /**
     * s = decay s + (1 - decay) g^2; w -= r g / (sqrt(s) + epsilon) (Tieleman and Hinton 2012).
     *
     * @param decay 0 to below 1
     * @param epsilon more than 0
     */
    record RmsProp(double learningRate, double decay, double epsilon) implements Optimizer {
        public RmsProp {
            checkRate(learningRate);
            checkFraction("decay", decay);
            checkEpsilon(epsilon);
        }

        @Override
        public String id() {
            return "rmsprop";
        }

        @Override
        public Optimizer withLearningRate(double other) {
            return new RmsProp(other, decay, epsilon);
        }

        @Override
        public List<Double> settings() {
            return List.of(decay, epsilon);
        }

        @Override
        public int stateSize() {
            return 1;
        }
    }

    /**
     * m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2;
     * w -= r m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon) (Kingma and Ba 2015).
     *
     * @param beta1 0 to below 1
     * @param beta2 0 to below 1
     * @param epsilon more than 0
     */
    record Adam(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
        public Adam {
            checkRate(learningRate);
            checkFraction("beta1", beta1);
            checkFraction("beta2", beta2);
            checkEpsilon(epsilon);
        }

        @Override
        public String id() {
            return "adam";
        }

        @Override
        public Optimizer withLearningRate(double other) {
            return new Adam(other, beta1, beta2, epsilon);
        }

        @Override
        public List<Double> settings() {
            return List.of(beta1, beta2, epsilon);
        }

        @Override
        public int stateSize() {
            return 2;
        }
    }

    /**
     * Adam with Nesterov momentum: with mu_t = beta1 (1 - 0.96^(t momentumDecay) / 2) and P_t the product of mu_1 to
     * mu_t, m and v as in Adam, w -= r (mu_(t+1) m / (1 - P_t mu_t mu_(t+1)) + (1 - mu_t) g / (1 - P_t)) /
     * (sqrt(v / (1 - beta2^t)) + epsilon). The reference numbers, made with PyTorch, pin this form; in Dozat's paper
     * (2016) the first denominator has P_(t+1), without the second mu_t.
     *
     * @param beta1 0 to below 1
     * @param beta2 0 to below 1
     * @param epsilon more than 0
     * @param momentumDecay 0 or more
     */
    record Nadam(double learningRate, double beta1, double beta2, double epsilon, double momentumDecay)
            implements Optimizer {
        public Nadam {
            checkRate(learningRate);
            checkFraction("beta1", beta1);
            checkFraction("beta2", beta2);
            checkEpsilon(epsilon);
            if (!(momentumDecay >= 0 && momentumDecay < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("momentum decay must be 0 or more and finite, got " + momentumDecay);
            }
        }

        @Override
        public String id() {
            return "nadam";
        }

        @Override
        public Optimizer withLearningRate(double other) {
            return new Nadam(other, beta1, beta2, epsilon, momentumDecay);
        }

        @Override
        public List<Double> settings() {
            return List.of(beta1, beta2, epsilon, momentumDecay);
        }

        @Override
        public int stateSize() {
            return 2;
        }
    }

    /**
     * m as in Adam; u = max(beta2 u, |g| + epsilon); w -= r m / (1 - beta1^t) / u (Kingma and Ba 2015, section 7).
     *
     * @param beta1 0 to below 1
     * @param beta2 0 to below 1
     * @param epsilon more than 0
     */
    record Adamax(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
        public Adamax {
            checkRate(learningRate);
            checkFraction("beta1", beta1);
            checkFraction("beta2", beta2);
            checkEpsilon(epsilon);
        }

        @Override
        public String id() {
            return "adamax";
        }

        @Override
        public Optimizer withLearningRate(double other) {
            return new Adamax(other, beta1, beta2, epsilon);
        }

        @Override
        public List<Double> settings() {
            return List.of(beta1, beta2, epsilon);
        }

        @Override
        public int stateSize() {
            return 2;
        }
    }

    private static void checkRate(double rate) {
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("learning rate must be > 0 and finite, got " + rate);
        }
    }

    private static void checkFraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be at least 0 and below 1, got " + value);
        }
    }

    private static void checkEpsilon(double epsilon) {
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("epsilon must be > 0 and finite, got " + epsilon);
        }
    }

    /**
     * The optimiser called {@code id} with its customary settings: learning rate 0.001 for the adaptive ones, 0.01 for
     * the others, momentum 0.9.
     *
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    static Optimizer named(String id) {
        return Named.find(
                "optimizer",
                id,
                List.of(
                        sgd(0.01),
                        momentum(0.01, 0.9),
                        nesterov(0.01, 0.9),
                        adagrad(0.01),
                        rmsProp(0.001),
                        adam(0.001),
                        nadam(0.001),
                        adamax(0.001)));
    }
}
