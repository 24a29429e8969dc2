package densa.model;

import densa.metric.ClassificationMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * How far the probabilities of classes can be trusted, measured on rows that no member learned from, and what is done
 * about it: a temperature T makes p_c proportional to p_c^(1/T) (Guo et al. 2017, "On Calibration of Modern Neural
 * Networks").
 *
 * @param temperature above 0; 1 leaves the probabilities as they are
 * @param errorBefore expected calibration error without it, 0 to 1
 * @param errorAfter the same with it
 */
public record Calibration(double temperature, double errorBefore, double errorAfter) {

    private static final int FEWEST_ROWS = 1000;
    private static final double LEAST = 0.25;
    /** The highest temperature that is looked for. */
    static final double MOST = 4;

    private static final int STEPS = 40;

    public Calibration {
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("temperature must be above 0 and finite, got " + temperature);
        }
    }

    /**
     * Finds the temperature of least log loss. It is taken only if there are rows enough, and if that of either half of
     * them lowers the log loss of the other half.
     *
     * @param truth class indexes
     * @param values rows x classes probabilities
     * @param most the highest temperature that may be taken
     */
    static Calibration of(int[] truth, double[] values, double[] weights, int classes, double most) {
        Rows rows = new Rows(truth, values, weights, classes);
        double before = rows.error(1);
        if (truth.length < FEWEST_ROWS || !rows.helps()) {
            return new Calibration(1, before, before);
        }
        double best = least(temperature -> rows.logLoss(temperature, 0, 1));
        if (best > most) {
            return new Calibration(1, before, before);
        }
        return new Calibration(best, before, rows.error(best));
    }

    /** Golden section search on the logarithm of the temperature. */
    private static double least(DoubleUnaryOperator loss) {
        double ratio = (Math.sqrt(5) - 1) / 2;
        double low = Math.log(LEAST);
        double high = Math.log(MOST);
        double a = high - ratio * (high - low);
        double b = low + ratio * (high - low);
        double atA = loss.applyAsDouble(Math.exp(a));
        double atB = loss.applyAsDouble(Math.exp(b));
        for (int step = 0; step < STEPS; step++) {
            if (atA < atB) {
                high = b;
                b = a;
                atB = atA;
                a = high - ratio * (high - low);
                atA = loss.applyAsDouble(Math.exp(a));
            } else {
                low = a;
                a = b;
                atA = atB;
                b = low + ratio * (high - low);
                atB = loss.applyAsDouble(Math.exp(b));
            }
        }
        return Math.exp((low + high) / 2);
    }

    /** Applies the temperature to the probabilities of a row, in place. */
    void apply(double[] values, int at, int classes) {
        if (temperature != 1) {
            temper(values, at, classes, temperature);
        }
    }

    private static void temper(double[] values, int at, int classes, double temperature) {
        double most = 0;
        for (int c = at; c < at + classes; c++) {
            most = Math.max(most, values[c]);
        }
        double sum = 0;
        for (int c = at; c < at + classes; c++) {
            values[c] = Math.pow(values[c] / most, 1 / temperature);
            sum += values[c];
        }
        for (int c = at; c < at + classes; c++) {
            values[c] /= sum;
        }
    }

    /** The judged rows. */
    private record Rows(int[] truth, double[] values, double[] weights, int classes) {

        boolean helps() {
            return helps(0, 1) && helps(1, 0);
        }

        /** Whether the temperature of every second row, from one on, lowers the loss of the others. */
        private boolean helps(int from, int other) {
            double temperature = least(t -> logLoss(t, from, 2));
            return logLoss(temperature, other, 2) < logLoss(1, other, 2);
        }

        double logLoss(double temperature, int from, int step) {
            double loss = 0;
            double total = 0;
            for (int row = from; row < truth.length; row += step) {
                double[] p = tempered(row, temperature);
                loss -= weights[row] * Math.log(Math.max(p[truth[row]], 1e-15));
                total += weights[row];
            }
            return loss / total;
        }

        private double[] tempered(int row, double temperature) {
            double[] p = Arrays.copyOfRange(values, row * classes, (row + 1) * classes);
            if (temperature != 1) {
                temper(p, 0, classes, temperature);
            }
            return p;
        }

        /** The expected calibration error. */
        double error(double temperature) {
            double[] tempered = values.clone();
            for (int at = 0; at < tempered.length && temperature != 1; at += classes) {
                temper(tempered, at, classes, temperature);
            }
            List<String> names =
                    IntStream.range(0, classes).mapToObj(String::valueOf).toList();
            return ClassificationMetrics.of(names, truth, tempered, weights).calibrationError();
        }
    }
}
