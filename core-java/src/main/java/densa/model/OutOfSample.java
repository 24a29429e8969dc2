package densa.model;

import densa.encode.EncodedTable;
import densa.encode.TableRows;
import densa.metric.Metrics;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.train.TrainedNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the members of a model predict for rows that they did not learn from: the honest sight of a training. Immutable
 * and safe for any number of threads, and it gives arrays away as copies.
 */
public final class OutOfSample {

    private final Table table;
    private final int[] rows;
    private final double[] truth;
    private final double[] weights;
    private final Model model;
    private final List<Judging> judging;
    /** Places of the rows of each fold. */
    private final List<int[]> folds;

    private final double[] values;

    /**
     * A member and the rows that judge it.
     *
     * @param places of the rows in {@link #rows()}
     */
    private record Judging(TrainedNetwork member, OutputMeaning meaning, int[] places) {}

    private OutOfSample(
            Table table,
            int[] rows,
            double[] truth,
            double[] weights,
            Model model,
            List<Judging> judging,
            List<int[]> folds,
            double[] values) {
        this.table = table;
        this.rows = rows;
        this.truth = truth;
        this.weights = weights;
        this.model = model;
        this.judging = judging;
        this.folds = folds;
        this.values = values;
    }

    /**
     * Of the rows of one table.
     *
     * @param judging the table's rows that judged any member, among all rows that the parts' splits count
     * @param first the number of the first row of {@code judging} in the splits
     * @param all the members of all parts together
     */
    static OutOfSample of(
            TableRows judging,
            int first,
            double[] allTruth,
            double[] allWeights,
            Model model,
            List<Members> parts,
            Members all) {
        int[] judged = all.judged();
        int[] numbers = judging.rows();
        return new OutOfSample(
                judging.table(),
                IntStream.of(judged).map(row -> numbers[row - first]).toArray(),
                OutputMeaning.rows(allTruth, model.targets().size(), judged),
                IntStream.of(judged).mapToDouble(row -> allWeights[row]).toArray(),
                model,
                judging(judged, model, parts),
                new LinkedHashSet<>(parts.get(0).judging())
                        .stream().map(fold -> placesOf(judged, fold)).toList(),
                model.tempered(all.outOfSample(), Calibration::judgedTemperature));
    }

    private static List<Judging> judging(int[] judged, Model model, List<Members> parts) {
        List<Judging> judging = new ArrayList<>();
        for (Members part : parts) {
            for (int[] validation : part.judging()) {
                judging.add(new Judging(
                        model.members().get(judging.size()), part.candidate().meaning(), placesOf(judged, validation)));
            }
        }
        return judging;
    }

    /** Where rows stand among the judged ones, which ascend. */
    private static int[] placesOf(int[] judged, int[] some) {
        return IntStream.of(some).map(row -> Arrays.binarySearch(judged, row)).toArray();
    }

    /**
     * The same sight of some of the rows.
     *
     * @param places of the rows in {@link #rows()}, each at most once, at least one
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalArgumentException if there is none, or one occurs twice
     */
    public OutOfSample select(int[] places) {
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
        return new OutOfSample(
                table,
                IntStream.of(places).map(place -> rows[place]).toArray(),
                OutputMeaning.rows(truth, model.targets().size(), places),
                IntStream.of(places).mapToDouble(place -> weights[place]).toArray(),
                model,
                judging.stream()
                        .map(one -> new Judging(one.member(), one.meaning(), among(placeOf, one.places())))
                        .toList(),
                folds.stream().map(fold -> among(placeOf, fold)).toList(),
                OutputMeaning.rows(values, values.length / rows.length, places));
    }

    /**
     * The same sight of one of the model's targets.
     *
     * @throws IllegalArgumentException if there is no such target; the message lists them
     */
    public OutOfSample forTarget(String name) {
        Model one = model.forTarget(name);
        int index = model.meaning().index(name);
        List<Judging> judgingOne = IntStream.range(0, judging.size())
                .mapToObj(i -> new Judging(
                        one.members().get(i),
                        judging.get(i).meaning().forTarget(index),
                        judging.get(i).places()))
                .toList();
        return new OutOfSample(
                table,
                rows,
                model.meaning().truthOf(index, truth),
                weights,
                one,
                judgingOne,
                folds,
                model.meaning().valuesOf(index, values));
    }

