package densa.table.model;

import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.encode.ClassCoding;
import densa.table.encode.InputNote;
import densa.table.encode.TargetCoding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a model predicts for the rows of a table, in their order. Immutable and safe for any number of threads.
 */
public final class Predictions {

    private final int rows;
    private final OutputDecoder decoder;
    private final List<String> classes;
    private final int width;
    private final double[] values;
    private final List<InputNote> notes;
    private final List<PredictionIntervals> intervals;

    /** Takes over the array: rows x width of the decoder. */
    Predictions(
            int rows,
            OutputDecoder decoder,
            double[] values,
            List<InputNote> notes,
            List<PredictionIntervals> intervals) {
        this.intervals = intervals;
        this.rows = rows;
        this.decoder = decoder;
        this.classes = decoder.classes();
        this.width = decoder.width();
        this.values = values;
        this.notes = notes;
    }

    /** {@return the number of rows} */
    public int rows() {
        return rows;
    }

    /**
     * {@return the classes, in the order of their probabilities; empty if the model predicts a number or several
     * targets}
     */
    public List<String> classes() {
        return classes;
    }

    /**
     * {@return the prediction for one row; its notes are those of all rows}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     */
    public Prediction get(int row) {
        Objects.checkIndex(row, rows);
        return new Prediction(
                decoder, Arrays.copyOfRange(values, row * width, (row + 1) * width), intervals, () -> notes);
    }

    /** {@return the predictions one after another; the notes of each are those of all rows} */
    public Stream<Prediction> stream() {
        return IntStream.range(0, rows).mapToObj(this::get);
    }

    /**
     * {@return the most probable class of a row, the first of equal ones}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     * @throws IllegalStateException if the model predicts a number or several targets
     */
    public String label(int row) {
        decoder.checkClasses();
        return classes.get(labelIndex(row));
    }

    /**
     * {@return the probability of a class, 0 to 1}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     * @param classIndex that of the class in {@link #classes()}
     * @throws IllegalStateException if the model predicts a number or several targets
     */
    public double probability(int row, int classIndex) {
        decoder.checkClasses();
        Objects.checkIndex(row, rows);
        return values[row * classes.size() + Objects.checkIndex(classIndex, classes.size())];
    }

    /**
     * {@return the predicted number of a row, in the unit of the target; of a model of quantiles, the one whose level
     * is nearest to 0.5}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     * @throws IllegalStateException if the model predicts a class or several targets
     */
    public double value(int row) {
        decoder.checkNumber();
        return values[Objects.checkIndex(row, rows) * width + decoder.middle()];
    }

    /** {@return the columns that are predicted} */
    public List<String> targets() {
        return decoder.names();
    }

    /**
     * {@return the predicted number of a row for a target, in its unit}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     * @param target one of {@link #targets()}
     * @throws IllegalArgumentException if there is no such target; the message lists them
     * @throws IllegalStateException if the model predicts classes
     */
    public double value(int row, String target) {
        return decoder.number(values, Objects.checkIndex(row, rows) * width, target);
    }

    /**
     * {@return the most probable class of a row for a target, the first of equal ones}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     * @param target one of {@link #targets()}
     * @throws IllegalArgumentException if there is no such target; the message lists them
     * @throws IllegalStateException if the model predicts numbers
     */
    public String label(int row, String target) {
        return decoder.label(values, Objects.checkIndex(row, rows) * width, target);
    }

    /**
     * {@return the probability of a class of a target, 0 to 1}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     * @param target one of {@link #targets()}
     * @param label the text of one of the target's classes
     * @throws IllegalArgumentException if there is no such target or class; the message lists them
     * @throws IllegalStateException if the model predicts numbers
     */
    public double probability(int row, String target, String label) {
        return decoder.probability(values, Objects.checkIndex(row, rows) * width, target, label);
    }

    /** {@return the levels of the quantiles, ascending; empty if the model predicts none} */
    public List<Double> quantiles() {
        return decoder.quantiles();
    }

    /**
     * {@return a quantile of a row, in the unit of the target; those of a row ascend}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     * @param index that of its level in {@link #quantiles()}
     * @throws IllegalStateException if the model predicts no quantiles
     */
    public double quantile(int row, int index) {
        decoder.checkQuantiles();
        Objects.checkIndex(row, rows);
        return values[row * width + Objects.checkIndex(index, width)];
    }

    /**
     * {@return the least value of a row that is to be expected: the true one is between this and {@link #upper} with a
     * probability}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     * @param level the probability, above 0 and below 1
     * @throws IllegalArgumentException if the level is out of range
     * @throws IllegalStateException if the model predicts a class or several targets
     */
    public double lower(int row, double level) {
        double value = value(row);
        return interval(0).lower(value, level);
    }

