package densa.network;

import densa.internal.Named;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

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
    /** t e^-o + o, for amounts above 0: the network's output is the logarithm of the expected amount. */
    Loss GAMMA = new Gamma();
    /** Yes/no targets, each output a logit, without label smoothing. */
    Loss BINARY_CROSS_ENTROPY = new BinaryCrossEntropy(0);
    /** One class index per row, one logit a class, without label smoothing. */
    Loss SOFTMAX_CROSS_ENTROPY = new SoftmaxCrossEntropy(0);

    /** Quadratic up to {@code delta} from the target, linear beyond. */
    static Loss huber(double delta) {
        return new Huber(delta);
    }

    /** For amounts of 0 or more, many of them 0; the variance grows with the mean to the {@code power}, 1 to 2. */
    static Loss tweedie(double power) {
        return new Tweedie(power);
    }

    /** One output a quantile level, each in (0, 1), ascending; the target is one number a row. */
    static Loss quantile(double... levels) {
        return new Quantile(DoubleStream.of(levels).boxed().toList());
    }

    // No method here has a body: the JVM would then initialise this interface, and with it the constants above, before
    // any loss, and two threads that start at different ends could wait for each other for ever.

    /** Number of target columns that a network of {@code outputs} outputs needs. */
    int targetColumns(int outputs);

    /** Whether the outputs are logits or logarithms, so that the last layer must be linear. */
    boolean linearOutput();

    /**
     * Turns the raw outputs of one row into predictions, in place: probabilities for the cross-entropies, expected
     * counts or amounts for Poisson, gamma and Tweedie, ascending quantiles for quantile, the outputs themselves
     * otherwise.
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

    /** A loss that needs all outputs of a row at once, and has one target for them. */
    sealed interface WholeRow extends Loss {
        /**
         * The loss of one row; writes its derivatives with respect to the outputs to {@code gradient}.
         *
         * @param count number of outputs
         */
        double lossAndGradient(double[] outputs, int count, double target, double[] gradient);

        @Override
        default int targetColumns(int outputs) {
            return 1;
        }
    }

    /** An elementwise loss whose output is the logarithm of the expected target. */
    sealed interface LogLink extends Elementwise {
        /** What a larger output is taken as, so that a wild one cannot overflow. */
        double MAX_OUTPUT = 20;

        /** The output kept within -20 to 20; NaN stays. */
        static double clamped(double output) {
            return output > MAX_OUTPUT ? MAX_OUTPUT : output < -MAX_OUTPUT ? -MAX_OUTPUT : output;
        }

        @Override
        default boolean linearOutput() {
            return true;
        }

        @Override
        default void toPrediction(double[] outputs, int offset, int count) {
            for (int i = offset; i < offset + count; i++) {
                outputs[i] = Math.exp(clamped(outputs[i]));
            }
        }

        @Override
        default String targetFault(double target, int outputs) {
            return target >= 0 && Double.isFinite(target) ? "" : "a finite number of 0 or more";
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
    record Poisson() implements LogLink {
        @Override
        public String id() {
            return "poisson";
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
    }

    /**
     * t e^-o + o, with o kept within -20 to 20: the negative log likelihood of a gamma distributed amount t whose mean
     * is e^o, but for its shape (McCullagh and Nelder 1989).
     */
    record Gamma() implements LogLink {
        @Override
        public String id() {
            return "gamma";
        }

        @Override
        public double value(double output, double target) {
            double o = LogLink.clamped(output);
            return target * Math.exp(-o) + o;
        }

        @Override
        public double derivative(double output, double target) {
            return Math.abs(output) > MAX_OUTPUT ? 0 : 1 - target * Math.exp(-output);
        }

        @Override
        public String targetFault(double target, int outputs) {
            return target > 0 && Double.isFinite(target) ? "" : "a finite number above 0";
        }
    }

    /**
     * -t e^((1 - p) o) / (1 - p) + e^((2 - p) o) / (2 - p), with o kept within -20 to 20: the negative log likelihood
     * of an amount t whose mean m is e^o and whose variance goes with m^p, but for its dispersion (Jorgensen 1987).
     * Such an amount is a sum of a Poisson number of gamma distributed ones, and may be 0.
     *
     * @param power p, above 1 and below 2, in single precision too
     */
    record Tweedie(double power) implements LogLink {
        public Tweedie {
            if (!((float) power > 1 && (float) power < 2)) {
                throw new IllegalArgumentException("Tweedie power must be > 1 and < 2, got " + power);
            }
        }

        @Override
        public String id() {
            return "tweedie";
        }

        @Override
        public double value(double output, double target) {
            double o = LogLink.clamped(output);
            return Math.exp((2 - power) * o) / (2 - power) - target * Math.exp((1 - power) * o) / (1 - power);
        }

        @Override
        public double derivative(double output, double target) {
            return Math.abs(output) > MAX_OUTPUT
                    ? 0
                    : Math.exp((2 - power) * output) - target * Math.exp((1 - power) * output);
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
    record SoftmaxCrossEntropy(double labelSmoothing) implements WholeRow {
        public SoftmaxCrossEntropy {
            checkSmoothing(labelSmoothing);
        }

        @Override
        public String id() {
            return "softmax_cross_entropy";
        }

        @Override
        public boolean linearOutput() {
            return true;
        }

        /** As told there; the gradient is softmax(o) - q, and {@code target} a class index. */
        @Override
        public double lossAndGradient(double[] outputs, int count, double target, double[] gradient) {
            int label = (int) target;
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
            gradient[label] -= 1 - labelSmoothing;
            return Math.log(sum) + max - (1 - labelSmoothing) * outputs[label] - labelSmoothing * mean;
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

    /**
     * With d = t - o_j: max(q_j d, (q_j - 1) d), the mean over the outputs; the derivative at d = 0 is 0. Least where
     * o_j is the quantile of t at level q_j (Koenker and Bassett 1978). Predictions are the outputs in ascending order,
     * so that quantiles never cross (Chernozhukov, Fernandez-Val and Galichon 2010).
     *
     * @param levels q, one an output, 1 to 100, each above 0 and below 1, ascending
     */
    record Quantile(List<Double> levels) implements WholeRow {
        /** The most levels. */
        public static final int MAX_LEVELS = 100;

        public Quantile {
            levels = List.copyOf(levels);
            if (levels.isEmpty() || levels.size() > MAX_LEVELS) {
                throw new IllegalArgumentException(
                        "quantile levels must be 1 to " + MAX_LEVELS + " numbers, got " + levels.size());
            }
            double before = 0;
            for (double level : levels) {
                if (!(level > before && level < 1)) {
                    throw new IllegalArgumentException(
                            "quantile levels must be above 0, below 1 and ascending, got " + levels);
                }
                before = level;
            }
        }

        @Override
        public String id() {
            return "quantile";
        }

        @Override
        public boolean linearOutput() {
            return false;
        }

        @Override
        public double lossAndGradient(double[] outputs, int count, double target, double[] gradient) {
            double sum = 0;
            for (int j = 0; j < count; j++) {
                double level = levels.get(j);
                double d = target - outputs[j];
                sum += Math.max(level * d, (level - 1) * d);
                gradient[j] = (d > 0 ? -level : d < 0 ? 1 - level : d) / count;
            }
            return sum / count;
        }

        @Override
        public void toPrediction(double[] outputs, int offset, int count) {
            Arrays.sort(outputs, offset, offset + count);
        }

        @Override
        public String targetFault(double target, int outputs) {
            return Double.isFinite(target) ? "" : "a finite number";
        }
    }

    private static void checkSmoothing(double labelSmoothing) {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException("label smoothing must be at least 0 and below 1, got " + labelSmoothing);
        }
    }

    /**
     * The loss called {@code id}, with its default settings (Huber delta 1, Tweedie power 1.5, quantile levels
     * 0.05, 0.5 and 0.95, no label smoothing).
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
                        GAMMA,
                        tweedie(1.5),
                        quantile(0.05, 0.5, 0.95),
                        BINARY_CROSS_ENTROPY,
                        SOFTMAX_CROSS_ENTROPY));
    }
}
