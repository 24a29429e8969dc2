package densa.explain;

import static densa.table.DataException.quote;

import densa.encode.ClassCoding;
import densa.encode.EncodedTable;
import densa.encode.NumberCoding;
import densa.encode.Weights;
import densa.model.Model;
import densa.model.OutOfSample;
import densa.model.Predictions;
import densa.table.Column;
import densa.table.DataException;
import densa.table.Table;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Encoded rows whose truth is known, and who predicts them.
 *
 * @param model knows the columns
 * @param encoded the rows
 * @param truth a class index or a number for each row
 * @param weights how much each row counts, not all 0
 * @param predictor predicts changed inputs of the same rows
 */
record Judged(
        Model model,
        EncodedTable encoded,
        double[] truth,
        double[] weights,
        Function<double[], Predictions> predictor) {

    private static final double SMALLEST = 1e-15;

    /** At most {@code most} rows, each predicted by members that did not learn from it. */
    static Judged of(OutOfSample all, int most, long seed) {
        double[] weights = all.weights();
        int[] places = IntStream.range(0, weights.length)
                .filter(place -> weights[place] > 0)
                .toArray();
        OutOfSample some = all.select(Draws.sample(places, most, seed));
        EncodedTable rows = all.model().encoder().inputs(all.table().select(some.rows()));
        return new Judged(all.model(), rows, some.truth(), some.weights(), some::predictions);
    }

    /** At most {@code most} rows of a table that have a target and a weight above 0. */
    static Judged of(Model model, Table table, int most, long seed) {
        Column target = targetOf(model, table);
        Optional<Weights> weights = model.weight()
                .filter(table::hasColumn)
                .map(name -> Weights.of(table, model.encoder().roles()));
        int[] known = IntStream.range(0, table.rows())
                .filter(row -> !target.isMissing(row)
                        && weights.map(w -> w.weight(row) > 0).orElse(true))
                .toArray();
        if (known.length == 0) {
            throw new DataException(
                    "no row has a value of the target " + quote(model.target()) + " and a weight above 0");
        }
        int[] rows = Draws.sample(known, most, seed);
        return new Judged(
                model,
                model.encoder().inputs(table.select(rows)),
                IntStream.of(rows).mapToDouble(row -> truth(model, target, row)).toArray(),
                IntStream.of(rows)
                        .mapToDouble(row -> weights.map(w -> w.weight(row)).orElse(1.0))
                        .toArray(),
                model::predict);
    }

    private static Column targetOf(Model model, Table table) {
        try {
            return table.column(model.target());
        } catch (DataException e) {
            throw new DataException("target " + e.getMessage(), e);
        }
    }

    private static double truth(Model model, Column target, int row) {
        return model.encoder().target() instanceof ClassCoding classes
                ? classes.encode(target, row)
                : NumberCoding.value(target, row);
    }

    int rows() {
        return truth.length;
    }

    /** The inputs, some columns with the values of other rows: rows x input columns. */
    double[] exchanged(Set<Integer> columns, int[] order) {
        int width = encoded.width();
        double[] inputs = new double[Math.multiplyExact(order.length, width)];
        for (int row = 0; row < order.length; row++) {
            encoded.read(row, order[row], columns::contains, inputs, row * width);
        }
        return inputs;
    }

    boolean classes() {
        return !model.classes().isEmpty();
    }

    double totalWeight() {
        return DoubleStream.of(weights).sum();
    }

    /** The error of each row: -ln p of the true class, or the square of the distance. */
    double[] errors(double[] changed) {
        Predictions predictions = predictor.apply(changed);
        double[] errors = new double[truth.length];
        for (int row = 0; row < errors.length; row++) {
            if (classes()) {
                double p = predictions.probability(row, (int) truth[row]);
                errors[row] = -Math.log(Math.min(1 - SMALLEST, Math.max(SMALLEST, p)));
            } else {
                double distance = predictions.value(row) - truth[row];
                errors[row] = distance * distance;
            }
        }
        return errors;
    }
}
