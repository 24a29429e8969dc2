package densa.table.model;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.internal.MeanPredictions;
import densa.metric.ClassificationMetrics;
import densa.metric.Metrics;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.encode.EncodedTable;
import densa.table.encode.TableRows;
import densa.table.encode.TargetColumns;
import densa.table.encode.WeightColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Rows of a table with their true targets, their weights and what a model predicts for them. Those of a training are
 * out-of-fold: each row is predicted by networks that did not learn from it. Immutable and safe for any number of
 * threads; arrays are returned as copies.
 */
public final class Evaluation {

    private final Model model;
    private final Table table;
    private final int[] rows;
    private final List<EvaluatedTarget> targets;
    private final double[] weights;
    private final Predictions predictions;
    private final Optional<OutOfFold> outOfFold;

    /**
     * Which network predicts which rows.
     *
     * @param validated for each network of the model, the places of the rows that it did not learn from
     * @param folds the places of the rows of each fold
     */
    private record OutOfFold(List<int[]> validated, List<int[]> folds) {

        OutOfFold select(int[] placeOf) {
            return new OutOfFold(among(placeOf, validated), among(placeOf, folds));
        }

        /** The new places of those rows that are kept. */
        private static List<int[]> among(int[] placeOf, List<int[]> old) {
            return old.stream()
                    .map(places -> IntStream.of(places)
                            .map(place -> placeOf[place])
                            .filter(place -> place >= 0)
                            .toArray())
                    .toList();
        }
    }

    private Evaluation(
            Model model,
            Table table,
            int[] rows,
            List<EvaluatedTarget> targets,
            double[] weights,
            Predictions predictions,
            Optional<OutOfFold> outOfFold) {
        this.model = model;
        this.table = table;
        this.rows = rows;
        this.targets = targets;
        this.weights = weights;
        this.predictions = predictions;
        this.outOfFold = outOfFold;
    }

    private static Evaluation of(
            Model model,
            Table table,
            int[] rows,
            double[] truth,
            double[] weights,
            Predictions predictions,
            Optional<OutOfFold> outOfFold) {
        List<EvaluatedTarget> targets = EvaluatedTarget.of(model.decoder(), truth, predictions.values());
        return new Evaluation(model, table, rows, targets, weights, predictions, outOfFold);
    }

    /**
     * Evaluates a model on the rows of a table that have all targets.
     *
     * @param predicted gives the predictions for some rows
     * @throws DataException if a target or a needed column is not there, no row has all targets, or all weights are 0
     */
    static Evaluation of(Model model, Table given, Function<int[], Predictions> predicted) {
        Table table = model.encoder().cleaned(given);
        TargetColumns columns = TargetColumns.of(table, model.encoder().targets());
        Optional<WeightColumn> weights = model.weight()
                .filter(table::hasColumn)
                .map(name -> WeightColumn.of(table, model.encoder().roles()));
        int[] rows = columns.completeRows();
        double[] weightOf = IntStream.of(rows)
                .mapToDouble(row -> weights.map(w -> w.weight(row)).orElse(1.0))
                .toArray();
        if (rows.length == 0) {
            throw new DataException(
                    "no row has a value of " + TargetColumns.named(model.targets()) + " to compare with");
        }
        if (Arrays.stream(weightOf).noneMatch(weight -> weight > 0)) {
            throw new DataException("weight " + quote(model.weight().orElse("")) + " is 0 in every row");
        }
        return of(model, table, rows, columns.truth(rows), weightOf, predicted.apply(rows), Optional.empty());
    }

    /**
     * Assembles the out-of-fold evaluation of a training.
     *
     * @param model the model that was trained
     * @param table the table that the rows are from
     * @param rows the numbers of the rows in {@code table}
     * @param truth rows x targets: class indexes or numbers
     * @param weights how much each row counts
     * @param values rows x values of a row, as {@link OutputDecoder} defines them
     * @param validated for each network of the model, the places in {@code rows} of those that it did not learn from
     * @param folds the places of the rows of each fold
     * @return the evaluation, whose {@link #withInputs} asks for each row only networks that did not learn from it
     */
    public static Evaluation outOfFold(
            Model model,
            Table table,
            int[] rows,
            double[] truth,
            double[] weights,
            double[] values,
            List<int[]> validated,
            List<int[]> folds) {
        Predictions predictions = model.predictions(rows.length, values, List.of());
        return of(model, table, rows, truth, weights, predictions, Optional.of(new OutOfFold(validated, folds)));
    }

