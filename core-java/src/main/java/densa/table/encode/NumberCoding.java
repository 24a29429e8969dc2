package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.internal.Numerals;
import densa.internal.Statistics;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.ColumnType;
import densa.table.NumericColumn;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoublePredicate;

/**
 * A number y becomes (f(y) - center) / scale with f the identity or the natural logarithm, and a prediction is put
 * back, within the range of the training values.
 *
 * @param name the column's name
 * @param source the type that the column had in the training table
 * @param logarithm whether f is the logarithm; then all values were above 0
 * @param center the mean of the training values' f, or 0 for counts and amounts
 * @param scale the standard deviation of f, or the mean for counts and amounts; more than 0
 * @param min the least training value, but for those that lie absurdly far from the others
 * @param max the largest, likewise
 * @param format how the numbers are written in a column of texts that was found to hold them, in which another text is
 *     no value; empty if the column holds numbers, or was said to
 */
public record NumberCoding(
        String name,
        ColumnType source,
        boolean logarithm,
        double center,
        double scale,
        double min,
        double max,
        Optional<NumberFormat> format)
        implements TargetCoding {

    /**
     * As learned.
     *
     * @param name the column's name
     * @param source the type that the column had in the training table
     * @param logarithm whether f is the logarithm
     * @param center what is taken from f(y), finite
     * @param scale what the rest is divided by, above 0 and finite
     * @param min the least training value, finite; above 0 if {@code logarithm}
     * @param max the largest, finite, not below {@code min}
     * @param format how the numbers are written in a column of texts; empty for a column of numbers
     * @throws IllegalArgumentException if a number is not finite or beyond 1e100, the scale is not positive, or the
     *     range does not ascend or has no logarithm
     */
    public NumberCoding {
        if (!Double.isFinite(center) || !(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "center must be finite and scale > 0 and finite, got " + center + " and " + scale);
        }
        // The deviation of two values is larger than either of them may be.
        if (Math.abs(min) > LARGEST || Math.abs(max) > LARGEST || Math.abs(center) > LARGEST || scale > 2 * LARGEST) {
            throw new IllegalArgumentException("center, scale and range must be within 1E100, got center " + center
                    + ", scale " + scale + " and " + min + " to " + max);
        }
        if (!(Double.isFinite(min) && Double.isFinite(max) && min <= max) || logarithm && min <= 0) {
            throw new IllegalArgumentException(
                    "the range must be finite and ascend, and be above 0 under a logarithm, got " + min + " to " + max);
        }
    }

    /** The largest target: the square of an error must stay finite, summed over any number of rows. */
    private static final double LARGEST = 1e100;

    /** A value is absurd that lies this many times as far outside as the 10th and the 90th percentile are apart. */
    private static final double ABSURD = 1000;

    /** Learning clips values this many times the range of the others outside of it; honest ones never lie there. */
    private static final double FAR = 10;

    private static final double LOW = 0.1;

    /** The values that are not absurd. */
    private static double[] plausible(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double low = Statistics.quantile(sorted, LOW);
        double high = Statistics.quantile(sorted, 1 - LOW);
        double reach = ABSURD * (high - low);
        if (reach == 0 || sorted[0] >= low - reach && sorted[sorted.length - 1] <= high + reach) {
            return values;
        }
        return Arrays.stream(values)
                .filter(value -> value >= low - reach && value <= high + reach)
                .toArray();
    }

    /**
     * {@return whether a row's value lies absurdly far from those of the training; it is learned as their end}
     *
     * @param column the target column of a table
     * @param row the row, with a value
     */
    public boolean isOutlying(Column column, int row) {
        double value = value(view(column), row);
        return clipped(value) != value;
    }

    private double clipped(double value) {
        double far = FAR * (max - min);
        return value < min - far ? min : value > max + far ? max : value;
    }

    /**
     * By the mean and the standard deviation of the rows' values.
     *
     * @param format how the numbers are written in a column of texts
     */
    static NumberCoding standardising(Column column, Optional<NumberFormat> format, int[] rows) {
        return coding(column, format, values(view(format, column), rows), false);
    }

    private static NumberCoding coding(Column column, Optional<NumberFormat> format, double[] all, boolean logarithm) {
        double[] values = plausible(all);
        double[] transformed = logarithm ? Arrays.stream(values).map(Math::log).toArray() : values;
        Statistics.Moments moments = Statistics.moments(transformed);
        return new NumberCoding(
                column.name(),
                column.type(),
                logarithm,
                moments.mean(),
                moments.deviation(),
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow(),
                format);
    }

    /**
     * {@return the coding of the logarithm, if it could be better: all values are above 0 and skewed to the right}
     *
     * @param column the target column that this coding was learned from
     * @param rows the rows to learn from, each with a value
     */
    public Optional<NumberCoding> ofLogarithm(Column column, int[] rows) {
        double[] values = values(view(column), rows);
        double least = Arrays.stream(values).min().orElseThrow();
        if (!(least > 0) || Statistics.skewness(values) < EncodingRules.SKEWED) {
            return Optional.empty();
        }
        NumberCoding coding = coding(column, format, values, true);
        return coding.scale() > 0 ? Optional.of(coding) : Optional.empty();
    }

    /**
     * {@return the coding of counts and amounts: only divided by their mean, because their logarithm is predicted}
     *
     * @param column the target column that this coding was learned from
     * @param rows the rows to learn from, each with a value
     * @param allowed which values there may be, of those that are 0 or more
     * @param rule says so in the message: "loss gamma needs amounts above 0"
     * @throws DataException if a value is negative or not allowed, or all are 0
     */
    public NumberCoding ofAmounts(Column column, int[] rows, DoublePredicate allowed, String rule) {
        double[] values = values(view(column), rows);
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0 || !allowed.test(values[i])) {
                throw new DataException("target " + quote(column.name()) + " is " + column.text(rows[i]) + " in row "
                        + (rows[i] + 1) + ": " + rule);
            }
        }
        double[] plausible = plausible(values);
        double mean = Statistics.moments(plausible).mean();
        if (mean == 0) {
            throw new DataException("target " + quote(column.name()) + " is 0 in every row: there is nothing to learn");
        }
        return new NumberCoding(
                column.name(),
                column.type(),
                false,
                0,
                mean,
                Arrays.stream(plausible).min().orElseThrow(),
                Arrays.stream(plausible).max().orElseThrow(),
                format);
    }

    /**
     * {@return the number in a row of a target column}
     *
     * @param column of numbers, or of texts that are numbers as programs write them
     * @param row the row, 0 to size - 1
     * @throws DataException if it is missing, infinite, beyond 1e100 or not a number
     */
    public static double value(Column column, int row) {
        double value = Double.NaN;
        if (column instanceof NumericColumn numeric) {
            value = numeric.value(row);
        } else if (column instanceof CategoricalColumn texts && !texts.isMissing(row)) {
            value = Numerals.parse(texts.text(row))
                    .orElseThrow(() -> new DataException("target " + quote(column.name()) + " has the value "
                            + quote(texts.text(row)) + " in row " + (row + 1) + ", which is not a number"));
        }
        if (Double.isNaN(value)) {
            throw new DataException("target " + quote(column.name()) + " has no value in row " + (row + 1));
        }
        if (Double.isInfinite(value)) {
            throw new DataException("target " + quote(column.name()) + " is infinite in row " + (row + 1));
        }
        if (Math.abs(value) > LARGEST) {
            throw new DataException("target " + quote(column.name()) + " is " + column.text(row) + " in row "
                    + (row + 1) + ", beyond 1E100, where squared errors overflow: give it in a larger unit");
        }
        return value;
    }

    private static double[] values(Column column, int[] rows) {
        double[] values = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            values[i] = value(column, rows[i]);
        }
        return values;
    }

    /** {@return the numbers of a column of texts that was found to hold them; another column as it is} */
    @Override
    public Column view(Column column) {
        return view(format, column);
    }

    private static Column view(Optional<NumberFormat> format, Column column) {
        return format.isPresent() && column instanceof CategoricalColumn texts
                ? format.get().numbersOf(texts)
                : column;
    }

    @Override
    public double encode(Column column, int row) {
        double value = clipped(value(view(column), row));
        if (logarithm && value <= 0) {
            throw new DataException("target " + quote(name) + " is " + column.text(row) + " in row " + (row + 1)
                    + ": the model predicts its logarithm, as it was above 0 in training");
        }
        return ((logarithm ? Math.log(value) : value) - center) / scale;
    }

    @Override
    public double truth(Column column, int row) {
        return value(view(column), row);
    }

    /**
     * {@return the number that a scaled one stands for, within the range of the training values}
     *
     * @param scaled the output of a network
     */
    public double decode(double scaled) {
        double value = center + scale * scaled;
        return Math.max(min, Math.min(max, logarithm ? Math.exp(value) : value));
    }
}
