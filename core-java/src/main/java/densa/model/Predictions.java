package densa.model;

import densa.encode.ClassCoding;
import densa.encode.TargetCoding;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a model predicts for the rows of a table, in their order. Immutable and safe for any number of threads.
 */
public final class Predictions {

    private final int rows;
    private final OutputMeaning meaning;
    private final List<String> classes;
    private final int width;
    private final double[] values;
    private final List<String> notes;
    private final List<Intervals> intervals;

    /** Takes over the array: rows x width of the meaning. */
    Predictions(int rows, OutputMeaning meaning, double[] values, List<String> notes, List<Intervals> intervals) {
        this.intervals = intervals;
        this.rows = rows;
        this.meaning = meaning;
        this.classes = meaning.classes();
        this.width = meaning.width();
        this.values = values;
        this.notes = notes;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** The classes, in the order of their probabilities; empty if the model predicts a number or several targets. */
    public List<String> classes() {
        return classes;
    }

    /** One row. */
    public Prediction get(int row) {
        Objects.checkIndex(row, rows);
        return new Prediction(meaning, Arrays.copyOfRange(values, row * width, (row + 1) * width));
    }

    /**
     * The most probable class of a row, the first of equal ones.
     *
     * @throws IllegalStateException if the model predicts a number or several targets
     */
    public String label(int row) {
        meaning.checkClasses();
        return classes.get(labelIndex(row));
    }

    /**
     * The probability of a class, 0 to 1.
     *
     * @throws IllegalStateException if the model predicts a number or several targets
     */
    public double probability(int row, int classIndex) {
        meaning.checkClasses();
        Objects.checkIndex(row, rows);
        return values[row * classes.size() + Objects.checkIndex(classIndex, classes.size())];
    }

    /**
     * The predicted number of a row, in the unit of the target; of a model of quantiles, the one whose level is nearest
     * to 0.5.
     *
     * @throws IllegalStateException if the model predicts a class or several targets
     */
    public double value(int row) {
        meaning.checkNumber();
        return values[Objects.checkIndex(row, rows) * width + meaning.middle()];
    }

    /** The columns that are predicted. */
    public List<String> targets() {
        return meaning.names();
    }

    /**
     * The predicted number of a row for a target, in its unit.
     *
     * @throws IllegalArgumentException if there is no such target; the message lists them
     * @throws IllegalStateException if the model predicts classes
     */
    public double value(int row, String target) {
        return meaning.number(values, Objects.checkIndex(row, rows) * width, target);
    }

    /**
     * The most probable class of a row for a target, the first of equal ones.
     *
     * @throws IllegalArgumentException if there is no such target; the message lists them
     * @throws IllegalStateException if the model predicts numbers
     */
    public String label(int row, String target) {
        return meaning.label(values, Objects.checkIndex(row, rows) * width, target);
    }

    /**
     * The probability of a class of a target, 0 to 1.
     *
     * @throws IllegalArgumentException if there is no such target or class; the message lists them
     * @throws IllegalStateException if the model predicts numbers
     */
    public double probability(int row, String target, String label) {
        return meaning.probability(values, Objects.checkIndex(row, rows) * width, target, label);
    }

    /** The levels of the quantiles, ascending; empty if the model predicts none. */
    public List<Double> quantiles() {
        return meaning.levels();
    }

    /**
     * A quantile of a row, in the unit of the target; those of a row ascend.
     *
     * @param index of its level in {@link #quantiles()}
     * @throws IllegalStateException if the model predicts no quantiles
     */
    public double quantile(int row, int index) {
        meaning.checkQuantiles();
        Objects.checkIndex(row, rows);
        return values[row * width + Objects.checkIndex(index, width)];
    }

    /**
     * The least value of a row that is to be expected: the true one is between this and {@link #upper} with a probability.
     *
     * @param level the probability, above 0 and below 1
     * @throws IllegalArgumentException if the level is out of range
     * @throws IllegalStateException if the model predicts a class or several targets
     */
    public double lower(int row, double level) {
        double value = value(row);
        return interval(0).lower(value, level);
    }

    /** The largest value of a row that is to be expected; see {@link #lower(int, double)}. */
    public double upper(int row, double level) {
        double value = value(row);
        return interval(0).upper(value, level);
    }

    /**
     * As {@link #lower(int, double)}, for a target.
     *
     * @throws IllegalArgumentException if there is no such target, or the level is out of range
     * @throws IllegalStateException if the model predicts classes
     */
    public double lower(int row, String target, double level) {
        double value = value(row, target);
        return interval(meaning.index(target)).lower(value, level);
    }

    /** As {@link #upper(int, double)}, for a target; see {@link #lower(int, String, double)}. */
    public double upper(int row, String target, double level) {
        double value = value(row, target);
        return interval(meaning.index(target)).upper(value, level);
    }

    private Intervals interval(int target) {
        if (intervals.isEmpty()) {
            throw new IllegalStateException("the model keeps no errors of validation rows");
        }
        return intervals.get(target);
    }

    /**
     * As {@link #toTable()}, with two more columns: {@code lower} and {@code upper}; of several targets {@code
     * lower_TARGET} and {@code upper_TARGET} each.
     *
     * @param level the probability that the true value is between them, above 0 and below 1
     * @throws IllegalArgumentException if the level is out of range
     * @throws IllegalStateException if the model predicts classes
     */
    public Table toTable(double level) {
        Table table = toTable();
        for (String target : targets()) {
            double[] lower = new double[rows];
            double[] upper = new double[rows];
            Arrays.setAll(lower, row -> lower(row, target, level));
            Arrays.setAll(upper, row -> upper(row, target, level));
            String of = meaning.several() ? "_" + target : "";
            table = table.with(NumericColumn.of("lower" + of, lower)).with(NumericColumn.of("upper" + of, upper));
        }
        return table;
    }

    /** What had to be guessed, one line a column: unknown levels, infinite numbers, unexpected missing values. */
    public List<String> notes() {
        return notes;
    }

    /**
     * A table with a row for each row: the column {@code prediction}, and for classes one column {@code p_CLASS} each,
     * for quantiles one column {@code q_LEVEL} each. For several targets one column {@code prediction_TARGET}
     * each, and for yes/no the probability of the second class, {@code p_TARGET}.
     */
    public Table toTable() {
        List<Column> columns = new ArrayList<>();
        if (meaning.several()) {
            columns.addAll(columnsOfTargets());
        } else if (classes.isEmpty()) {
            columns.add(NumericColumn.of("prediction", meaning.numbers(values)));
            List<Double> levels = meaning.levels();
            for (int i = 0; i < levels.size(); i++) {
                columns.add(column("q_" + BigDecimal.valueOf(levels.get(i)).toPlainString(), i));
            }
        } else {
            int[] labels = new int[rows];
            Arrays.setAll(labels, this::labelIndex);
            columns.add(CategoricalColumn.of("prediction", classes, labels));
            for (int c = 0; c < classes.size(); c++) {
                columns.add(column("p_" + classes.get(c), c));
            }
        }
        return Table.of(columns);
    }

    private List<Column> columnsOfTargets() {
        List<Column> columns = new ArrayList<>();
        List<Column> probabilities = new ArrayList<>();
        for (int t = 0; t < meaning.targets().size(); t++) {
            TargetCoding target = meaning.targets().get(t);
            String name = "prediction_" + target.name();
            if (target instanceof ClassCoding flag) {
                NumericColumn yes = column("p_" + target.name(), 2 * t + 1);
                int no = 2 * t;
                int[] labels = new int[rows];
                Arrays.setAll(labels, row -> largest(values, row * width + no, 2));
                columns.add(CategoricalColumn.of(name, flag.classes(), labels));
                probabilities.add(yes);
            } else {
                columns.add(column(name, t));
            }
        }
        columns.addAll(probabilities);
        return columns;
    }

    /** The values of all rows at one place. */
    private NumericColumn column(String name, int place) {
        double[] column = new double[rows];
        Arrays.setAll(column, row -> values[row * width + place]);
        return NumericColumn.of(name, column);
    }

    /** All values; for this package, which does not change them. */
    double[] values() {
        return values;
    }

    /** The values of some rows. */
    double[] values(int[] some) {
        return OutputMeaning.rows(values, width, some);
    }

    private int labelIndex(int row) {
        Objects.checkIndex(row, rows);
        return largest(values, row * classes.size(), classes.size());
    }

    static int largest(double[] values, int offset, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (values[offset + i] > values[offset + best]) {
                best = i;
            }
        }
        return best;
    }
}
