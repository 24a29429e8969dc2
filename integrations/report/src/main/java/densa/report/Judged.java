package densa.report;

import static densa.table.DataException.quote;

import densa.encode.ClassCoding;
import densa.encode.TargetCoding;
import densa.encode.TargetColumns;
import densa.encode.Weights;
import densa.metric.ClassificationMetrics;
import densa.metric.Metrics;
import densa.metric.QuantileMetrics;
import densa.metric.RegressionMetrics;
import densa.metric.SeveralMetrics;
import densa.model.Model;
import densa.model.OutOfSample;
import densa.model.Predictions;
import densa.table.DataException;
import densa.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rows whose truth is known, and what a model predicts for them.
 *
 * @param targets one for each column that is predicted
 * @param weights how much each row counts
 * @param predictions for each row
 */
record Judged(List<Target> targets, double[] weights, Predictions predictions) {

    /**
     * A column that is predicted.
     *
     * @param classes its classes; empty for a number
     * @param levels of its quantiles; empty if none are predicted
     * @param truth a class index or a number for each row
     * @param values probabilities, quantiles or one number for each row
     */
    record Target(String name, List<String> classes, List<Double> levels, double[] truth, double[] values) {

        boolean isClasses() {
            return !classes.isEmpty();
        }

        /** Numbers that are predicted for a row. */
        int width() {
            return Math.max(1, Math.max(classes.size(), levels.size()));
        }

        /** The number that is predicted; of quantiles the middle one. */
        double number(int row) {
            return values[row * width() + (levels.isEmpty() ? 0 : QuantileMetrics.middle(levels))];
        }

        double probability(int row, int of) {
            return values[row * classes.size() + of];
        }

        /** The most probable class. */
        int label(int row) {
            int best = 0;
            for (int c = 1; c < classes.size(); c++) {
                if (probability(row, c) > probability(row, best)) {
                    best = c;
                }
            }
            return best;
        }

        /** The same target with other predictions. */
        Target with(double[] others) {
            return new Target(name, classes, levels, truth, others);
        }

        Metrics metrics(double[] weights) {
            if (isClasses()) {
                int[] indexes =
                        Arrays.stream(truth).mapToInt(index -> (int) index).toArray();
                return ClassificationMetrics.of(classes, indexes, values, weights);
            }
            return levels.isEmpty()
                    ? RegressionMetrics.of(truth, values, weights)
                    : QuantileMetrics.of(levels, truth, values, weights);
        }
    }

    /** Rows that judged a training. */
    static Judged of(OutOfSample judged) {
        return of(judged.model(), judged.truth(), judged.weights(), judged.predictions());
    }

    /**
     * The rows of a table that have a target.
     *
     * @throws DataException if the table does not have the target or a needed column, or no row has a target
     */
    static Judged of(Model model, Table table) {
        TargetColumns columns = TargetColumns.of(table, model.encoder().targets());
        int[] rows = columns.completeRows();
        if (rows.length == 0) {
            throw new DataException(
                    "no row has a value of " + TargetColumns.named(model.targets()) + " to compare with");
        }
        Optional<Weights> weights = model.weight()
                .filter(table::hasColumn)
                .map(name -> Weights.of(table, model.encoder().roles()));
        double[] weightOf = IntStream.of(rows)
                .mapToDouble(row -> weights.map(w -> w.weight(row)).orElse(1.0))
                .toArray();
        if (Arrays.stream(weightOf).noneMatch(weight -> weight > 0)) {
            throw new DataException("weight " + quote(model.weight().orElse("")) + " is 0 in every row");
        }
        return of(model, columns.truth(rows), weightOf, model.predict(table.select(rows)));
    }

    private static Judged of(Model model, double[] truth, double[] weights, Predictions predictions) {
        List<Target> targets = new ArrayList<>();
        List<TargetCoding> codings = model.encoder().targets();
        for (int t = 0; t < codings.size(); t++) {
            int place = t;
            double[] own = IntStream.range(0, weights.length)
                    .mapToDouble(row -> truth[row * codings.size() + place])
                    .toArray();
            List<String> classes = codings.get(t) instanceof ClassCoding coding ? coding.classes() : List.<String>of();
            Target target = new Target(codings.get(t).name(), classes, model.quantiles(), own, new double[0]);
            targets.add(target.with(values(target, predictions, codings.size() > 1)));
        }
        return new Judged(List.copyOf(targets), weights, predictions);
    }

    private static double[] values(Target target, Predictions predictions, boolean several) {
        int width = target.width();
        double[] values = new double[Math.multiplyExact(predictions.rows(), width)];
        for (int i = 0; i < values.length; i++) {
            int row = i / width;
            int place = i % width;
            if (!target.levels().isEmpty()) {
                values[i] = predictions.quantile(row, place);
            } else if (several) {
                values[i] = target.isClasses()
                        ? predictions.probability(
                                row, target.name(), target.classes().get(place))
                        : predictions.value(row, target.name());
            } else {
                values[i] = target.isClasses() ? predictions.probability(row, place) : predictions.value(row);
            }
        }
        return values;
    }

    int rows() {
        return weights.length;
    }

    boolean several() {
        return targets.size() > 1;
    }

    /** The figures, all rows as they are. */
    Metrics metrics() {
        return metrics(weights);
    }

    /** The figures with other weights of the rows. */
    Metrics metrics(double[] weightOf) {
        if (!several()) {
            return targets.get(0).metrics(weightOf);
        }
        Map<String, Metrics> all = new LinkedHashMap<>();
        targets.forEach(target -> all.put(target.name(), target.metrics(weightOf)));
        return new SeveralMetrics(all);
    }

    /** The same rows with the same prediction for each: what is best if nothing is known but the target. */
    Judged constant() {
        return new Judged(
                targets.stream()
                        .map(target -> target.with(Constant.of(target, weights)))
                        .toList(),
                weights,
                predictions);
    }

    /** Some of the rows. */
    Judged select(int[] rows) {
        return new Judged(
                targets.stream()
                        .map(target -> new Target(
                                target.name(),
                                target.classes(),
                                target.levels(),
                                IntStream.of(rows)
                                        .mapToDouble(row -> target.truth()[row])
                                        .toArray(),
                                IntStream.range(0, rows.length * target.width())
                                        .mapToDouble(i -> target.values()[
                                                rows[i / target.width()] * target.width() + i % target.width()])
                                        .toArray()))
                        .toList(),
                IntStream.of(rows).mapToDouble(row -> weights[row]).toArray(),
                predictions);
    }
}
