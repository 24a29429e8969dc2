package densa.table.model;

import densa.metric.ClassificationMetrics;
import densa.metric.Metrics;
import densa.metric.QuantileMetrics;
import densa.metric.RegressionMetrics;
import densa.metric.SeveralMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What is true and what is predicted for one target of the rows of an {@link Evaluation}. Immutable. */
public final class EvaluatedTarget {

    private static final double SMALLEST_PROBABILITY = 1e-15;

    private final String name;
    private final List<String> classes;
    private final List<Double> quantiles;
    private final double[] truth;
    private final double[] values;
    private final int width;

    private EvaluatedTarget(
            String name, List<String> classes, List<Double> quantiles, double[] truth, double[] values) {
        this.name = name;
        this.classes = List.copyOf(classes);
        this.quantiles = List.copyOf(quantiles);
        this.truth = truth;
        this.values = values;
        this.width = Math.max(1, Math.max(classes.size(), quantiles.size()));
    }

    /**
     * {@return a target with its predictions}
     *
     * @param name the name of the target's column
     * @param classes its classes, in the order of their probabilities; empty for a number
     * @param quantiles the levels of the predicted quantiles; empty if none are predicted
     * @param truth a class index or a number for each row
     * @param values rows x probabilities of the classes, or x quantiles, or one number for each row
     * @throws IllegalArgumentException if the arrays do not fit each other
     */
    public static EvaluatedTarget of(
            String name, List<String> classes, List<Double> quantiles, double[] truth, double[] values) {
        EvaluatedTarget target = new EvaluatedTarget(name, classes, quantiles, truth.clone(), values.clone());
        if (values.length != (long) truth.length * target.width) {
            throw new IllegalArgumentException("predictions of " + truth.length + " rows must be "
                    + (long) truth.length * target.width + " values, got " + values.length);
        }
        return target;
    }

    /** Splits rows x targets and rows x values by target. */
    static List<EvaluatedTarget> of(OutputDecoder decoder, double[] truth, double[] values) {
        List<EvaluatedTarget> targets = new ArrayList<>();
        for (int t = 0; t < decoder.targets().size(); t++) {
            OutputDecoder one = decoder.forTarget(t);
            targets.add(new EvaluatedTarget(
                    one.targets().get(0).name(),
                    one.classes(),
                    one.quantiles(),
                    decoder.truthOf(t, truth),
                    decoder.valuesOf(t, values)));
        }
        return List.copyOf(targets);
    }

    /**
     * {@return how good predictions of all targets are}
     *
     * @param decoder that of the model, which made the values of the network's outputs
     * @param truth rows x targets: class indexes or numbers
     * @param values rows x {@link OutputDecoder#width()}
     * @param weights how much each row counts, 0 or more, not all 0
     */
    public static Metrics metrics(OutputDecoder decoder, double[] truth, double[] values, double[] weights) {
        return metrics(of(decoder, truth, values), weights);
    }

    /**
     * {@return how good the predictions of some targets of the same rows are}
     *
     * @param targets one or more, all of them classes or all of them numbers; several give figures of each
     * @param weights how much each row counts, 0 or more, not all 0
     */
    public static Metrics metrics(List<EvaluatedTarget> targets, double[] weights) {
        if (targets.size() == 1) {
            return targets.get(0).metrics(weights);
        }
        Map<String, Metrics> byTarget = new LinkedHashMap<>();
        targets.forEach(target -> byTarget.put(target.name, target.metrics(weights)));
        return new SeveralMetrics(byTarget);
    }

    /** {@return the name of the target's column} */
    public String name() {
        return name;
    }

    /** {@return the classes, in the order of their probabilities; empty for a number} */
    public List<String> classes() {
        return classes;
    }

    /** {@return the levels of the predicted quantiles, ascending; empty if none are predicted} */
    public List<Double> quantiles() {
        return quantiles;
    }

    /** {@return whether a class is predicted, not a number} */
    public boolean isClasses() {
        return !classes.isEmpty();
    }

    /** {@return the number of rows} */
    public int rows() {
        return truth.length;
    }

    /**
     * {@return what is true of a row: a class index, {@link ClassificationMetrics#OTHER_CLASS} for a class that is none of
     * {@link #classes()}, or a number in its own unit}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     */
    public double truth(int row) {
        return truth[row];
    }

