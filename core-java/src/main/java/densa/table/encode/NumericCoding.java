package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.data.InputColumn;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.ColumnType;
import densa.table.NumericColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A number x becomes a scaled input, z / sqrt(1 + (z / 3)^2) with z = (x - median) / scale, which is about z near the
 * median and never beyond -3 to 3, and a position among bins ({@link InputColumn.Piecewise}), so that a network bends
 * where the values lie (piecewise linear encoding, Gorishniy et al. 2022; robust scaling with smooth clipping,
 * Holzmüller et al. 2024). A missing or infinite x counts as the median; if there was any in training, a last input is
 * 1 for it and 0 otherwise. A column of one value and missing ones is that last input alone.
 *
 * @param name the column's name
 * @param source the type that the column had in the training table
 * @param median of the finite training values
 * @param scale distance of their quartiles, or half of their range where that is 0, or what columns on one scale have
 *     in common; 0 if they are all equal
 * @param bins from the least to the largest training value, or none
 * @param missingSeen whether any value was missing or infinite in training
 * @param min the least finite training value; negative infinity if it is not known
 * @param max the largest; infinity if it is not known
 * @param format how the numbers are written in a column of texts that was found to hold them, in which another text
 *     counts as missing; empty if the column holds numbers, or was said to
 */
public record NumericCoding(
        String name,
        ColumnType source,
        double median,
        double scale,
        Bins bins,
        boolean missingSeen,
        double min,
        double max,
        Optional<NumberFormat> format)
        implements InputCoding {

    /** The largest scaled input. */
    private static final double LIMIT = 3;

    /**
     * As learned.
     *
     * @param name the column's name
     * @param source the type that the column had in the training table
     * @param median of the finite training values
     * @param scale what the distance from the median is divided by, 0 or more and finite; 0 needs {@code missingSeen}
     *     and no bins
     * @param bins between {@code min} and {@code max}, or none
     * @param missingSeen whether any value was missing or infinite in training
     * @param min the least finite training value, not above the median; negative infinity if it is not known
     * @param max the largest, not below the median; infinity if it is not known
     * @param format how the numbers are written in a column of texts; empty for a column of numbers
     * @throws IllegalArgumentException if a number is not finite, the scale is negative or so small that the median
     *     divided by it is not finite, the range does not hold the median and the bins, or a constant column has no
     *     missing value
     */
    public NumericCoding {
        if (!Double.isFinite(median)) {
            throw new IllegalArgumentException("median must be finite, got " + median);
        }
        if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("scale must be 0 or more and finite, got " + scale);
        }
        if (scale > 0 && !Double.isFinite(median / scale)) {
            throw new IllegalArgumentException(
                    "median / scale must be finite, got median " + median + " and scale " + scale);
        }
        if (scale == 0 && (!missingSeen || bins.count() > 0)) {
            throw new IllegalArgumentException("a column of equal values is no input");
        }
        boolean holds = min <= median && median <= max;
        if (!holds || bins.count() > 0 && (bins.edge(0) < min || bins.edge(bins.count()) > max)) {
            throw new IllegalArgumentException(
                    "the range must hold the median and all edges, got " + min + " to " + max);
        }
    }

    /** Returns the same coding with at most {@code most} bins, whose edges are among those of this one. */
    @Override
    public NumericCoding withBins(int most) {
        return bins.count() <= most
                ? this
                : new NumericCoding(name, source, median, scale, bins.atMost(most), missingSeen, min, max, format);
    }

    /** The same coding with another {@link #scale()}. */
    NumericCoding withScale(double scale) {
        return new NumericCoding(name, source, median, scale, bins, missingSeen, min, max, format);
    }

    @Override
    public List<NumericCoding> numbers() {
        return List.of(this);
    }

    @Override
    public List<InputColumn> inputs() {
        List<InputColumn> inputs = new ArrayList<>();
        if (scale > 0) {
            inputs.add(InputColumn.NUMERIC);
        }
        if (bins.count() > 0) {
            inputs.add(new InputColumn.Piecewise(bins.count()));
        }
        if (missingSeen) {
            inputs.add(InputColumn.NUMERIC);
        }
        return inputs;
    }

    /** The same coding of a column of texts that holds numbers. */
    NumericCoding written(NumberFormat as) {
        return new NumericCoding(name, source, median, scale, bins, missingSeen, min, max, Optional.of(as));
    }

    /**
     * {@return the numbers of a column, NaN for a missing one}
     *
     * @param column the column of a table, of numbers, or of texts that are numbers
     * @throws DataException if more than a few texts are no numbers, unless the training column was found to hold
     *     numbers among texts
     */
    public NumericColumn numbersOf(Column column) {
        return format.isPresent() && column instanceof CategoricalColumn texts
                ? format.get().numbersOf(texts)
                : ColumnView.numbers(column);
    }

    /**
     * {@return the number that a text stands for, NaN for a missing one}
     *
     * @throws DataException as {@link #numbersOf}
     */
    double numberOf(String text) {
        if (text.isBlank()) {
            return Double.NaN;
        }
        double number = format.orElse(NumberFormat.PLAIN).parse(text).orElse(Double.NaN);
        if (Double.isNaN(number) && format.isEmpty() && !MissingText.matches(text)) {
            throw new DataException("column " + quote(name) + " must be a number, got " + quote(text.strip()));
        }
        return number;
    }

    /** Whether training had no value as low or as high; NaN and infinities count as missing, and are not outside. */
    boolean isOutside(double x) {
        return Double.isFinite(x) && (x < min || x > max);
    }

    /**
     * Writes the inputs of {@code x}, NaN or infinite if it is missing, to {@code out} from {@code offset} on.
     *
     * @return the place after them
     */
    int encode(double x, double[] out, int offset) {
        boolean missing = !Double.isFinite(x);
        double value = missing ? median : x;
        int at = offset;
        if (scale > 0) {
            // Divided first, as the distance of two large numbers may overflow.
            double z = value / scale - median / scale;
            out[at++] = limited(z);
        }
        if (bins.count() > 0) {
            out[at++] = bins.position(value);
        }
        if (missingSeen) {
            out[at++] = missing ? 1 : 0;
        }
        return at;
    }

    /** About z near 0, and never beyond the limit. */
    static double limited(double z) {
        return Math.abs(z) > 1e100 ? Math.copySign(LIMIT, z) : z / Math.sqrt(1 + z * z / (LIMIT * LIMIT));
    }
}
