package densa.encode;

import densa.table.ColumnType;
import java.util.List;

/**
 * A number x becomes z = (x - mean) / deviation, limited to -limit to limit. A missing or infinite x counts as the
 * median; if there was any in training, a second input is 1 for it and 0 otherwise. A column of one value and missing
 * ones is that second input alone.
 *
 * @param name the column's name
 * @param source the type that the column had in the training table
 * @param mean mean of the finite training values
 * @param deviation their standard deviation; 0 if they are all equal
 * @param median their median
 * @param limit largest absolute z, more than 0
 * @param missingSeen whether any value was missing or infinite in training
 */
public record NumericCoding(
        String name, ColumnType source, double mean, double deviation, double median, double limit, boolean missingSeen)
        implements InputCoding {

    private static final List<InputColumn> ONE = List.of(InputColumn.NUMERIC);
    private static final List<InputColumn> TWO = List.of(InputColumn.NUMERIC, InputColumn.NUMERIC);

    /**
     * As learned.
     *
     * @throws IllegalArgumentException if a number is not finite, the deviation is negative, the limit is not positive,
     *     or a constant column has no missing value
     */
    public NumericCoding {
        if (!(Double.isFinite(mean) && Double.isFinite(median))) {
            throw new IllegalArgumentException("mean and median must be finite, got " + mean + " and " + median);
        }
        if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("deviation must be 0 or more and finite, got " + deviation);
        }
        if (!(limit > 0 && limit < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("limit must be > 0 and finite, got " + limit);
        }
        if (deviation == 0 && !missingSeen) {
            throw new IllegalArgumentException("a column of equal values is no input");
        }
    }

    @Override
    public List<InputColumn> inputs() {
        return deviation > 0 && missingSeen ? TWO : ONE;
    }

    /** Writes the inputs of {@code x}, NaN or infinite if it is missing, to {@code out} from {@code offset} on. */
    void encode(double x, double[] out, int offset) {
        boolean missing = !Double.isFinite(x);
        int at = offset;
        if (deviation > 0) {
            double z = ((missing ? median : x) - mean) / deviation;
            out[at++] = Math.max(-limit, Math.min(limit, z));
        }
        if (missingSeen) {
            out[at] = missing ? 1 : 0;
        }
    }
}
