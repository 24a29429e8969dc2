package densa.network;

import densa.table.Named;
import java.util.List;

/**
 * Loss of one row, given the network's raw outputs o (logits for the cross-entropies) and the row's targets t. The
 * loss of a batch is the mean over its rows, weighted: sum w_i loss_i / sum w_i. Elementwise losses are also means over
 * the outputs. The native engine holds the same formulas in {@code loss.h}, under the same names.
 */
public sealed interface Loss extends Named {

    /** (o - t)^2. */
    Loss MEAN_SQUARED_ERROR = new MeanSquaredError();
    /** |o - t|. */
    Loss MEAN_ABSOLUTE_ERROR = new MeanAbsoluteError();
    /** e^o - t o, for counts: the network's output is the logarithm of the expected count. */
    Loss POISSON = new Poisson();
    /** Yes/no targets, each output a logit, without label smoothing. */
    Loss BINARY_CROSS_ENTROPY = new BinaryCrossEntropy(0);
    /** One class index per row, one logit a class, without label smoothing. */
    Loss SOFTMAX_CROSS_ENTROPY = new SoftmaxCrossEntropy(0);

    /** Quadratic up to {@code delta} from the target, linear beyond. */
    static Loss huber(double delta) {
        return new Huber(delta);
    }

    // No method here has a body: the JVM would then initialise this interface, and with it the constants above, before
    // any loss, and two threads that start at different ends could wait for each other for ever.

    /** Number of target columns that a network of {@code outputs} outputs needs. */
    int targetColumns(int outputs);

    /** Whether the outputs are logits or logarithms, so that the last layer must be linear. */
    boolean linearOutput();

    /**
     * Turns the raw outputs of one row into predictions, in place: probabilities for the cross-entropies, expected
     * counts for Poisson, the outputs themselves otherwise.
     *
     * @param outputs holds the row at {@code offset}, {@code count} numbers
     */
    void toPrediction(double[] outputs, int offset, int count);

    /**
     * Checks a target value.
     *
     * @param outputs number of network outputs
     * @return what it should be ("0 or 1"), or an empty text if it is allowed
     */
    String targetFault(double target, int outputs);

    /** A loss that is the mean over a row's outputs of a function of one output and its target. */
    sealed interface Elementwise extends Loss {
        /** The loss of one output. */
        double value(double output, double target);

        /** Its derivative with respect to the output. */
        double derivative(double output, double target);

        @Override
        default int targetColumns(int outputs) {
            return outputs;
        }

        @Override
        default boolean linearOutput() {
            return false;
        }

        @Override
        default void toPrediction(double[] outputs, int offset, int count) {}

        @Override
        default String targetFault(double target, int outputs) {
            return Double.isFinite(target) ? "" : "a finite number";
        }
    }

    /** (o - t)^2. */
    record MeanSquaredError() implements Elementwise {
        @Override
        public String id() {
            return "mean_squared_error";
        }

        @Override
        public double value(double output, double target) {
            double d = output - target;
            return d * d;
        }

        @Override
        public double derivative(double output, double target) {
            return 2 * (output - target);
        }
    }

    /** |o - t|; the derivative at 0 is 0. */
    record MeanAbsoluteError() implements Elementwise {
        @Override
        public String id() {
            return "mean_absolute_error";
        }

        @Override
        public double value(double output, double target) {
            return Math.abs(output - target);
        }

        @Override
        public double derivative(double output, double target) {
            return Math.signum(output - target);
        }
    }

    /**
     * With d = o - t: d^2 / 2 where |d| is at most delta, else delta (|d| - delta / 2) (Huber 1964).
     *
     * @param delta more than 0
     */
    record Huber(double delta) implements Elementwise {
        public Huber {
            if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Huber delta must be > 0 and finite, got " + delta);
            }
        }

        @Override
        public String id() {
            return "huber";
        }

        @Override
        public double value(double output, double target) {
            double d = Math.abs(output - target);
            return d <= delta ? 0.5 * d * d : delta * (d - 0.5 * delta);
        }

