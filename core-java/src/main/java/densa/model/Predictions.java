package densa.model;

import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model predicts for the rows of a table, in their order. Immutable and safe for any number of threads.
 */
public final class Predictions {

    private final int rows;
    private final List<String> classes;
    private final double[] values;
    private final List<String> notes;
    private final Optional<Intervals> intervals;

    /** Takes over the array: rows x classes probabilities, or one number a row if there are no classes. */
    Predictions(int rows, List<String> classes, double[] values, List<String> notes, Optional<Intervals> intervals) {
        this.intervals = intervals;
        this.rows = rows;
        this.classes = classes;
        this.values = values;
        this.notes = notes;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** The classes, in the order of their probabilities; empty if the model predicts a number. */
    public List<String> classes() {
        return classes;
    }

    /** One row. */
    public Prediction get(int row) {
        Objects.checkIndex(row, rows);
        int width = Math.max(1, classes.size());
        return new Prediction(classes, Arrays.copyOfRange(values, row * width, (row + 1) * width));
    }

    /**
     * The most probable class of a row, the first of equal ones.
     *
     * @throws IllegalStateException if the model predicts a number
     */
    public String label(int row) {
        checkClasses(classes);
        return classes.get(labelIndex(row));
    }

    /**
     * The probability of a class, 0 to 1.
     *
     * @throws IllegalStateException if the model predicts a number
     */
    public double probability(int row, int classIndex) {
        checkClasses(classes);
        Objects.checkIndex(row, rows);
        return values[row * classes.size() + Objects.checkIndex(classIndex, classes.size())];
    }

    /**
     * The predicted number of a row, in the unit of the target.
     *
     * @throws IllegalStateException if the model predicts a class
     */
    public double value(int row) {
        checkNumber(classes);
        return values[Objects.checkIndex(row, rows)];
    }

    /**
     * The least value of a row that is to be expected: the true one is between this and {@link #upper} with a probability.
     *
     * @param level the probability, above 0 and below 1
     * @throws IllegalArgumentException if the level is out of range
     * @throws IllegalStateException if the model predicts a class
     */
    public double lower(int row, double level) {
        return interval().lower(value(row), level);
    }

    /** The largest value of a row that is to be expected; see {@link #lower}. */
    public double upper(int row, double level) {
        return interval().upper(value(row), level);
    }

    private Intervals interval() {
        checkNumber(classes);
        return intervals.orElseThrow(() -> new IllegalStateException("the model keeps no errors of validation rows"));
    }

    /**
     * As {@link #toTable()}, with two more columns: {@code lower} and {@code upper}.
     *
     * @param level the probability that the true value is between them, above 0 and below 1
     * @throws IllegalArgumentException if the level is out of range
     * @throws IllegalStateException if the model predicts a class
     */
    public Table toTable(double level) {
        double[] lower = new double[rows];
        double[] upper = new double[rows];
        Arrays.setAll(lower, row -> lower(row, level));
        Arrays.setAll(upper, row -> upper(row, level));
        return toTable().with(NumericColumn.of("lower", lower)).with(NumericColumn.of("upper", upper));
    }

    /** What had to be guessed, one line a column: unknown levels, infinite numbers, unexpected missing values. */
    public List<String> notes() {
        return notes;
    }

    /**
     * A table with a row for each row: the column {@code prediction}, and for classes one column {@code p_CLASS} each.
     */
    public Table toTable() {
        List<Column> columns = new ArrayList<>();
        if (classes.isEmpty()) {
            columns.add(NumericColumn.of("prediction", values));
        } else {
            int[] labels = new int[rows];
            Arrays.setAll(labels, this::labelIndex);
            columns.add(CategoricalColumn.of("prediction", classes, labels));
            for (int c = 0; c < classes.size(); c++) {
                double[] column = new double[rows];
                for (int row = 0; row < rows; row++) {
                    column[row] = values[row * classes.size() + c];
                }
                columns.add(NumericColumn.of("p_" + classes.get(c), column));
            }
        }
        return Table.of(columns);
    }

    /** All values; for this package, which does not change them. */
    double[] values() {
        return values;
    }

    /** The values of some rows. */
    double[] values(int[] some) {
        int width = Math.max(1, classes.size());
        double[] selected = new double[some.length * width];
        for (int i = 0; i < some.length; i++) {
            System.arraycopy(values, some[i] * width, selected, i * width, width);
        }
        return selected;
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

    static void checkClasses(List<String> classes) {
        if (classes.isEmpty()) {
            throw new IllegalStateException("the model predicts a number, not a class: use value()");
        }
    }

    static void checkNumber(List<String> classes) {
        if (!classes.isEmpty()) {
            throw new IllegalStateException("the model predicts a class, not a number: use label() and probability()");
        }
    }
}
