package densa.model;

import static densa.table.DataException.quote;

import densa.encode.ClassCoding;
import densa.encode.NumberCoding;
import densa.encode.TargetCoding;
import densa.metric.ClassificationMetrics;
import densa.metric.Metrics;
import densa.metric.QuantileMetrics;
import densa.metric.RegressionMetrics;
import densa.metric.SeveralMetrics;
import densa.network.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What the raw outputs of a network say about a row: the probabilities of its classes, a number, or quantiles of a
 * number; or one output for each of several targets, all of them numbers or all yes/no.
 */
record OutputMeaning(List<TargetCoding> targets, Loss loss, int outputs) {

    OutputMeaning {
        targets = List.copyOf(targets);
    }

    boolean several() {
        return targets.size() > 1;
    }

    /** Whether classes are predicted, not numbers. */
    boolean isClasses() {
        return targets.get(0) instanceof ClassCoding;
    }

    /** The classes; empty if a number or several targets are predicted. */
    List<String> classes() {
        return !several() && targets.get(0) instanceof ClassCoding classes ? classes.classes() : List.of();
    }

    /** The levels of the quantiles; empty if none are predicted. */
    List<Double> levels() {
        return loss instanceof Loss.Quantile quantile ? quantile.levels() : List.of();
    }

    /** Values of a row: of each target one a class, or one number; or one a quantile. */
    int width() {
        return targets.size() * widthOfTarget();
    }

    /** Values of a row for each target. */
    private int widthOfTarget() {
        return targets.get(0) instanceof ClassCoding classes ? classes.classes().size() : Math.max(1, levels().size());
    }

    /** What the output of a target says. */
    OutputMeaning forTarget(int target) {
        return several() ? new OutputMeaning(List.of(targets.get(target)), loss, 1) : this;
    }

    /** The part of rows x {@link #width()} values that is of one target. */
    double[] valuesOf(int target, double[] values) {
        return columns(values, width(), target * widthOfTarget(), widthOfTarget());
    }

    /** The part of rows x targets that is of one target. */
    double[] truthOf(int target, double[] truth) {
        return columns(truth, targets.size(), target, 1);
    }

    /**
     * Tempers rows x {@link #width()} probabilities, in place.
     *
     * @param calibrations one for each target, or none
     */
    void temper(double[] values, List<Calibration> calibrations, ToDoubleFunction<Calibration> temperature) {
        if (calibrations.isEmpty()) {
            return;
        }
        double[] temperatures = calibrations.stream().mapToDouble(temperature).toArray();
        int classes = widthOfTarget();
        for (int at = 0; at < values.length; at += classes) {
            Calibration.temper(values, at, classes, temperatures[at / classes % targets.size()]);
        }
    }

    /** Which value of a row is the predicted number. */
    int middle() {
        return levels().isEmpty() ? 0 : QuantileMetrics.middle(levels());
    }

    /** Whether an output is a logit that tells two classes apart: that of the second class. */
    private boolean isLogit() {
        return isClasses() && outputs == targets.size();
    }

    /** Adds the values of {@code rows} rows of raw outputs, which are overwritten, to {@code values} from {@code at} on. */
    void addTo(double[] raw, int rows, double[] values, int at) {
        int width = width();
        boolean logit = isLogit();
        for (int row = 0; row < rows; row++) {
            loss.toPrediction(raw, row * outputs, outputs);
            int to = at + row * width;
            for (int output = 0; output < outputs; output++) {
                double value = raw[row * outputs + output];
                TargetCoding target = targets.get(several() ? output : 0);
                if (logit) {
                    values[to + 2 * output] += 1 - value;
                    values[to + 2 * output + 1] += value;
                } else {
                    values[to + output] += target instanceof NumberCoding number ? number.decode(value) : value;
                }
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

    /** Some rows of a row-major matrix. */
    static double[] rows(double[] matrix, int width, int[] some) {
        double[] selected = new double[some.length * width];
        for (int i = 0; i < some.length; i++) {
            System.arraycopy(matrix, some[i] * width, selected, i * width, width);
        }
        return selected;
    }

    /**
     * How good predictions are.
     *
     * @param truth rows x targets: class indexes or numbers
     * @param values rows x {@link #width()}
     */
    Metrics metrics(double[] truth, double[] values, double[] weights) {
        if (several()) {
            Map<String, Metrics> byTarget = new LinkedHashMap<>();
            for (int t = 0; t < targets.size(); t++) {
                byTarget.put(
                        targets.get(t).name(), forTarget(t).metrics(truthOf(t, truth), valuesOf(t, values), weights));
            }
            return new SeveralMetrics(byTarget);
        }
        if (isClasses()) {
            int[] labels = DoubleStream.of(truth).mapToInt(label -> (int) label).toArray();
            return ClassificationMetrics.of(classes(), labels, values, weights);
        }
        return levels().isEmpty()
                ? RegressionMetrics.of(truth, values, weights)
                : QuantileMetrics.of(levels(), truth, values, weights);
    }

    private static double[] columns(double[] matrix, int width, int from, int count) {
        double[] columns = new double[matrix.length / width * count];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = matrix[i / count * width + from + i % count];
        }
        return columns;
    }

    // ---- one row, its values from `at` on ----

    /** The number that is predicted for a target. */
    double number(double[] values, int at, String target) {
        int index = index(target);
        if (isClasses()) {
            throw new IllegalStateException("the model predicts a class of " + quote(target)
                    + ", not a number: use label(...) and probability(...)");
        }
        return values[at + (several() ? index : middle())];
    }

    /** The more probable class of a target. */
    String label(double[] values, int at, String target) {
        ClassCoding classes = classes(target);
        int count = classes.classes().size();
        return classes.classes().get(Predictions.largest(values, at + index(target) * count, count));
    }

    /** The probability of a class of a target. */
    double probability(double[] values, int at, String target, String label) {
        ClassCoding classes = classes(target);
        int found = classes.classes().indexOf(label);
        if (found < 0) {
            throw new IllegalArgumentException(
                    "no class " + quote(label) + "; valid: " + String.join(", ", classes.classes()));
        }
        return values[at + index(target) * classes.classes().size() + found];
    }

    private ClassCoding classes(String target) {
        if (!(targets.get(index(target)) instanceof ClassCoding classes)) {
            throw new IllegalStateException(
                    "the model predicts a number for " + quote(target) + ", not a class: use value(...)");
        }
        return classes;
    }

    /** Which of the targets has a name. */
    int index(String target) {
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).name().equals(target)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no target " + quote(target) + "; valid: " + String.join(", ", names()));
    }

    /** The names of the targets. */
    List<String> names() {
        return targets.stream().map(TargetCoding::name).toList();
    }

    void checkSingle() {
        if (several()) {
            throw new IllegalStateException(
                    "the model predicts several targets, " + String.join(", ", names()) + ": say which one you want");
        }
    }

    void checkClasses() {
        checkSingle();
        if (!isClasses()) {
            throw new IllegalStateException("the model predicts a number, not a class: use value()");
        }
    }

    void checkNumber() {
        checkSingle();
        if (isClasses()) {
            throw new IllegalStateException("the model predicts a class, not a number: use label() and probability()");
        }
    }

    void checkQuantiles() {
        if (levels().isEmpty()) {
            throw new IllegalStateException(
                    "the model predicts no quantiles: train it with quantiles(0.05, 0.5, 0.95)");
        }
    }
}
