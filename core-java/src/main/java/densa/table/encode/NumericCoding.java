package densa.table.encode;

import densa.data.InputColumn;
import densa.table.ColumnType;
import java.util.ArrayList;
import java.util.List;

/**
 * A number x becomes a scaled input, z / sqrt(1 + (z / 3)^2) with z = (x - median) / scale, which is about z near the
 * median and never beyond -3 to 3, and a position among bins ({@link InputColumn.Piecewise}), so that a network bends
 * where the values lie (piecewise linear encoding, Gorishniy et al. 2022; robust scaling with smooth clipping, Holzmüller
 * et al. 2024). A missing or infinite x counts as the median; if there was any in training, a last input is 1 for it and
 * 0 otherwise. A column of one value and missing ones is that last input alone.
 *
 * @param name the column's name
 * @param source the type that the column had in the training table
 * @param median of the finite training values
 * @param scale distance of their quartiles, or half of their range where that is 0, or what columns on one scale have in
 *     common; 0 if they are all equal
 * @param edges of the bins, ascending; the least and the largest training value are the first and the last; empty if
 *     there are no bins
 * @param missingSeen whether any value was missing or infinite in training
 * @param min the least finite training value; negative infinity if it is not known
 * @param max the largest; infinity if it is not known
 */
public record NumericCoding(
        String name,
        ColumnType source,
        double median,
        double scale,
        List<Double> edges,
        boolean missingSeen,
        double min,
        double max)
        implements InputCoding {

    /** The largest scaled input. */
    private static final double LIMIT = 3;

    /**
     * As learned.
     *
     * @throws IllegalArgumentException if a number is not finite, the scale is negative, edges do not ascend, the range
     *     does not hold them and the median, or a constant column has no missing value
     */
    public NumericCoding {
        edges = List.copyOf(edges);
        if (!Double.isFinite(median)) {
            throw new IllegalArgumentException("median must be finite, got " + median);
        }
        if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("scale must be 0 or more and finite, got " + scale);
        }
        if (scale == 0 && (!missingSeen || !edges.isEmpty())) {
            throw new IllegalArgumentException("a column of equal values is no input");
        }
        if (edges.size() == 1) {
            throw new IllegalArgumentException("edges must be none or two and more, got one");
        }
        for (int i = 0; i < edges.size(); i++) {
            if (!Double.isFinite(edges.get(i)) || i > 0 && edges.get(i) <= edges.get(i - 1)) {
                throw new IllegalArgumentException("edges must be finite and ascend, got " + edges);
            }
        }
        boolean holds = min <= median && median <= max;
        if (!holds || !edges.isEmpty() && (edges.get(0) < min || edges.get(edges.size() - 1) > max)) {
            throw new IllegalArgumentException(
                    "the range must hold the median and all edges, got " + min + " to " + max);
        }
    }

    /** A coding whose range is that of its edges, or not known if there are none. */
    public NumericCoding(
            String name, ColumnType source, double median, double scale, List<Double> edges, boolean missingSeen) {
        this(
                name,
                source,
                median,
                scale,
                edges,
                missingSeen,
                edges.isEmpty() ? Double.NEGATIVE_INFINITY : edges.get(0),
                edges.isEmpty() ? Double.POSITIVE_INFINITY : edges.get(edges.size() - 1));
    }

    /** The same coding with at most {@code most} bins: edges are left out, as evenly as possible; 0 leaves out all. */
    @Override
    public NumericCoding withBins(int most) {
        if (bins() <= most) {
            return this;
        }
        List<Double> kept = new ArrayList<>();
        for (int i = 0; i <= most && most > 0; i++) {
            kept.add(edges.get((int) Math.round((double) i * bins() / most)));
        }
        return new NumericCoding(name, source, median, scale, kept, missingSeen, min, max);
    }

    /** The same coding with another {@link #scale()}. */
    NumericCoding withScale(double scale) {
        return new NumericCoding(name, source, median, scale, edges, missingSeen, min, max);
    }

    @Override
    public List<NumericCoding> numbers() {
        return List.of(this);
    }

    /** Number of bins. */
    public int bins() {
        return Math.max(0, edges.size() - 1);
    }

    @Override
    public List<InputColumn> inputs() {
        List<InputColumn> inputs = new ArrayList<>();
        if (scale > 0) {
            inputs.add(InputColumn.NUMERIC);
        }
        if (bins() > 0) {
            inputs.add(new InputColumn.Piecewise(bins()));
        }
        if (missingSeen) {
            inputs.add(InputColumn.NUMERIC);
        }
        return inputs;
    }

    /** Whether training had no value as low or as high; NaN and infinities count as missing, and are not outside. */
    boolean isOutside(double x) {
        return Double.isFinite(x) && (x < min || x > max);
    }

    /** Writes the inputs of {@code x}, NaN or infinite if it is missing, to {@code out} from {@code offset} on. */
    void encode(double x, double[] out, int offset) {
        boolean missing = !Double.isFinite(x);
        double value = missing ? median : x;
        int at = offset;
        if (scale > 0) {
            // Divided first, as the distance of two large numbers may overflow.
            double z = value / scale - median / scale;
            out[at++] = limited(z);
        }
        if (bins() > 0) {
            out[at++] = position(value);
        }
        if (missingSeen) {
            out[at] = missing ? 1 : 0;
        }
    }

    /** About z near 0, and never beyond the limit. */
    static double limited(double z) {
        return Math.abs(z) > 1e100 ? Math.copySign(LIMIT, z) : z / Math.sqrt(1 + z * z / (LIMIT * LIMIT));
    }

    /** The bin of a value and how far into it, 0 to the number of bins. */
    private double position(double value) {
        if (value <= edges.get(0)) {
            return 0;
        }
        int low = 0;
        int high = bins();
        if (value >= edges.get(high)) {
            return high;
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (edges.get(middle) <= value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        if (value == edges.get(low)) {
            return low;
        }
        double from = edges.get(low) / 2;
        double to = edges.get(low + 1) / 2;
        return Math.min(low + 1, low + (value / 2 - from) / (to - from));
    }
}
