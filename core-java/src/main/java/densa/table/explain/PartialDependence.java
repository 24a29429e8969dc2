package densa.table.explain;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.table.Column;
import densa.table.Table;
import densa.table.encode.DateCoding;
import densa.table.encode.DatePart;
import densa.table.encode.EncodedTable;
import densa.table.encode.InputCoding;
import densa.table.encode.NumericCoding;
import densa.table.model.Model;
import densa.table.model.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How the predictions change with one column: the mean prediction over rows in which the column is set to one value
 * after another and all else stays (Friedman 2001, "Greedy Function Approximation"), and how far the rows differ in
 * that (individual conditional expectation, Goldstein et al. 2015, "Peeking Inside the Black Box").
 *
 * <p>Where columns go together, it also asks the model about rows that do not occur.
 *
 * <p>Immutable. The same for the same model and table.
 *
 * @param column the column that is set
 * @param axis what its values are
 * @param classes the classes whose probabilities are predicted; empty if a number is
 * @param points one for each value
 * @param rows the number of rows that were looked at
 */
public record PartialDependence(String column, Axis axis, List<String> classes, List<Point> points, int rows) {

    /** What the values of a column are. */
    public enum Axis {
        /** Numbers, ascending; of times of day alone, hours. */
        NUMBERS,
        /** Dates, ascending, in days since 1970-01-01. The other parts of a date, such as its hour, stay. */
        DATES,
        /** Names, the most frequent first. */
        NAMES
    }

    /** The most values of numbers and dates: quantiles of the rows, and of the different values if rows have few. */
    public static final int MOST_VALUES = 20;

    /** The most names. */
    public static final int MOST_NAMES = 12;

    /** The maximum number of rows that are looked at; a sample is drawn from more. */
    public static final int MOST_ROWS = 500;

    /** The maximum number of rows that the values are taken from. */
    private static final int MOST_SEEN = 10_000;

    private static final long SEED = 0;
    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;

    /**
     * The predictions where the column has a value. Each list has a number for each class, or one number.
     *
     * @param value as text, as it stands in the table
     * @param place on the axis: the number, the day, or the number of the name
     * @param mean prediction over the rows
     * @param low below which the predictions of a tenth of the rows are
     * @param high above which those of a tenth are
     */
    public record Point(String value, double place, List<Double> mean, List<Double> low, List<Double> high) {
        /**
         * Creates the record.
         *
         * @param value as text, as it stands in the table
         * @param place on the axis: the number, the day, or the number of the name
         * @param mean prediction over the rows, a number for each class, or one; copied
         * @param low below which the predictions of a tenth of the rows are; copied
         * @param high above which those of a tenth are; copied
         */
        public Point {
            mean = List.copyOf(mean);
            low = List.copyOf(low);
            high = List.copyOf(high);
        }
    }

    /**
     * As found.
     *
     * @param column the column that is set
     * @param axis what its values are
     * @param classes the classes whose probabilities are predicted; empty for a number; copied
     * @param points one for each value, in the order of the values; copied
     * @param rows the number of rows that were looked at
     */
    public PartialDependence {
        classes = List.copyOf(classes);
        points = List.copyOf(points);
    }

