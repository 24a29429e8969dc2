package densa.table.encode;

import static densa.internal.Quote.quote;

import java.util.List;

/**
 * The difference of two correlated numeric columns, as an input of its own. The bins
 * of either column are cut along its own axis, and see little of what lies across: where a house is in a country that
 * runs from north-west to south-east, or how many rooms a household has if a table counts rooms and households.
 *
 * <p>The contrast is c = u f(x) + v g(y), with x and y the values of the columns, f and g the identity or the natural
 * logarithm, |u| and |v| one over the standard deviation of f(x) and g(y) in training, u positive, and v of the sign
 * that lets c vary least. It is encoded as a number. Where x or y is missing or has no logarithm, so is c.
 *
 * @param first the term of x
 * @param second the term of y
 * @param coding how c is encoded; it never marks missing values, as those of the columns do
 */
public record Contrast(Term first, Term second, NumericCoding coding) {

    /**
     * What one column adds.
     *
     * @param column its name
     * @param logarithm whether f is the logarithm
     * @param weight what f(x) is multiplied with, not 0
     */
    public record Term(String column, boolean logarithm, double weight) {
        /**
         * As learned.
         *
         * @param column the name of a numeric input column
         * @param logarithm whether f is the logarithm
         * @param weight what f(x) is multiplied with, finite and not 0
         * @throws IllegalArgumentException if the weight is 0 or not finite
         */
        public Term {
            if (!Double.isFinite(weight) || weight == 0) {
                throw new IllegalArgumentException("the weight of a term must be finite and not 0, got " + weight);
            }
        }

        double of(double x) {
            return weight * (logarithm ? Math.log(x) : x);
        }
    }

    /**
     * As learned.
     *
     * @param first the term of x
     * @param second the term of y, of another column
     * @param coding how c is encoded, without a mark for missing values
     * @throws IllegalArgumentException if both terms are of one column, or the coding marks missing values
     */
    public Contrast {
        if (first.column().equals(second.column())) {
            throw new IllegalArgumentException(
                    "a contrast must be of two columns, got " + quote(first.column()) + " twice");
        }
        if (coding.missingSeen()) {
            throw new IllegalArgumentException("a contrast does not mark missing values");
        }
    }

    /** {@return the columns of both terms} */
    public List<String> columns() {
        return List.of(first.column(), second.column());
    }

    /** The same contrast with at most {@code most} bins. */
    Contrast withBins(int most) {
        return new Contrast(first, second, coding.withBins(most));
    }

    /** Writes the inputs of the contrast of two values to {@code out} from {@code offset} on. */
    void encode(double x, double y, double[] out, int offset) {
        coding.encode(first.of(x) + second.of(y), out, offset);
    }
}
