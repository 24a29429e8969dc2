package densa.table.train;

import densa.metric.ClassificationMetrics;
import densa.table.model.Calibration;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Fits the temperatures of a {@link Calibration} to out-of-fold predictions. */
final class TemperatureScaling {

    private static final int FEWEST_ROWS = 500;
    private static final double LEAST = 0.25;
    private static final double MOST = 4;
    private static final int STEPS = 40;

    private TemperatureScaling() {}

    /**
     * Finds the temperatures of least log loss. They are taken only if there are rows enough, and if that of either
     * half of them lowers the log loss of the other half.
     *
     * @param mean the out-of-fold predictions
     */
    static Calibration of(Rows mean) {
        double fitted = outOfFoldTemperature(mean, Temperatures.ofLeast(mean::logLoss));
        return calibration(fitted, fitted, mean);
    }

    /**
     * As {@link #of(Rows)}, for a model that averages more networks than predict a row out-of-fold: its temperature
     * follows from how that of a mean differs from that of its parts.
     *
     * @param parts for some rows, each by another member; without two of them it stays open how much sharper than the
     *     out-of-fold mean the model's ought to be
     * @param ofParts their mean; {@code mean} itself if the parts are known for all rows
     */
    static Calibration ofFewer(Rows mean, List<Rows> parts, Rows ofParts) {
        Temperatures found = Temperatures.ofLeast(mean::logLoss);
        double fitted = outOfFoldTemperature(mean, found);
        int k = parts.size();
        if (k < 2 || ofParts.truth().length < FEWEST_ROWS) {
            return calibration(Math.min(1, fitted), fitted, mean);
        }
        Temperatures one = Temperatures.ofLeast((temperature, from, step) -> parts.stream()
                .mapToDouble(rows -> rows.logLoss(temperature, from, step))
                .sum());
        Temperatures several = ofParts == mean ? found : Temperatures.ofLeast(ofParts::logLoss);
        double all = ofMany(one.all(), several.all(), k);
        boolean halvesAgree = (all < 1) == (ofMany(one.even(), several.even(), k) < 1)
                && (all < 1) == (ofMany(one.odd(), several.odd(), k) < 1);
        return calibration(halvesAgree ? all : 1, fitted, mean);
    }

    private static double outOfFoldTemperature(Rows mean, Temperatures found) {
        return mean.truth().length >= FEWEST_ROWS && mean.helps(found) ? found.all() : 1;
    }

    private static Calibration calibration(double temperature, double fitted, Rows mean) {
        double before = mean.error(1);
        return new Calibration(temperature, fitted, before, fitted == 1 ? before : mean.error(fitted));
    }

    /**
     * The temperature of the mean of many more members. The logarithm of that of k is nearly a line in 1/k, so it
     * follows from those of one part of them and of all k parts; where members differ wildly, it is less bold than it
     * could be.
     */
    private static double ofMany(double one, double several, int k) {
        return Math.max(LEAST, several * Math.pow(several / one, 1.0 / (k - 1)));
    }

    /** The log loss of the rows {@code from}, {@code from + step} and so on, at a temperature. */
    private interface LossOfRows {
        double of(double temperature, int from, int step);
    }

    /** The temperatures of least log loss of all rows, and of either half of them. */
    private record Temperatures(double all, double even, double odd) {
        static Temperatures ofLeast(LossOfRows loss) {
            return new Temperatures(
                    least(temperature -> loss.of(temperature, 0, 1)),
                    least(temperature -> loss.of(temperature, 0, 2)),
                    least(temperature -> loss.of(temperature, 1, 2)));
        }
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

    /**
     * Validation rows with out-of-fold predictions.
     *
     * @param truth class indexes
     * @param values rows x classes probabilities
     */
    record Rows(int[] truth, double[] values, double[] weights, int classes) {

        /** Whether the temperature of either half of the rows lowers the loss of the other. */
        boolean helps(Temperatures found) {
            return logLoss(found.even(), 1, 2) < logLoss(1, 1, 2) && logLoss(found.odd(), 0, 2) < logLoss(1, 0, 2);
        }

        double logLoss(double temperature, int from, int step) {
            double loss = 0;
            double total = 0;
            for (int row = from; row < truth.length; row += step) {
                double[] p = Arrays.copyOfRange(values, row * classes, (row + 1) * classes);
                Calibration.scale(p, 0, classes, temperature);
                loss -= weights[row] * Math.log(Math.max(p[truth[row]], 1e-15));
                total += weights[row];
            }
            return loss / total;
        }

        /** The expected calibration error. */
        double error(double temperature) {
            double[] scaled = values.clone();
            for (int at = 0; at < scaled.length; at += classes) {
                Calibration.scale(scaled, at, classes, temperature);
            }
            List<String> names =
                    IntStream.range(0, classes).mapToObj(String::valueOf).toList();
            return ClassificationMetrics.of(names, truth, scaled, weights).calibrationError();
        }
    }
}
