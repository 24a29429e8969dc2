package densa.table.explain;

import densa.data.InputColumn;
import densa.internal.Parallel;
import densa.metric.QuantileMetrics;
import densa.network.Loss;
import densa.table.Table;
import densa.table.encode.Contrast;
import densa.table.encode.EncodedTable;
import densa.table.encode.InputCoding;
import densa.table.encode.NumberCoding;
import densa.table.model.Model;
import densa.table.model.Predictions;
import densa.train.IntegratedGradients;
import densa.train.TrainedNetwork;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What each column added to the prediction of each row, compared with a row in the middle: integrated gradients
 * ({@link IntegratedGradients}, Sundararajan et al. 2017), summed over the network inputs that a column becomes and
 * averaged over the members. Of the inputs of a {@link Contrast}, each of its two columns has one half.
 *
 * <p>The baseline depends on the model alone, so that a row is explained in the same way whatever stands beside it:
 * each number, and each part of a date, is the median of the training rows and not missing; a name is every level of
 * the column in equal shares.
 *
 * <p>What is explained, f:
 *
 * <ul>
 *   <li>{@link Scale#VALUE}: the number, in the unit of the target, before it is kept within the range of the training
 *       values
 *   <li>{@link Scale#LOGARITHM}: its natural logarithm, where that is what the network predicts: a contribution of 0.1
 *       is a factor of e^0.1, about 10 % more
 *   <li>{@link Scale#LOGIT}: for the class that is predicted, its logit minus the mean of all logits; where two classes
 *       share one output, the logarithm of the odds, p / (1 - p). Before calibration
 * </ul>
 *
 * <p>Complete: a row's contributions sum to {@link #output} - {@link #baseline}, but for the error of the quadrature,
 * with {@value #POINTS} points on each path, or {@value #POINTS_OVER_KINKS} if an activation has kinks. f is the mean
 * over the members, whose predictions are averaged only after a logarithm or logit was undone; so f differs a little
 * from that of the averaged prediction.
 *
 * <p>Takes about half a millisecond a row for each member. Immutable and safe for any number of threads.
 */
public final class Contributions {

    private static final int POINTS = 10;
    private static final int POINTS_OVER_KINKS = 50;
    private static final int CHUNK_ROWS = 256;

    private final List<String> columns;
    private final Scale scale;
    private final Predictions predictions;
    private final double[] values;
    private final double[] baselines;
    private final double[] outputs;

    /** What the contributions add up to. */
    public enum Scale {
        /** The number itself. */
        VALUE,
        /** The number's natural logarithm. */
        LOGARITHM,
        /** The logit of the predicted class. */
        LOGIT
    }

    private Contributions(Model model, Predictions predictions) {
        this.columns = model.encoder().codings().stream().map(InputCoding::name).toList();
        this.scale = scale(model);
        this.predictions = predictions;
        this.values = new double[Math.multiplyExact(predictions.rows(), columns.size())];
        this.baselines = new double[predictions.rows()];
        this.outputs = new double[predictions.rows()];
    }

    /**
     * Explains the predictions for a table.
     *
     * @param model of a single target: see {@link Model#forTarget}
     * @param table the rows to explain, as {@link Model#predict(Table)} takes them
     * @return a contribution of each input column for each row
     * @throws densa.data.DataException as {@link Model#predict(Table)}
     * @throws IllegalStateException if the model predicts several targets
     */
    public static Contributions of(Model model, Table table) {
        return of(model, table, model.predict(table));
    }

    /**
     * As {@link #of(Model, Table)}, with predictions that were made already.
     *
     * @param model of a single target, which made the predictions
     * @param table the rows to explain, as {@link Model#predict(Table)} takes them
     * @param predictions those for {@code table}, row by row
     * @return a contribution of each input column for each row
     * @throws IllegalArgumentException if they are of another number of rows
     * @throws densa.data.DataException as {@link Model#predict(Table)}
     * @throws IllegalStateException if the model predicts several targets
     */
    public static Contributions of(Model model, Table table, Predictions predictions) {
        if (predictions.rows() != table.rows()) {
            throw new IllegalArgumentException("the predictions must be those for the table, " + table.rows()
                    + " rows, got " + predictions.rows());
        }
        Contributions found = new Contributions(model, predictions);
        EncodedTable encoded = model.encoder().inputs(table);
        double[] baseline = baseline(model);
        for (int from = 0; from < table.rows(); from += CHUNK_ROWS) {
            int count = Math.min(CHUNK_ROWS, table.rows() - from);
            double[] rows = new double[count * encoded.width()];
            for (int row = 0; row < count; row++) {
                encoded.read(from + row, rows, row * encoded.width());
            }
            double[] directions = found.directions(model, from, count);
            IntegratedGradients.Attributions[] ofMembers =
                    new IntegratedGradients.Attributions[model.members().size()];
            Parallel.forEach(
                    ofMembers.length,
                    model.threads(),
                    i -> ofMembers[i] = path(model.members().get(i)).attribute(rows, baseline, directions));
            for (IntegratedGradients.Attributions one : ofMembers) {
                found.add(model, from, count, one);
            }
        }
        return found;
    }

    private static IntegratedGradients path(TrainedNetwork member) {
        boolean kinks = member.network().denseLayers().stream()
                .anyMatch(layer -> layer.activation().hasKinks());
        return IntegratedGradients.of(member, kinks ? POINTS_OVER_KINKS : POINTS);
    }

    private static Scale scale(Model model) {
        if (!model.classes().isEmpty()) {
            return Scale.LOGIT;
        }
        boolean logarithm = model.encoder().target() instanceof NumberCoding number && number.logarithm();
        return logarithm || model.members().get(0).loss().link() == Loss.Link.LOGARITHM ? Scale.LOGARITHM : Scale.VALUE;
    }

    /** The row in the middle, after the input layer, with the levels of names in equal shares. */
    private static double[] baseline(Model model) {
        TrainedNetwork member = model.members().get(0);
        double[] baseline = path(member).widen(model.encoder().middle());
        int at = 0;
        for (InputColumn input : member.network().inputs()) {
            if (input instanceof InputColumn.OneHot names) {
                Arrays.fill(baseline, at, at + names.levels(), 1.0 / names.levels());
            }
            at += input.width();
        }
        return baseline;
    }

    /** Which sum of the network's outputs is explained, for each of some rows. */
    private double[] directions(Model model, int from, int count) {
        int outputs = model.network().outputs();
        double[] directions = new double[count * outputs];
        for (int row = 0; row < count; row++) {
            if (predictions.classes().isEmpty()) {
                int number = model.quantiles().isEmpty() ? 0 : QuantileMetrics.middle(model.quantiles());
                directions[row * outputs + number] = unit(model);
                continue;
            }
            int label = predictions.classes().indexOf(predictions.label(from + row));
            if (outputs == 1) {
                directions[row] = label == 1 ? 1 : -1;
                continue;
            }
            Arrays.fill(directions, row * outputs, (row + 1) * outputs, -1.0 / outputs);
            directions[row * outputs + label] += 1;
        }
        return directions;
    }

    /** What a network output of 1 is in the unit of f. */
    private double unit(Model model) {
        boolean scaled = model.members().get(0).loss().link() != Loss.Link.LOGARITHM;
        return scaled && model.encoder().target() instanceof NumberCoding number ? number.scale() : 1;
    }

    /** What f is where the network's output is 0. */
    private double center(Model model) {
        if (!(model.encoder().target() instanceof NumberCoding number)) {
            return 0;
        }
        return model.members().get(0).loss().link() == Loss.Link.LOGARITHM ? Math.log(number.scale()) : number.center();
    }

    private void add(Model model, int from, int count, IntegratedGradients.Attributions one) {
        int members = model.members().size();
        int[] widths =
                model.encoder().codings().stream().mapToInt(InputCoding::width).toArray();
        List<Contrast> contrasts = model.encoder().contrasts();
        List<int[]> places = contrasts.stream()
                .map(pair -> pair.columns().stream().mapToInt(columns::indexOf).toArray())
                .toList();
        int at = 0;
        for (int row = from; row < from + count; row++) {
            baselines[row] += (center(model) + one.atBaseline()[row - from]) / members;
            outputs[row] += (center(model) + one.atRow()[row - from]) / members;
            for (int column = 0; column < columns.size(); column++) {
                for (int i = 0; i < widths[column]; i++) {
                    values[row * columns.size() + column] += one.contributions()[at++] / members;
                }
            }
            for (int c = 0; c < contrasts.size(); c++) {
                Contrast contrast = contrasts.get(c);
                for (int i = 0; i < contrast.coding().width(); i++) {
                    double share =
                            one.contributions()[at++] / contrast.columns().size() / members;
                    for (int column : places.get(c)) {
                        values[row * columns.size() + column] += share;
                    }
                }
            }
        }
    }

    /** {@return the input columns of the model, in the order of the training table} */
    public List<String> columns() {
        return columns;
    }

    /** {@return the number of rows} */
    public int rows() {
        return predictions.rows();
    }

    /** {@return what is explained} */
    public Scale scale() {
        return scale;
    }

    /** {@return the predictions that are explained; of classes, the most probable one of each row is} */
    public Predictions predictions() {
        return predictions;
    }

    /**
     * {@return what a column added to f in a row}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     * @param column the index in {@link #columns()}
     * @throws IndexOutOfBoundsException if there is no such row or column
     */
    public double value(int row, int column) {
        Objects.checkIndex(row, rows());
        return values[row * columns.size() + Objects.checkIndex(column, columns.size())];
    }

    /**
     * {@return f at the baseline; for classes it depends on the row's predicted class}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     */
    public double baseline(int row) {
        return baselines[Objects.checkIndex(row, rows())];
    }

    /**
     * {@return f of a row, on the {@link #scale()} that is explained}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     */
    public double output(int row) {
        return outputs[Objects.checkIndex(row, rows())];
    }

    /**
     * {@return the columns that added most to a row, in either direction: indexes in {@link #columns()}, the largest
     * first}
     *
     * @param row the place of the row, 0 to {@link #rows()} - 1
     * @param most the maximum number of columns, 0 or more
     */
    public List<Integer> largest(int row, int most) {
        return IntStream.range(0, columns.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer column) -> -Math.abs(value(row, column))))
                .limit(most)
                .toList();
    }
}