    /** The new places of those of some places that are kept. */
    private static int[] among(int[] placeOf, int[] places) {
        return IntStream.of(places)
                .map(place -> placeOf[place])
                .filter(place -> place >= 0)
                .toArray();
    }

    /** The model whose members are judged. */
    public Model model() {
        return model;
    }

    /** The table of the rows. */
    public Table table() {
        return table;
    }

    /** The numbers of the rows in {@link #table()}. */
    public int[] rows() {
        return rows.clone();
    }

    /** What was true for each of them: a class index, or a number; of several targets, one for each of them. */
    public double[] truth() {
        return truth.clone();
    }

    /** How much each of them counts, class weights included. */
    public double[] weights() {
        return weights.clone();
    }

    /** What is predicted for each of them, by members that did not learn from it. */
    public Predictions predictions() {
        return new Predictions(rows.length, model.meaning(), values.clone(), List.of(), model.intervals());
    }

    /** How good {@link #predictions()} are. */
    public Metrics metrics() {
        return metrics(values);
    }

    /**
     * What is predicted, by members that did not learn from the row, if some columns hold other values. The members are
     * those of the model, whose best epoch these rows found; compare with what this gives for unchanged rows, not with
     * {@link #predictions()}, which leave out that bit of luck.
     *
     * @param inputs rows x input columns of the model's encoder, as {@link EncodedTable#read} writes them: a row for
     *     each of {@link #rows()}
     * @throws IllegalArgumentException if there are more or fewer
     */
    public Predictions predictions(double[] inputs) {
        return new Predictions(rows.length, model.meaning(), values(inputs), List.of(), model.intervals());
    }

    /**
     * How good the predictions are if some columns hold other values.
     *
     * @param changed a row for each of {@link #rows()}, with the columns of {@link #table()}
     */
    public Metrics metrics(Table changed) {
        return metrics(values(model.encoder().inputs(changed).toArray()));
    }

    /**
     * The standard deviation of every metric over the folds: how far it depends on the rows that happen to judge. Empty
     * unless there are several folds.
     */
    public Map<String, Double> spread() {
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (int[] places : folds) {
            if (places.length == rows.length || IntStream.of(places).noneMatch(place -> weights[place] > 0)) {
                return Map.of();
            }
            metrics(values, places).values().forEach((name, value) -> figures.computeIfAbsent(
                            name, key -> new ArrayList<>())
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
     * A table with a row for each of {@link #rows()}: its number in the training table, counted from 1, its target, and
     * the columns of {@link Predictions#toTable()}.
     */
    public Table toTable() {
        List<Column> columns = new ArrayList<>();
        columns.add(NumericColumn.of(
                "row", IntStream.of(rows).mapToDouble(row -> row + 1).toArray()));
        model.targets().forEach(target -> columns.add(table.select(rows).column(target)));
        columns.addAll(predictions().toTable().columns());
        return Table.of(columns);
    }

    private Metrics metrics(double[] of) {
        return metrics(of, everyPlace());
    }

    private Metrics metrics(double[] of, int[] places) {
        int width = of.length / rows.length;
        double[] some = OutputMeaning.rows(of, width, places);
        double[] trueOf = OutputMeaning.rows(truth, model.targets().size(), places);
        double[] weightOf =
                IntStream.of(places).mapToDouble(place -> weights[place]).toArray();
        return model.meaning().metrics(trueOf, some, weightOf);
    }

    private double[] values(double[] inputs) {
        int columns = model.encoder().inputs().size();
        if (inputs.length != (long) rows.length * columns) {
            throw new IllegalArgumentException("the changed rows must be " + rows.length + " of " + columns
                    + " input columns each, got " + inputs.length + " numbers");
        }
        MeanPredictions means = new MeanPredictions(rows.length, values.length / rows.length);
        for (Judging one : judging) {
            double[] own = OutputMeaning.rows(inputs, columns, one.places());
            double[] raw = new double[one.places().length * one.member().outputs()];
            one.member().predict(own, raw);
            means.add(one.meaning(), raw, one.places());
        }
        return model.tempered(means.of(everyPlace()), Calibration::judgedTemperature);
    }

    private int[] everyPlace() {
        return IntStream.range(0, rows.length).toArray();
    }
}