    /**
     * Adds rows of the validation table of a training whose class the training does not have, so that no prediction of
     * them is right.
     *
     * @param unknown rows of {@link #table()} that are not among {@link #rows()}, with their weights
     * @return the evaluation of all of these rows
     */
    public Evaluation withUnknown(TableRows unknown) {
        int first = rows.length;
        int[] all = IntStream.concat(IntStream.of(rows), IntStream.of(unknown.rows()))
                .toArray();
        double[] truth = new double[all.length];
        Arrays.fill(truth, ClassificationMetrics.OTHER_CLASS);
        for (int row = 0; row < first; row++) {
            truth[row] = targets.get(0).truth(row);
        }
        Predictions others = model.predict(table.select(unknown.rows()));
        double[] weightOf = Arrays.copyOf(weights, all.length);
        System.arraycopy(unknown.weights(), 0, weightOf, first, unknown.count());
        double[] values = Predictions.concat(List.of(predictions, others)).values();
        int[] each = IntStream.range(0, all.length).toArray();
        // No network learned from the validation table.
        List<int[]> validated = model.members().stream().map(member -> each).toList();
        return of(
                model,
                table,
                all,
                truth,
                weightOf,
                model.predictions(all.length, values, List.of()),
                Optional.of(new OutOfFold(validated, List.of(each))));
    }

    /**
     * {@return the evaluation of some of the rows}
     *
     * @param places of the rows in {@link #rows()}, each at most once, at least one
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalArgumentException if there is none, or one occurs twice
     */
    public Evaluation select(int[] places) {
        int[] placeOf = new int[rows.length];
        Arrays.fill(placeOf, -1);
        for (int i = 0; i < places.length; i++) {
            if (placeOf[places[i]] >= 0) {
                throw new IllegalArgumentException("places must be distinct, got " + places[i] + " twice");
            }
            placeOf[places[i]] = i;
        }
        if (places.length == 0) {
            throw new IllegalArgumentException("places must be at least one, got none");
        }
        return new Evaluation(
                model,
                table,
                IntStream.of(places).map(place -> rows[place]).toArray(),
                targets.stream().map(target -> target.select(places)).toList(),
                IntStream.of(places).mapToDouble(place -> weights[place]).toArray(),
                predictions.select(places),
                outOfFold.map(networks -> networks.select(placeOf)));
    }

    /**
     * {@return the evaluation of one of the model's targets}
     *
     * @param name one of {@link Model#targets()}
     * @throws IllegalArgumentException if there is no such target; the message lists them
     */
    public Evaluation forTarget(String name) {
        Model one = model.forTarget(name);
        EvaluatedTarget target = targets.get(model.decoder().index(name));
        Predictions own = one.predictions(rows.length, target.values(), predictions.notes());
        return new Evaluation(one, table, rows, List.of(target), weights, own, outOfFold);
    }

    /**
     * {@return the evaluation of the same rows with other inputs} Out-of-fold, each row is predicted by the networks
     * that did not learn from it; as these rows chose their best epoch, compare with what this gives for unchanged
     * inputs rather than with {@link #predictions()}, which are free of that choice.
     *
     * @param inputs rows x input columns of the model's encoder, as {@link EncodedTable#read} writes them: a row for
     *     each of {@link #rows()}
     * @throws IllegalArgumentException if there are more or fewer
     */
    public Evaluation withInputs(double[] inputs) {
        int columns = model.encoder().inputs().size();
        if (inputs.length != (long) rows.length * columns) {
            throw new IllegalArgumentException("the changed rows must be " + rows.length + " of " + columns
                    + " input columns each, got " + inputs.length + " numbers");
        }
        return with(outOfFold.map(networks -> predict(inputs, networks)).orElseGet(() -> model.predict(inputs)));
    }

    private Predictions predict(double[] inputs, OutOfFold networks) {
        OutputDecoder decoder = model.decoder();
        int columns = model.encoder().inputs().size();
        MeanPredictions means = new MeanPredictions(rows.length, decoder.width());
        for (int i = 0; i < networks.validated().size(); i++) {
            int[] places = networks.validated().get(i);
            double[] raw = new double[places.length * decoder.outputs()];
            model.members().get(i).predict(OutputDecoder.rows(inputs, columns, places), raw);
            means.add(decoder.values(raw, places.length), places);
        }
        double[] values = means.of(IntStream.range(0, rows.length).toArray());
        return model.predictions(rows.length, model.calibrated(values, Calibration::outOfFoldTemperature), List.of());
    }

    private Evaluation with(Predictions other) {
        List<EvaluatedTarget> own = new ArrayList<>();
        for (int t = 0; t < targets.size(); t++) {
            own.add(targets.get(t).with(model.decoder().valuesOf(t, other.values())));
        }
        return new Evaluation(model, table, rows, List.copyOf(own), weights, other, outOfFold);
    }

    /** {@return the model that predicts} */
    public Model model() {
        return model;
    }

    /** {@return the table of the rows} */
    public Table table() {
        return table;
    }

    /** {@return the numbers of the rows in {@link #table()}} */
    public int[] rows() {
        return rows.clone();
    }

