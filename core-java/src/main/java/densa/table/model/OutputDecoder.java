package densa.table.model;

import static densa.internal.Quote.quote;

import densa.metric.QuantileMetrics;
import densa.network.Loss;
import densa.table.encode.ClassCoding;
import densa.table.encode.NumberCoding;
import densa.table.encode.TargetCoding;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Turns the raw outputs of a network into predictions: the probabilities of the classes, a number, or quantiles of a
 * number; or one prediction for each of several targets, all of them numbers or all of them yes/no. Immutable.
 *
 * @param targets how each target was encoded, at least one; several are all classes or all numbers
 * @param loss that the network was trained with, which says what its outputs mean
 * @param outputs the number of outputs of the network
 */
public record OutputDecoder(List<TargetCoding> targets, Loss loss, int outputs) {

    /**
     * Creates the decoder of a network's outputs.
     *
     * @param targets how each target was encoded, at least one; copied
     * @param loss that the network was trained with
     * @param outputs the number of outputs of the network; not checked against targets and loss
     */
    public OutputDecoder {
        targets = List.copyOf(targets);
    }

    /** {@return whether there are several targets} */
    public boolean several() {
        return targets.size() > 1;
    }

    /** {@return whether classes are predicted, not numbers} */
    public boolean isClasses() {
        return targets.get(0) instanceof ClassCoding;
    }

    /** {@return the classes; empty if a number or several targets are predicted} */
    public List<String> classes() {
        return !several() && targets.get(0) instanceof ClassCoding classes ? classes.classes() : List.of();
    }

    /** {@return the levels of the quantiles; empty if none are predicted} */
    public List<Double> quantiles() {
        return loss.levels();
    }

    /** {@return the number of values of a row: for each target one a class, or one number; or one a quantile} */
    public int width() {
        return targets.size() * widthOfTarget();
    }

    /** Values of a row for each target. */
    private int widthOfTarget() {
        return targets.get(0) instanceof ClassCoding classes
                ? classes.classes().size()
                : Math.max(1, quantiles().size());
    }

    /**
     * {@return the decoder of one target}
     *
     * @param target the index of the target in {@link #targets()}
     */
    public OutputDecoder forTarget(int target) {
        return several() ? new OutputDecoder(List.of(targets.get(target)), loss, 1) : this;
    }

    /**
     * {@return the values of one target alone, row-major}
     *
     * @param target the index of the target in {@link #targets()}
     * @param values rows x {@link #width()}, row-major
     */
    public double[] valuesOf(int target, double[] values) {
        return columns(values, width(), target * widthOfTarget(), widthOfTarget());
    }

    /**
     * {@return the truth of one target alone, a number for each row}
     *
     * @param target the index of the target in {@link #targets()}
     * @param truth rows x targets, row-major
     */
    public double[] truthOf(int target, double[] truth) {
        return columns(truth, targets.size(), target, 1);
    }

    /**
     * Applies the temperatures of calibrations to probabilities, in place.
     *
     * @param values rows x {@link #width()} probabilities, row-major
     * @param calibrations one for each target, or none, which changes nothing
     * @param temperature which of a calibration's two temperatures to apply
     */
    public void calibrate(double[] values, List<Calibration> calibrations, ToDoubleFunction<Calibration> temperature) {
        if (calibrations.isEmpty()) {
            return;
        }
        int classes = widthOfTarget();
        for (int at = 0; at < values.length; at += classes) {
            Calibration calibration = calibrations.get(at / classes % targets.size());
            Calibration.scale(values, at, classes, temperature.applyAsDouble(calibration));
        }
    }

    /** Which value of a row is the predicted number. */
    int middle() {
        return quantiles().isEmpty() ? 0 : QuantileMetrics.middle(quantiles());
    }

    /** Returns whether an output is the logit of the second of two classes. */
    private boolean isLogit() {
        return isClasses() && outputs == targets.size();
    }

    /**
     * {@return the rows x {@link #width()} values of raw outputs, row-major}
     *
     * @param raw rows x outputs of the network, row-major; overwritten
     * @param rows the number of rows, 0 or more
     */
    public double[] values(double[] raw, int rows) {
        double[] values = new double[Math.multiplyExact(rows, width())];
        addTo(raw, rows, values, 0);
        return values;
    }

    /**
     * Adds the values of {@code rows} rows of raw outputs, which are overwritten, to {@code values} from {@code at} on.
     */
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

    /**
     * {@return the predicted number of each row; of quantiles, the one whose level is nearest to 0.5}
     *
     * @param values rows x {@link #width()} of a single target, row-major
     */
    public double[] numbers(double[] values) {
        int width = width();
        double[] numbers = new double[values.length / width];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = values[row * width + middle()];
        }
        return numbers;
    }

    /**
     * {@return some rows of a row-major matrix}
     *
     * @param matrix rows x width
     * @param width the numbers of a row
     * @param some the rows to take, in the order in which they shall stand; one may occur several times
     */
    public static double[] rows(double[] matrix, int width, int[] some) {
        double[] selected = new double[some.length * width];
        for (int i = 0; i < some.length; i++) {
            System.arraycopy(matrix, some[i] * width, selected, i * width, width);
        }
        return selected;
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

    /** Returns the interval of a target, if the model has one. */
    PredictionIntervals interval(List<PredictionIntervals> intervals, int target) {
        if (intervals.isEmpty()) {
            throw new IllegalStateException("the model keeps no errors of validation rows");
        }
        return intervals.get(target);
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
        if (quantiles().isEmpty()) {
            throw new IllegalStateException(
                    "the model predicts no quantiles: train it with quantiles(0.05, 0.5, 0.95)");
        }
    }
}
