package densa.model;

import densa.encode.ClassCoding;
import densa.encode.NumberCoding;
import densa.encode.TargetCoding;
import densa.metric.ClassificationMetrics;
import densa.metric.Metrics;
import densa.metric.QuantileMetrics;
import densa.metric.RegressionMetrics;
import densa.network.Loss;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What the raw outputs of a network say about a row: the probabilities of its classes, a number, or quantiles of a
 * number.
 */
record OutputMeaning(TargetCoding target, Loss loss, int outputs) {

    /** The classes; empty if a number is predicted. */
    List<String> classes() {
        return target instanceof ClassCoding classes ? classes.classes() : List.of();
    }

    /** The levels of the quantiles; empty if none are predicted. */
    List<Double> levels() {
        return loss instanceof Loss.Quantile quantile ? quantile.levels() : List.of();
    }

    /** Values of a row: one a class, one a quantile, or one number. */
    int width() {
        return Math.max(1, Math.max(classes().size(), levels().size()));
    }

    /** Which value of a row is the predicted number. */
    int middle() {
        return levels().isEmpty() ? 0 : QuantileMetrics.middle(levels());
    }

    /** Two classes may share one output: the logit of the second class. */
    private boolean isOneLogit() {
        return target instanceof ClassCoding && outputs == 1;
    }

    /** Adds the values of {@code rows} rows of raw outputs, which are overwritten, to {@code values} from {@code at} on. */
    void addTo(double[] raw, int rows, double[] values, int at) {
        int width = width();
        for (int row = 0; row < rows; row++) {
            loss.toPrediction(raw, row * outputs, outputs);
            int to = at + row * width;
            if (isOneLogit()) {
                values[to] += 1 - raw[row];
                values[to + 1] += raw[row];
                continue;
            }
            for (int output = 0; output < outputs; output++) {
                double value = raw[row * outputs + output];
                values[to + output] += target instanceof NumberCoding number ? number.decode(value) : value;
            }
        }
    }

    /** The predicted number of each row. */
    double[] numbers(double[] values) {
        int width = width();
        double[] numbers = new double[values.length / width];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = values[row * width + middle()];
        }
        return numbers;
    }

    /**
     * How good predictions are.
     *
     * @param truth of each row: class index or number
     * @param values rows x {@link #width()}
     */
    Metrics metrics(double[] truth, double[] values, double[] weights) {
        if (target instanceof ClassCoding) {
            int[] labels = DoubleStream.of(truth).mapToInt(label -> (int) label).toArray();
            return ClassificationMetrics.of(classes(), labels, values, weights);
        }
        return levels().isEmpty()
                ? RegressionMetrics.of(truth, values, weights)
                : QuantileMetrics.of(levels(), truth, values, weights);
    }
}
