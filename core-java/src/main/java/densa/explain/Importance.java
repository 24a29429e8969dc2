package densa.explain;

import densa.encode.InputCoding;
import densa.model.Model;
import densa.model.OutOfSample;
import densa.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
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

    /** The most rows that are looked at; a sample is drawn from more. */
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
        public Item {
            columns = List.copyOf(columns);
        }
    }

    /** As measured. */
    public Importance {
        items = List.copyOf(items);
        alone = List.copyOf(alone);
    }

    /**
     * Of a model of several targets, one at a time: {@link OutOfSample#forTarget}, {@link Model#forTarget}. Measured on
     * rows that are predicted by members that did not learn from them: the honest way right after a
     * training, without rows set aside.
     *
     * @param judged {@link densa.model.Fit#outOfSample()}
     */
    public static Importance of(OutOfSample judged, long seed) {
        return of(judged, seed, REPEATS);
    }

    /**
     * As {@link #of(OutOfSample, long)}.
     *
     * @param repeats shuffles of each column, 1 or more
     * @throws IllegalArgumentException if {@code repeats} is less
     */
    public static Importance of(OutOfSample judged, long seed, int repeats) {
        return of(Judged.of(judged, MOST_ROWS, seed), seed, repeats);
    }

    /**
     * Measured on the rows of a table that have a target and a weight above 0. On rows that the model learned from,
     * columns seem to be needed that it only learned by heart. All members predict every row, so that
     * {@value #MOST_ROWS} rows would take long where there are many members and columns; then fewer are drawn, down to
     * {@value #FEWEST_ROWS}.
     *
     * @throws densa.table.DataException if the target or a needed column is not there, or no row has a target
     */
    public static Importance of(Model model, Table table, long seed) {
        return of(model, table, seed, REPEATS);
    }

    /**
     * As {@link #of(Model, Table, long)}.
     *
     * @param repeats shuffles of each column, 1 or more
     * @throws IllegalArgumentException if {@code repeats} is less
     */
    public static Importance of(Model model, Table table, long seed, int repeats) {
        double each =
                (double) model.members().size() * model.encoder().codings().size() * Math.max(1, repeats);
        int most = (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, MOST_PREDICTIONS / each));
        return of(Judged.of(model, table, most, seed), seed, repeats);
    }

    private static Importance of(Judged judged, long seed, int repeats) {
        if (repeats < 1) {
            throw new IllegalArgumentException("repeats must be 1 or more, got " + repeats);
        }
        List<InputCoding> codings = judged.model().encoder().codings();
        double[] inputs = judged.encoded().toArray();
        List<List<Integer>> groups = new CorrelatedColumns(codings, inputs, judged.rows()).groups(SAME);
        List<List<Integer>> asked = new ArrayList<>(groups);
        groups.stream()
                .filter(group -> group.size() > 1)
                .forEach(group -> group.forEach(column -> asked.add(List.of(column))));
        int[][] orders = new int[repeats][];
        Random random = new Random(seed);
        for (int repeat = 0; repeat < repeats; repeat++) {
            orders[repeat] = Draws.order(judged.rows(), random);
        }
        double[] errors = judged.errors(inputs);
        List<Item> items = IntStream.range(0, asked.size())
                .parallel()
                .mapToObj(i -> item(judged, errors, asked.get(i), orders))
                .toList();
        return new Importance(
                sorted(items.subList(0, groups.size())),
                sorted(items.subList(groups.size(), items.size())),
                error(judged, errors),
                judged.classes() ? "log_loss" : "rmse",
                judged.rows(),
                repeats);
    }

    /** Sorting is stable: equal ones stay in the order of the table. */
    private static List<Item> sorted(List<Item> items) {
        return items.stream()
                .sorted(Comparator.comparingDouble(Item::mean).reversed())
                .toList();
    }

    private static Item item(Judged judged, double[] errors, List<Integer> columns, int[][] orders) {
        Set<Integer> exchanged = Set.copyOf(columns);
        double[] mean = new double[errors.length];
        double[] grown = new double[orders.length];
        for (int repeat = 0; repeat < orders.length; repeat++) {
            double[] shuffled = judged.errors(judged.exchanged(exchanged, orders[repeat]));
            for (int row = 0; row < mean.length; row++) {
                mean[row] += shuffled[row] / orders.length;
            }
            grown[repeat] = error(judged, shuffled);
        }
        double baseline = error(judged, errors);
        double growth = IntStream.range(0, grown.length)
                        .mapToDouble(repeat -> grown[repeat])
                        .sum()
                / grown.length;
        List<InputCoding> codings = judged.model().encoder().codings();
        return new Item(
                columns.stream().map(column -> codings.get(column).name()).toList(),
                growth - baseline,
                standardError(judged, errors, mean));
    }

    /** The mean of the rows' errors, or its root. */
    private static double error(Judged judged, double[] errors) {
        double sum = 0;
        for (int row = 0; row < errors.length; row++) {
            sum += judged.weights()[row] * errors[row];
        }
        double mean = sum / judged.totalWeight();
        return judged.classes() ? mean : Math.sqrt(mean);
    }

    private static double standardError(Judged judged, double[] errors, double[] shuffled) {
        double before = judged.classes() ? 1 : slope(error(judged, errors));
        double after = judged.classes() ? 1 : slope(error(judged, shuffled));
        double total = judged.totalWeight();
        double[] weights = judged.weights();
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

    /** Of the root at its value; an error of 0 has no spread. */
    private static double slope(double root) {
        return root > 0 ? 1 / (2 * root) : 0;
    }
}
