package densa.encode;

import static densa.table.DataException.quote;

import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.ColumnType;
import densa.table.DataException;
import densa.table.NumericColumn;
import java.util.function.DoublePredicate;

/**
 * A number y becomes (y - center) / scale, and a prediction is put back.
 *
 * @param name the column's name
 * @param source the type that the column had in the training table
 * @param center the mean of the training values, or 0 for counts and amounts
 * @param scale their standard deviation, or their mean for counts and amounts; more than 0
 */
public record NumberCoding(String name, ColumnType source, double center, double scale) implements TargetCoding {

    /**
     * As learned.
     *
     * @throws IllegalArgumentException if a number is not finite or the scale is not positive
     */
    public NumberCoding {
        if (!Double.isFinite(center) || !(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "center must be finite and scale > 0 and finite, got " + center + " and " + scale);
        }
    }

    /** The largest target: the square of an error must stay finite, summed over any number of rows. */
    private static final double LARGEST = 1e100;

    /** By the mean and the standard deviation of the rows' values. */
    static NumberCoding standardising(Column column, int[] rows) {
        Statistics.Moments moments = Statistics.moments(values(column, rows));
        return new NumberCoding(column.name(), column.type(), moments.mean(), moments.deviation());
    }

    /**
     * The coding of counts and amounts: only divided by their mean, because their logarithm is predicted.
     *
     * @param allowed which values there may be, of those that are 0 or more
     * @param rule says so in the message: "loss gamma needs amounts above 0"
     * @throws DataException if a value is negative or not allowed, or all are 0
     */
    public static NumberCoding ofAmounts(Column column, int[] rows, DoublePredicate allowed, String rule) {
        double[] values = values(column, rows);
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0 || !allowed.test(values[i])) {
                throw new DataException("target " + quote(column.name()) + " is " + column.text(rows[i]) + " in row "
                        + (rows[i] + 1) + ": " + rule);
            }
        }
        double mean = Statistics.moments(values).mean();
        if (mean == 0) {
            throw new DataException("target " + quote(column.name()) + " is 0 in every row: there is nothing to learn");
        }
        return new NumberCoding(column.name(), column.type(), 0, mean);
    }

    /**
     * The number in a row of a target column.
     *
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

    @Override
    public double encode(Column column, int row) {
        return (value(column, row) - center) / scale;
    }

    /** The number that a scaled one stands for. */
    public double decode(double scaled) {
        return center + scale * scaled;
    }
}