    /**
     * Asks a model.
     *
     * @param model of a single target: see {@link Model#forTarget}
     * @param table rows with the columns of the model; a target is not needed
     * @param column one of the model's input columns
     * @return the predictions for {@value #MOST_VALUES} values of a number or date at most, or {@value #MOST_NAMES}
     *     names
     * @throws DataException if the column is no input of the model, has no value in the table, or a needed column is
     *     not there
     * @throws IllegalStateException if the model predicts several targets
     */
    public static PartialDependence of(Model model, Table table, String column) {
        InputCoding coding = model.encoder().codings().stream()
                .filter(one -> one.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new DataException("column " + quote(column) + " is no input of the model; valid: "
                        + String.join(", ", model.inputSchema().names())));
        Table seen = table.select(Draws.sample(IntStream.range(0, table.rows()).toArray(), MOST_SEEN, SEED));
        Column values = seen.column(column);
        EncodedTable encoded = model.encoder().inputs(seen);
        double[] inputs = encoded.toArray();
        int width = model.encoder().inputs().size();
        int place = model.encoder().codings().indexOf(coding);
        int at = model.encoder().offset(place);
        Axis axis = axis(coding);
        // The first input of a number or a date ascends with it.
        List<Integer> grid =
                axis == Axis.NAMES ? mostFrequent(values) : quantiles(values, row -> inputs[row * width + at]);
        if (grid.isEmpty()) {
            throw new DataException("column " + quote(column) + " has no value in the table");
        }
        // Of a date, only the first part is set.
        int set = axis == Axis.DATES
                ? coding.numbers().get(0).inputs().size()
                : coding.inputs().size();
        int[] rows = Draws.sample(IntStream.range(0, seen.rows()).toArray(), MOST_ROWS, SEED);
        double[] plain = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            encoded.read(rows[i], plain, i * width);
        }
        double[] changed = plain.clone();
        List<Point> points = new ArrayList<>();
        for (int from : grid) {
            for (int i = 0; i < rows.length; i++) {
                encoded.exchange(rows[i], from, Set.of(place), changed, i * width);
                int rest = i * width + at + set;
                System.arraycopy(plain, rest, changed, rest, coding.inputs().size() - set);
            }
            double on = axis == Axis.NAMES ? points.size() : place(coding, values, from);
            if (Double.isNaN(on)) {
                continue; // a text that is no number or date
            }
            points.add(point(values.text(from), on, model.predict(changed)));
        }
        return new PartialDependence(column, axis, model.classes(), points, rows.length);
    }

    private static Axis axis(InputCoding coding) {
        if (coding instanceof DateCoding date) {
            return date.parts().get(0).part() == DatePart.DAYS ? Axis.DATES : Axis.NUMBERS;
        }
        return coding instanceof NumericCoding ? Axis.NUMBERS : Axis.NAMES;
    }

    private static double place(InputCoding coding, Column values, int row) {
        if (coding instanceof DateCoding date) {
            return date.format()
                    .parse(values.text(row))
                    .map(time -> date.parts().get(0).part().of(time))
                    .orElse(Double.NaN);
        }
        return ((NumericCoding) coding).numbersOf(values).value(row);
    }

    /** Rows that have the quantiles, each value once, ascending. */
    private static List<Integer> quantiles(Column values, IntToDoubleFunction place) {
        List<Integer> rows = IntStream.range(0, values.size())
                .filter(row -> !values.isMissing(row))
                .boxed()
                .sorted(Comparator.comparingDouble(place::applyAsDouble))
                .toList();
        Map<Double, Integer> grid = new TreeMap<>();
        add(grid, rows, place);
        if (grid.size() < MOST_VALUES) {
            // Most rows have the same value: some points among the others.
            Map<Double, Integer> different = new TreeMap<>();
            rows.forEach(row -> different.putIfAbsent(place.applyAsDouble(row), row));
            add(grid, List.copyOf(different.values()), place);
        }
        return List.copyOf(grid.values());
    }

    private static void add(Map<Double, Integer> grid, List<Integer> rows, IntToDoubleFunction place) {
        int more = MOST_VALUES - grid.size();
        for (int i = 0; i < more && !rows.isEmpty(); i++) {
            int row = rows.get(
                    more == 1 ? rows.size() - 1 : (int) Math.round((double) i * (rows.size() - 1) / (more - 1)));
            grid.putIfAbsent(place.applyAsDouble(row), row);
        }
    }

    /** Rows that have the most frequent names. */
    private static List<Integer> mostFrequent(Column values) {
        Map<String, Integer> first = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int row = 0; row < values.size(); row++) {
            if (!values.isMissing(row)) {
                first.putIfAbsent(values.text(row), row);
                counts.merge(values.text(row), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_NAMES)
                .map(entry -> first.getOrDefault(entry.getKey(), 0))
                .toList();
    }

    private static Point point(String value, double place, Predictions predictions) {
        List<Double> mean = new ArrayList<>();
        List<Double> low = new ArrayList<>();
        List<Double> high = new ArrayList<>();
        for (int output = 0; output < Math.max(1, predictions.classes().size()); output++) {
            double[] curve = new double[predictions.rows()];
            for (int row = 0; row < curve.length; row++) {
                curve[row] =
                        predictions.classes().isEmpty() ? predictions.value(row) : predictions.probability(row, output);
            }
            mean.add(Arrays.stream(curve).average().orElseThrow());
            Arrays.sort(curve);
            low.add(curve[(int) Math.round(LOW * (curve.length - 1))]);
            high.add(curve[(int) Math.round(HIGH * (curve.length - 1))]);
        }
        return new Point(value, place, mean, low, high);
    }
}
