package densa.table.model;

import densa.internal.LeastSquares;
import densa.metric.Metrics;
import densa.network.TargetKind;
import densa.table.Table;
import densa.table.encode.Encoder;
import densa.table.encode.TargetColumns;
import densa.table.encode.WeightColumn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How good linear regression is on the rows of an evaluation: least squares on the columns as they are, numbers without
 * bins or limits, a level as 0 or 1, a missing number as the median and a constant of its own. A model that is no better
 * needs no network.
 */
public final class LinearBaseline {

    /** A sample of a larger table is enough for a line. */
    private static final int MOST_ENTRIES = 10_000_000;

    private static final double RIDGE = 1e-13;
    private static final double RIDGE_OF_WIDE_TABLES = 1e-2;

    private final Evaluation evaluation;
    private final TargetColumns targets;
    private final WeightColumn weights;
    private final LinearFeatures features;
    private final LinearFeatures validated;

    private LinearBaseline(Evaluation evaluation, Table training) {
        this.evaluation = evaluation;
        Encoder encoder = evaluation.model().encoder();
        Table table = encoder.cleaned(training);
        this.targets = TargetColumns.of(table, encoder.targets());
        this.weights = WeightColumn.of(table, encoder.roles());
        this.features = new LinearFeatures(encoder, table);
        this.validated = evaluation.table() == training
                ? features
                : new LinearFeatures(encoder, encoder.cleaned(evaluation.table()));
    }

    /**
     * {@return the metrics of linear regression, fitted to the rows that the model learned from and validated as it was;
     * empty unless the targets are any numbers, whose mean is predicted}
     *
     * @param evaluation that of a training; the rows of a fold are predicted from the other folds
     * @param training the table that was trained on
     */
    public static Optional<Metrics> metrics(Evaluation evaluation, Table training) {
        Model model = evaluation.model();
        boolean mean = model.members().get(0).loss().target() == TargetKind.NUMBER
                && model.quantiles().isEmpty();
        return mean ? Optional.of(new LinearBaseline(evaluation, training).metrics()) : Optional.empty();
    }

    private Metrics metrics() {
        int[] rows = evaluation.rows();
        List<EvaluatedTarget> all = evaluation.targets();
        double[][] values = new double[all.size()][rows.length];
        for (int[] places : evaluation.folds()) {
            int[] learned =
                    learned(IntStream.of(places).map(place -> rows[place]).toArray());
            double[] weightOf =
                    IntStream.of(learned).mapToDouble(weights::weight).toArray();
            double[] truth = targets.truth(learned);
            LeastSquares problem = problem(learned);
            double ridge = features.size() > learned.length ? RIDGE_OF_WIDE_TABLES : RIDGE;
            for (int t = 0; t < values.length; t++) {
                int target = t;
                double[] one = IntStream.range(0, learned.length)
                        .mapToDouble(i -> truth[i * values.length + target])
                        .toArray();
                predict(places, rows, problem.fit(weightOf, one, ridge), values[t]);
            }
        }
        List<EvaluatedTarget> predicted = new ArrayList<>();
        for (int t = 0; t < values.length; t++) {
            predicted.add(all.get(t).with(values[t]));
        }
        return EvaluatedTarget.metrics(predicted, evaluation.weights());
    }

    /** The rows to learn from, evenly spread if there are very many. */
    private int[] learned(int[] left) {
        BitSet out = new BitSet();
        if (validated == features) {
            IntStream.of(left).forEach(out::set);
        }
        int[] all = IntStream.of(targets.completeRows())
                .filter(row -> !out.get(row))
                .toArray();
        int most = Math.max(1, MOST_ENTRIES / features.entries());
        return all.length <= most
                ? all
                : IntStream.range(0, most)
                        .map(i -> all[(int) ((long) i * all.length / most)])
                        .toArray();
    }

    private LeastSquares problem(int[] rows) {
        int entries = features.entries();
        int[] index = new int[rows.length * entries];
        double[] value = new double[index.length];
        double[] inputs = new double[features.inputs()];
        for (int i = 0; i < rows.length; i++) {
            features.read(rows[i], inputs, index, value, i * entries);
        }
        return new LeastSquares(features.size(), entries, index, value);
    }

    private void predict(int[] places, int[] rows, double[] coefficients, double[] values) {
        int[] index = new int[features.entries()];
        double[] value = new double[index.length];
        double[] inputs = new double[features.inputs()];
        for (int place : places) {
            validated.read(rows[place], inputs, index, value, 0);
            double sum = 0;
            for (int i = 0; i < index.length; i++) {
                sum += value[i] * coefficients[index[i]];
            }
            values[place] = sum;
        }
    }
}