        @Override
        public double derivative(double output, double target) {
            double d = output - target;
            return d < -delta ? -delta : d > delta ? delta : d;
        }
    }

    /** e^o - t o, with o taken as 20 where it is larger, so that a wild output cannot overflow. */
    record Poisson() implements Elementwise {
        private static final double MAX_OUTPUT = 20;

        @Override
        public String id() {
            return "poisson";
        }

        @Override
        public boolean linearOutput() {
            return true;
        }

        @Override
        public double value(double output, double target) {
            double o = output > MAX_OUTPUT ? MAX_OUTPUT : output;
            return Math.exp(o) - target * o;
        }

        @Override
        public double derivative(double output, double target) {
            return output > MAX_OUTPUT ? 0 : Math.exp(output) - target;
        }

        @Override
        public void toPrediction(double[] outputs, int offset, int count) {
            for (int i = offset; i < offset + count; i++) {
                outputs[i] = Math.exp(outputs[i] > MAX_OUTPUT ? MAX_OUTPUT : outputs[i]);
            }
        }

        @Override
        public String targetFault(double target, int outputs) {
            return target >= 0 && Double.isFinite(target) ? "" : "a finite number of 0 or more";
        }
    }

    /**
     * log(1 + e^o) - t o: the negative log likelihood of a yes/no target t whose probability is sigmoid(o).
     *
     * @param labelSmoothing epsilon, 0 to below 1: t is replaced by t (1 - epsilon) + epsilon / 2
     */
    record BinaryCrossEntropy(double labelSmoothing) implements Elementwise {
        public BinaryCrossEntropy {
            checkSmoothing(labelSmoothing);
        }

        @Override
        public String id() {
            return "binary_cross_entropy";
        }

        @Override
        public boolean linearOutput() {
            return true;
        }

        @Override
        public double value(double output, double target) {
            return Math.max(output, 0) + Math.log1p(Math.exp(-Math.abs(output))) - smooth(target) * output;
        }

        @Override
        public double derivative(double output, double target) {
            return 1 / (1 + Math.exp(-output)) - smooth(target);
        }

        private double smooth(double target) {
            return target * (1 - labelSmoothing) + 0.5 * labelSmoothing;
        }

        @Override
        public void toPrediction(double[] outputs, int offset, int count) {
            for (int i = offset; i < offset + count; i++) {
                outputs[i] = 1 / (1 + Math.exp(-outputs[i]));
            }
        }

        @Override
        public String targetFault(double target, int outputs) {
            return target >= 0 && target <= 1 ? "" : "0 to 1";
        }
    }

    /**
     * log sum_j e^o_j - sum_j q_j o_j: the negative log likelihood of class t under softmax(o), where q is the one-hot
     * vector of t, smoothed.
     *
     * @param labelSmoothing epsilon, 0 to below 1: q is (1 - epsilon) one-hot(t) + epsilon / classes (Szegedy et al. 2016)
     */
    record SoftmaxCrossEntropy(double labelSmoothing) implements Loss {
        public SoftmaxCrossEntropy {
            checkSmoothing(labelSmoothing);
        }

        @Override
        public String id() {
            return "softmax_cross_entropy";
        }

        @Override
        public int targetColumns(int outputs) {
            return 1;
        }

        @Override
        public boolean linearOutput() {
            return true;
        }

        /**
         * The loss of one row; writes its gradient, (softmax(o) - q), to {@code gradient}.
         *
         * @param outputs one logit a class
         * @param target class index
         */
        public double lossAndGradient(double[] outputs, int count, int target, double[] gradient) {
            double max = outputs[0];
            for (int j = 1; j < count; j++) {
                max = Math.max(max, outputs[j]);
            }
            double sum = 0;
            double mean = 0;
            for (int j = 0; j < count; j++) {
                gradient[j] = Math.exp(outputs[j] - max);
                sum += gradient[j];
                mean += outputs[j] / count;
            }
            for (int j = 0; j < count; j++) {
                gradient[j] = gradient[j] / sum - labelSmoothing / count;
            }
            gradient[target] -= 1 - labelSmoothing;
            return Math.log(sum) + max - (1 - labelSmoothing) * outputs[target] - labelSmoothing * mean;
        }

        @Override
        public void toPrediction(double[] outputs, int offset, int count) {
            double max = Double.NEGATIVE_INFINITY;
            for (int i = offset; i < offset + count; i++) {
                max = Math.max(max, outputs[i]);
            }
            double sum = 0;
            for (int i = offset; i < offset + count; i++) {
                outputs[i] = Math.exp(outputs[i] - max);
                sum += outputs[i];
            }
            for (int i = offset; i < offset + count; i++) {
                outputs[i] /= sum;
            }
        }

        @Override
        public String targetFault(double target, int outputs) {
            return target >= 0 && target < outputs && target == Math.rint(target)
                    ? ""
                    : "a class index 0 to " + (outputs - 1);
        }
    }

    private static void checkSmoothing(double labelSmoothing) {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException("label smoothing must be at least 0 and below 1, got " + labelSmoothing);
        }
    }

    /**
     * The loss called {@code id}, with its default settings (Huber delta 1, no label smoothing).
     *
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    static Loss named(String id) {
        return Named.find(
                "loss",
                id,
                List.of(
                        MEAN_SQUARED_ERROR,
                        MEAN_ABSOLUTE_ERROR,
                        huber(1),
                        POISSON,
                        BINARY_CROSS_ENTROPY,
                        SOFTMAX_CROSS_ENTROPY));
    }
}