    /**
     * {@return the largest value of a row that is to be expected; see {@link #lower(int, double)}}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     * @param level the probability, above 0 and below 1
     */
    public double upper(int row, double level) {
        double value = value(row);
        return interval(0).upper(value, level);
    }

    /**
     * As {@link #lower(int, double)}, for a target.
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     * @param target one of {@link #targets()}
     * @param level the probability, above 0 and below 1
     * @return the lower end of the interval, in the unit of the target
     * @throws IllegalArgumentException if there is no such target, or the level is out of range
     * @throws IllegalStateException if the model predicts classes
     */
    public double lower(int row, String target, double level) {
        double value = value(row, target);
        return interval(decoder.index(target)).lower(value, level);
    }

    /**
     * As {@link #upper(int, double)}, for a target; see {@link #lower(int, String, double)}.
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     * @param target one of {@link #targets()}
     * @param level the probability, above 0 and below 1
     * @return the upper end of the interval, in the unit of the target
     */
    public double upper(int row, String target, double level) {
        double value = value(row, target);
        return interval(decoder.index(target)).upper(value, level);
    }

    private PredictionIntervals interval(int target) {
        return decoder.interval(intervals, target);
    }

    /**
     * As {@link #toTable()}, with two more columns: {@code lower} and {@code upper}; of several targets {@code
     * lower_TARGET} and {@code upper_TARGET} each.
     *
     * @param level the probability that the true value is between them, above 0 and below 1
     * @return the table, with a lower and an upper end for each row and target at its end
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
            String of = decoder.several() ? "_" + target : "";
            table = table.with(NumericColumn.of("lower" + of, lower)).with(NumericColumn.of("upper" + of, upper));
        }
        return table;
    }

    /**
     * {@return what had to be guessed: unknown levels, infinite numbers, unexpected missing values, numbers out of
     * range}
     */
    public List<InputNote> notes() {
        return notes;
    }

    /**
     * {@return a table with a row for each row: the column {@code prediction}, and for classes one column {@code
     * p_CLASS} each, for quantiles one column {@code q_LEVEL} each} For several targets one column {@code
     * prediction_TARGET} each, and for yes/no the probability of the second class, {@code p_TARGET}.
     */
    public Table toTable() {
        List<Column> columns = new ArrayList<>();
        if (decoder.several()) {
            columns.addAll(columnsOfTargets());
        } else if (classes.isEmpty()) {
            columns.add(NumericColumn.of("prediction", decoder.numbers(values)));
            List<Double> levels = decoder.quantiles();
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

    /**
     * {@return the names of the columns that {@link #toTable(double)} of predictions has, with those of intervals of
     * numbers}
     *
     * @param decoder of the predictions
     */
    public static List<String> columnNames(OutputDecoder decoder) {
        Predictions none = new Predictions(0, decoder, new double[0], List.of(), List.of());
        List<String> names = new ArrayList<>(none.toTable().columnNames());
        for (TargetCoding target : decoder.targets()) {
            String of = decoder.several() ? "_" + target.name() : "";
            if (!decoder.isClasses()) {
                names.add("lower" + of);
                names.add("upper" + of);
            }
        }
        return names;
    }

    private List<Column> columnsOfTargets() {
        List<Column> columns = new ArrayList<>();
        List<Column> probabilities = new ArrayList<>();
        for (int t = 0; t < decoder.targets().size(); t++) {
            TargetCoding target = decoder.targets().get(t);
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

    /** Returns the array itself; the callers, in this package, do not change it. */
    double[] values() {
        return values;
    }

    /**
     * Joins predictions of one model for several tables.
     *
     * @param parts at least one
     * @return the predictions of all rows, one table after the other, with the notes on all of them
     * @throws IllegalArgumentException if there is none, or they are of different models
     */
    public static Predictions concat(List<Predictions> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("parts must be at least one, got none");
        }
        Predictions first = parts.get(0);
        int rows = 0;
        for (Predictions part : parts) {
            if (part.decoder != first.decoder) {
                throw new IllegalArgumentException("parts must be predictions of the same model");
            }
            rows = Math.addExact(rows, part.rows);
        }
        double[] values = new double[Math.multiplyExact(rows, first.width)];
        int at = 0;
        for (Predictions part : parts) {
            System.arraycopy(part.values, 0, values, at, part.values.length);
            at += part.values.length;
        }
        List<InputNote> notes =
                InputNote.join(parts.stream().map(Predictions::notes).toList());
        return new Predictions(rows, first.decoder, values, notes, first.intervals);
    }

    Predictions select(int[] some) {
        return new Predictions(some.length, decoder, OutputDecoder.rows(values, width, some), notes, intervals);
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