    /** Whether the class of a row is none of those that are predicted. */
    private boolean isOther(int row) {
        return isClasses() && truth[row] == ClassificationMetrics.OTHER_CLASS;
    }

    /**
     * {@return the predicted number; of quantiles, the one whose level is nearest to 0.5}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     */
    public double number(int row) {
        return values[row * width + (quantiles.isEmpty() ? 0 : QuantileMetrics.middle(quantiles))];
    }

    /**
     * {@return a predicted quantile, in the unit of the target}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     * @param index that of its level in {@link #quantiles()}
     */
    public double quantile(int row, int index) {
        return values[row * width + index];
    }

    /**
     * {@return the predicted probability of a class, 0 to 1}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     * @param index that of the class in {@link #classes()}
     */
    public double probability(int row, int index) {
        return values[row * width + index];
    }

    /**
     * {@return the index of the most probable class, the first of equal ones}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     */
    public int label(int row) {
        return Predictions.largest(values, row * width, width);
    }

    /**
     * {@return the error of each row: -ln of the predicted probability of the true class, or the square of the
     * distance}
     */
    public double[] errors() {
        double[] errors = new double[truth.length];
        for (int row = 0; row < errors.length; row++) {
            if (isClasses()) {
                double p = isOther(row) ? 0 : probability(row, (int) truth[row]);
                errors[row] = -Math.log(Math.min(1 - SMALLEST_PROBABILITY, Math.max(SMALLEST_PROBABILITY, p)));
            } else {
                double distance = number(row) - truth[row];
                errors[row] = distance * distance;
            }
        }
        return errors;
    }

    /**
     * {@return how good the predictions are}
     *
     * @param weights how much each row counts, 0 or more, not all 0
     */
    public Metrics metrics(double[] weights) {
        if (isClasses()) {
            int[] labels = Arrays.stream(truth).mapToInt(label -> (int) label).toArray();
            return ClassificationMetrics.of(classes, labels, values, weights);
        }
        return quantiles.isEmpty()
                ? RegressionMetrics.of(truth, values, weights)
                : QuantileMetrics.of(quantiles, truth, values, weights);
    }

    /**
     * {@return the same rows, each with the best constant prediction: the shares of the classes, the mean, or the
     * quantiles}
     *
     * @param weights how much each row counts, 0 or more, not all 0
     */
    public EvaluatedTarget constant(double[] weights) {
        double[] one = quantiles.isEmpty() ? means(weights) : quantiles(weights);
        double[] constant = new double[values.length];
        for (int i = 0; i < constant.length; i++) {
            constant[i] = one[i % width];
        }
        return with(constant);
    }

    private double[] means(double[] weights) {
        double[] means = new double[width];
        double total = 0;
        for (int row = 0; row < truth.length; row++) {
            if (isOther(row)) {
                continue;
            }
            total += weights[row];
            if (isClasses()) {
                means[(int) truth[row]] += weights[row];
            } else {
                means[0] += weights[row] * truth[row];
            }
        }
        for (int i = 0; i < width; i++) {
            means[i] /= total;
        }
        return means;
    }

    private double[] quantiles(double[] weights) {
        List<Integer> ascending = IntStream.range(0, truth.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> truth[row]))
                .toList();
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double[] found = new double[quantiles.size()];
        for (int i = 0; i < found.length; i++) {
            double below = 0;
            for (int row : ascending) {
                found[i] = truth[row];
                below += weights[row];
                if (below >= quantiles.get(i) * total) {
                    break;
                }
            }
        }
        return found;
    }

    EvaluatedTarget with(double[] others) {
        return new EvaluatedTarget(name, classes, quantiles, truth, others);
    }

    /**
     * {@return some of the rows}
     *
     * @param rows the places of the rows, each 0 to {@link #rows()} - 1; one may occur several times
     */
    public EvaluatedTarget select(int[] rows) {
        return new EvaluatedTarget(
                name, classes, quantiles, OutputDecoder.rows(truth, 1, rows), OutputDecoder.rows(values, width, rows));
    }

    double[] values() {
        return values;
    }
}
