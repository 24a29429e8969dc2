package densa.model;

import densa.encode.ClassCoding;
import densa.encode.Dataset;
import densa.encode.TableRows;
import densa.metric.ClassificationMetrics;
import densa.metric.Metrics;
import densa.metric.RegressionMetrics;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the members of a model predict for rows that they did not learn from: the honest sight of a training. Immutable and
 * safe for any number of threads, and it gives arrays away as copies.
 */
public final class OutOfSample {

    private final Table table;
    private final int[] rows;
    private final double[] truth;
    private final double[] weights;
    private final Model model;
    private final List<Members> parts;
    private final double[] values;

    /**
     * Of the rows of one table.
     *
     * @param judging the table's rows that judged any member, among all rows that the parts' splits count
     * @param first the number of the first row of {@code judging} in the splits
     */
    OutOfSample(
            TableRows judging, int first, double[] allTruth, double[] allWeights, Model model, List<Members> parts) {
        Members all = Members.together(parts);
        int[] judged = all.judged();
        int[] places = IntStream.of(judged).map(row -> row - first).toArray();
        int[] numbers = judging.rows();
        this.rows = IntStream.of(places).map(place -> numbers[place]).toArray();
        this.table = judging.table();
        this.truth = IntStream.of(judged).mapToDouble(row -> allTruth[row]).toArray();
        this.weights = IntStream.of(judged).mapToDouble(row -> allWeights[row]).toArray();
        this.model = model;
        this.parts = List.copyOf(parts);
        this.values = model.calibrated(all.outOfSample());
    }

    /** The table of the rows. */
    public Table table() {
        return table;
    }

    /** The numbers of the rows in {@link #table()}. */
    public int[] rows() {
        return rows.clone();
    }

    /** What was true for each of them: a class index, or a number. */
    public double[] truth() {
        return truth.clone();
    }

    /** How much each of them counts, class weights included. */
    public double[] weights() {
        return weights.clone();
    }

    /** What is predicted for each of them, by members that did not learn from it. */
    public Predictions predictions() {
        return new Predictions(rows.length, model.classes(), values.clone(), List.of(), model.intervals());
    }

    /** How good {@link #predictions()} are. */
    public Metrics metrics() {
        return metrics(values);
    }

    /**
     * How good the predictions are if some columns hold other values.
     *
     * @param changed a row for each of {@link #rows()}, with the columns of {@link #table()}
     */
    public Metrics metrics(Table changed) {
        return metrics(values(changed));
    }

    /**
     * The standard deviation of every metric over the folds: how far it depends on the rows that happen to judge. Empty
     * unless there are several folds.
     */
    public Map<String, Double> spread() {
        List<int[]> folds = new ArrayList<>(new LinkedHashSet<>(parts.get(0).judging()));
        Map<Integer, Integer> placeOf = new HashMap<>();
        int[] judged = Members.together(parts).judged();
        for (int i = 0; i < judged.length; i++) {
            placeOf.put(judged[i], i);
        }
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (int[] fold : folds) {
            int[] places = IntStream.of(fold).map(placeOf::get).toArray();
            if (places.length == judged.length || IntStream.of(places).noneMatch(place -> weights[place] > 0)) {
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
        columns.add(table.select(rows).column(model.target()));
        columns.addAll(predictions().toTable().columns());
        return Table.of(columns);
    }

    private Metrics metrics(double[] of) {
        return metrics(of, IntStream.range(0, rows.length).toArray());
    }

    private Metrics metrics(double[] of, int[] places) {
        int width = of.length / rows.length;
        double[] some = new double[places.length * width];
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(of, places[i] * width, some, i * width, width);
        }
        double[] trueOf =
                IntStream.of(places).mapToDouble(place -> truth[place]).toArray();
        double[] weightOf =
                IntStream.of(places).mapToDouble(place -> weights[place]).toArray();
        if (model.encoder().target() instanceof ClassCoding) {
            return ClassificationMetrics.of(
                    model.classes(),
                    Arrays.stream(trueOf).mapToInt(index -> (int) index).toArray(),
                    some,
                    weightOf);
        }
        return RegressionMetrics.of(trueOf, some, weightOf);
    }

    private double[] values(Table changed) {
        if (changed.rows() != rows.length) {
            throw new IllegalArgumentException(
                    "the changed table must have " + rows.length + " rows, got " + changed.rows());
        }
        Dataset inputs =
                model.encoder().encodeInputs(changed, model.members().get(0).precision());
        int[] judged = Members.together(parts).judged();
        int[] placeOf = new int[judged[judged.length - 1] + 1];
        for (int i = 0; i < judged.length; i++) {
            placeOf[judged[i]] = i;
        }
        int width = values.length / rows.length;
        double[] sums = new double[values.length];
        int[] counts = new int[rows.length];
        int member = 0;
        for (Members part : parts) {
            for (int[] validation : part.judging()) {
                int[] places = IntStream.of(validation).map(row -> placeOf[row]).toArray();
                double[] raw = model.members().get(member++).predict(inputs.select(places));
                double[] own = new double[places.length * width];
                part.candidate().meaning().addTo(raw, places.length, own, 0);
                for (int i = 0; i < places.length; i++) {
                    counts[places[i]]++;
                    for (int v = 0; v < width; v++) {
                        sums[places[i] * width + v] += own[i * width + v];
                    }
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= counts[i / width];
        }
        return model.calibrated(sums);
    }
}