    /** Returns the places of the rows of each fold; one of all rows if there are no folds. */
    List<int[]> folds() {
        return outOfFold
                .map(OutOfFold::folds)
                .orElseGet(() -> List.of(IntStream.range(0, rows.length).toArray()));
    }

    /** {@return each target's truth and predictions, in the order of the model's targets} */
    public List<EvaluatedTarget> targets() {
        return targets;
    }

    /** {@return the classes of the rows that the model does not know, in the order of their first rows} */
    public List<UnknownClass> unknownClasses() {
        List<UnknownClass> unknown = new ArrayList<>();
        for (EvaluatedTarget target : targets) {
            Map<String, List<Integer>> rowsOf = new LinkedHashMap<>();
            for (int i = 0; target.isClasses() && i < rows.length; i++) {
                if (target.truth(i) == ClassificationMetrics.OTHER_CLASS) {
                    String label = table.column(target.name()).text(rows[i]);
                    rowsOf.computeIfAbsent(label, first -> new ArrayList<>()).add(rows[i] + 1);
                }
            }
            rowsOf.forEach(
                    (label, found) -> unknown.add(new UnknownClass(target.name(), label, found.size(), found.get(0))));
        }
        return unknown;
    }

    /** {@return how much each row counts; after a training, class weights included} */
    public double[] weights() {
        return weights.clone();
    }

    /** {@return the predictions for the rows} */
    public Predictions predictions() {
        return predictions;
    }

    /** {@return how good the predictions are} */
    public Metrics metrics() {
        return metrics(weights);
    }

    /**
     * {@return how good the predictions are if the rows count otherwise}
     *
     * @param weightOf one for each row, 0 or more, not all 0
     */
    public Metrics metrics(double[] weightOf) {
        return EvaluatedTarget.metrics(targets, weightOf);
    }

    /**
     * {@return how good the best constant prediction is: the shares of the classes, the mean, or the quantiles of these
     * rows} A model that is no better has learned nothing.
     */
    public Metrics constantMetrics() {
        return EvaluatedTarget.metrics(
                targets.stream().map(target -> target.constant(weights)).toList(), weights);
    }

    /**
     * {@return the share of the rows that lie within their prediction interval, whatever their weights}
     *
     * @param target the name of a target that is a number
     * @param level of the interval, above 0 and below 1
     * @throws IllegalArgumentException if there is no such target, or the level is out of range
     * @throws IllegalStateException if the model predicts a class
     */
    public double coverage(String target, double level) {
        EvaluatedTarget own = targets.get(model.decoder().index(target));
        long within = IntStream.range(0, rows.length)
                .filter(row -> predictions.lower(row, target, level) <= own.truth(row)
                        && own.truth(row) <= predictions.upper(row, target, level))
                .count();
        return (double) within / rows.length;
    }

    /**
     * {@return the standard deviation of every metric over the folds: how far it depends on which rows validate} Empty
     * unless there are several folds.
     */
    public Map<String, Double> spread() {
        return spread(targets);
    }

    /**
     * As {@link #spread()}, of one target.
     *
     * @param target one of {@link Model#targets()}
     * @return the standard deviation by the name of the metric; empty unless there are several folds
     * @throws IllegalArgumentException if there is no such target; the message lists them
     */
    public Map<String, Double> spread(String target) {
        return spread(List.of(targets.get(model.decoder().index(target))));
    }

    private Map<String, Double> spread(List<EvaluatedTarget> of) {
        List<int[]> folds = outOfFold.map(OutOfFold::folds).orElse(List.of());
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (int[] places : folds) {
            if (places.length == rows.length || IntStream.of(places).noneMatch(place -> weights[place] > 0)) {
                return Map.of();
            }
            double[] own =
                    IntStream.of(places).mapToDouble(place -> weights[place]).toArray();
            EvaluatedTarget.metrics(
                            of.stream().map(target -> target.select(places)).toList(), own)
                    .values()
                    .forEach((name, value) -> figures.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(value));
        }
        Map<String, Double> spread = new LinkedHashMap<>();
        figures.forEach((name, list) -> {
            double mean = list.stream().mapToDouble(value -> value).average().orElseThrow();
            double squares = list.stream()
                    .mapToDouble(value -> (value - mean) * (value - mean))
                    .sum();
            spread.put(name, Math.sqrt(squares / Math.max(1, list.size() - 1)));
        });
        return spread;
    }

    /**
     * {@return a table with a row for each of {@link #rows()}: its number in {@link #table()}, counted from 1, its
     * targets, and the columns of {@link Predictions#toTable()}}
     */
    public Table toTable() {
        List<Column> columns = new ArrayList<>();
        columns.add(NumericColumn.of(
                "row", IntStream.of(rows).mapToDouble(row -> row + 1).toArray()));
        model.targets().forEach(target -> columns.add(table.select(rows).column(target)));
        columns.addAll(predictions.toTable().columns());
        return Table.of(columns);
    }
}
