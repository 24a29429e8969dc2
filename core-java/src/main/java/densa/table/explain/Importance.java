package densa.table.explain;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.internal.Parallel;
import densa.table.Table;
import densa.table.encode.EncodedTable;
import densa.table.encode.InputCoding;
import densa.table.encode.TargetColumns;
import densa.table.encode.WeightColumn;
import densa.table.model.Evaluation;
import densa.table.model.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How much the predictions need each column: the growth of the error when the column's values are shuffled over the
 * rows, so that they say nothing about the row any more (permutation importance: Breiman 2001, "Random Forests";
 * Fisher, Rudin and Dominici 2019, "All Models are Wrong, but Many are Useful"). The error is the log loss for classes
 * and the root mean squared error for numbers, weighted as the rows are.
 *
 * <p>Columns that say nearly the same (see {@link #SAME}) are shuffled together: each of them alone would seem to be
 * needless, as the others give its values away. The importance is that for this model: another one might use other
 * columns.
 *
 * <p>With e_i the error of row i and s_i its mean over the shuffles, the growth of the log loss is the weighted mean m
 * of d_i = s_i - e_i, and its standard error is sqrt(sum w_i^2 (d_i - m)^2) / sum w_i. It holds the chance of the
 * shuffles and that of the rows. For the root of a mean square, d_i = s_i / (2 S) - e_i / (2 E) in the standard error,
 * S and E being the roots (the delta method).
 *
 * <p>Immutable. The same for the same model, rows and seed, whatever the number of threads.
 *
 * @param items the columns, or groups of them, most important first
 * @param alone each column of a group, shuffled alone, most important first; empty if there is no group
 * @param baseline the error with all columns as they are
 * @param metric its name: {@code log_loss} or {@code rmse}
 * @param rows the number of rows that were looked at
 * @param repeats how often each column was shuffled
 */
public record Importance(List<Item> items, List<Item> alone, double baseline, String metric, int rows, int repeats) {

    /** Association from which on columns are shuffled together: |Spearman|, Cramér's V or correlation ratio. */
    public static final double SAME = 0.8;

    /** How often each column is shuffled if nothing else is said. */
    public static final int REPEATS = 5;

    /** The maximum number of rows that are looked at; a sample is drawn from more. */
    public static final int MOST_ROWS = 4000;

    /** As few may do where a model has many columns and members. */
    public static final int FEWEST_ROWS = 500;

    /** Predictions of one row by one member, from which on fewer rows are drawn. */
    private static final double MOST_PREDICTIONS = 4e6;

    /**
     * The importance of a column, or of several ones together.
     *
     * @param columns one or more, in the order of the table
     * @param mean growth of the error; about 0, and then of either sign, if the column is not needed
     * @param standardError of the mean
     */
    public record Item(List<String> columns, double mean, double standardError) {
        /**
         * Creates the record.
         *
         * @param columns one or more, in the order of the table; copied
         * @param mean growth of the error, in its unit; may be below 0
         * @param standardError of the mean, 0 or more
         */
        public Item {
            columns = List.copyOf(columns);
        }
    }

    /**
     * As measured.
     *
     * @param items the columns, or groups of them, most important first; copied
     * @param alone each column of a group, shuffled alone; copied
     * @param baseline the error with all columns as they are
     * @param metric {@code log_loss} or {@code rmse}
     * @param rows the number of rows that were looked at
     * @param repeats how often each column was shuffled, 1 or more
     */
    public Importance {
        items = List.copyOf(items);
        alone = List.copyOf(alone);
    }

    /**
     * Measures the importance on the rows of an evaluation that have a weight above 0, at most {@value #MOST_ROWS} of
     * them. Right after a training, its out-of-fold evaluation needs no test set.
     *
     * @param evaluation of a single target: see {@link Evaluation#forTarget}
     * @param seed of the sample and the shuffles; any number
     * @return the importance of all input columns, each shuffled {@value #REPEATS} times
     */
    public static Importance of(Evaluation evaluation, long seed) {
        return of(evaluation, seed, REPEATS);
    }

    /**
     * As {@link #of(Evaluation, long)}, with another number of shuffles.
     *
     * @param evaluation of a single target: see {@link Evaluation#forTarget}
     * @param seed of the sample and the shuffles; any number
     * @param repeats shuffles of each column, 1 or more
     * @return the importance of all input columns; with more shuffles less of it is chance
     * @throws IllegalArgumentException if {@code repeats} is less
     */
    public static Importance of(Evaluation evaluation, long seed, int repeats) {
        if (repeats < 1) {
            throw new IllegalArgumentException("repeats must be 1 or more, got " + repeats);
        }
        double[] weights = evaluation.weights();
        int[] weighted = IntStream.range(0, weights.length)
                .filter(place -> weights[place] > 0)
                .toArray();
        return measure(evaluation.select(Draws.sample(weighted, MOST_ROWS, seed)), seed, repeats);
    }

    /**
     * Measures the importance on the rows of a table that have a target and a weight above 0. On rows that the model
     * learned from, columns seem important that it only overfits to. All networks predict every row, so that
     * {@value #MOST_ROWS} rows would take long where there are many networks and columns; then fewer are drawn, down to
     * {@value #FEWEST_ROWS}.
     *
     * @param model of a single target: see {@link Model#forTarget}
     * @param table has the input columns and the target, and the weight if the rows shall count by it
     * @param seed of the sample and the shuffles; any number
     * @return the importance of all input columns, each shuffled {@value #REPEATS} times
     * @throws DataException if the target or a needed column is not there, or no row has a target and a weight above 0
     * @throws IllegalStateException if the model predicts several targets
     */
    public static Importance of(Model model, Table table, long seed) {
        return of(model, table, seed, REPEATS);
    }

    /**
     * As {@link #of(Model, Table, long)}, with another number of shuffles.
     *
     * @param model of a single target: see {@link Model#forTarget}
     * @param table has the input columns and the target, and the weight if the rows shall count by it
     * @param seed of the sample and the shuffles; any number
     * @param repeats shuffles of each column, 1 or more
     * @return the importance of all input columns; with more shuffles fewer rows may be drawn
     * @throws IllegalArgumentException if {@code repeats} is less
     */
    public static Importance of(Model model, Table table, long seed, int repeats) {
        if (repeats < 1) {
            throw new IllegalArgumentException("repeats must be 1 or more, got " + repeats);
        }
        double each =
                (double) model.members().size() * model.encoder().codings().size() * repeats;
        int most = (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, MOST_PREDICTIONS / each));
        int[] rows = Draws.sample(knownRows(model, model.encoder().cleaned(table)), most, seed);
        return measure(model.evaluate(table.select(rows)), seed, repeats);
    }

    private static int[] knownRows(Model model, Table table) {
        TargetColumns target = TargetColumns.of(table, List.of(model.encoder().target()));
        Optional<WeightColumn> weights = model.weight()
                .filter(table::hasColumn)
                .map(name -> WeightColumn.of(table, model.encoder().roles()));
        int[] known = IntStream.of(target.completeRows())
                .filter(row -> weights.map(w -> w.weight(row) > 0).orElse(true))
                .toArray();
        if (known.length == 0) {
            throw new DataException(
                    "no row has a value of the target " + quote(model.target()) + " and a weight above 0");
        }
        return known;
    }

    private static Importance measure(Evaluation evaluation, long seed, int repeats) {
        Rows rows = Rows.of(evaluation);
        List<InputCoding> codings = evaluation.model().encoder().codings();
        double[] inputs = rows.encoded().toArray();
        List<List<Integer>> groups = new CorrelatedColumns(codings, inputs, rows.count()).groups(SAME);
        List<List<Integer>> asked = new ArrayList<>(groups);
        groups.stream()
                .filter(group -> group.size() > 1)
                .forEach(group -> group.forEach(column -> asked.add(List.of(column))));
        int[][] orders = new int[repeats][];
        Random random = new Random(seed);
        for (int repeat = 0; repeat < repeats; repeat++) {
            orders[repeat] = Draws.order(rows.count(), random);
        }
        double[] errors = rows.errors(inputs);
        Item[] measured = new Item[asked.size()];
        Parallel.forEach(
                measured.length,
                evaluation.model().threads(),
                i -> measured[i] = item(rows, inputs, errors, asked.get(i), orders));
        List<Item> items = List.of(measured);
        return new Importance(
                sorted(items.subList(0, groups.size())),
                sorted(items.subList(groups.size(), items.size())),
                rows.error(errors),
                rows.classes() ? "log_loss" : "rmse",
                rows.count(),
                repeats);
    }

    /** The rows of an evaluation, encoded. */
    private record Rows(Evaluation evaluation, EncodedTable encoded, boolean classes, double[] weights, double total) {

        static Rows of(Evaluation evaluation) {
            double[] weights = evaluation.weights();
            return new Rows(
                    evaluation,
                    evaluation.model().encoder().inputs(evaluation.table().select(evaluation.rows())),
                    evaluation.targets().get(0).isClasses(),
                    weights,
                    DoubleStream.of(weights).sum());
        }

        int count() {
            return weights.length;
        }

        /** The inputs, some columns with the values of other rows: rows x input columns. */
        double[] shuffled(double[] inputs, Set<Integer> columns, int[] order) {
            double[] shuffled = inputs.clone();
            for (int row = 0; row < order.length; row++) {
                encoded.exchange(row, order[row], columns, shuffled, row * encoded.width());
            }
            return shuffled;
        }

        double[] errors(double[] inputs) {
            return evaluation.withInputs(inputs).targets().get(0).errors();
        }

        /** The weighted mean of the rows' errors, or its root. */
        double error(double[] errors) {
            double sum = 0;
            for (int row = 0; row < errors.length; row++) {
                sum += weights[row] * errors[row];
            }
            double mean = sum / total;
            return classes ? mean : Math.sqrt(mean);
        }
    }

    /** Sorting is stable: equal ones stay in the order of the table. */
    private static List<Item> sorted(List<Item> items) {
        return items.stream()
                .sorted(Comparator.comparingDouble(Item::mean).reversed())
                .toList();
    }

    private static Item item(Rows rows, double[] inputs, double[] errors, List<Integer> columns, int[][] orders) {
        Set<Integer> shuffled = Set.copyOf(columns);
        double[] mean = new double[errors.length];
        double[] grown = new double[orders.length];
        for (int repeat = 0; repeat < orders.length; repeat++) {
            double[] own = rows.errors(rows.shuffled(inputs, shuffled, orders[repeat]));
            for (int row = 0; row < mean.length; row++) {
                mean[row] += own[row] / orders.length;
            }
            grown[repeat] = rows.error(own);
        }
        double growth = DoubleStream.of(grown).sum() / grown.length;
        List<InputCoding> codings = rows.evaluation().model().encoder().codings();
        return new Item(
                columns.stream().map(column -> codings.get(column).name()).toList(),
                growth - rows.error(errors),
                standardError(rows, errors, mean));
    }

    private static double standardError(Rows rows, double[] errors, double[] shuffled) {
        double before = rows.classes() ? 1 : slope(rows.error(errors));
        double after = rows.classes() ? 1 : slope(rows.error(shuffled));
        double total = rows.total();
        double[] weights = rows.weights();
        double mean = 0;
        for (int row = 0; row < errors.length; row++) {
            mean += weights[row] * (after * shuffled[row] - before * errors[row]) / total;
        }
        double squares = 0;
        for (int row = 0; row < errors.length; row++) {
            double distance = weights[row] * (after * shuffled[row] - before * errors[row] - mean);
            squares += distance * distance;
        }
        return Math.sqrt(squares) / total;
    }

    /** The derivative of the root at its value; an error of 0 has no spread. */
    private static double slope(double root) {
        return root > 0 ? 1 / (2 * root) : 0;
    }
}
