package densa.table.model;

import java.util.Arrays;
import java.util.List;

/**
 * Prediction intervals for numbers by conformal correction (Vovk et al. 2005; CV+ of Barber et al. 2021 in its simple
 * form): half as wide as the errors on rows that no member learned from were at most, as often as is asked for.
 *
 * @param errors absolute errors of such rows, ascending: of their logarithms if {@code logarithm}; at most 2,000 of
 *     them, evenly spaced
 * @param logarithm whether the interval is a factor instead of a distance
 * @param power by which the interval grows with the prediction, for counts and amounts, which are never below 0: errors
 *     are divided by the prediction to this power, 0 to 1; 0 if all intervals have one width
 */
public record PredictionIntervals(List<Double> errors, boolean logarithm, double power) {

    /** The maximum number of errors that are kept. */
    static final int MOST_ERRORS = 2000;

    /**
     * Creates the record.
     *
     * @param errors absolute errors, 0 or more and ascending; 1 to 2,000; copied
     * @param logarithm whether they are errors of logarithms, so that the interval is a factor
     * @param power by which the interval grows with the prediction
     * @throws IllegalArgumentException if there is no error, there are too many, they do not ascend, or the power is
     *     out of range
     */
    public PredictionIntervals {
        errors = List.copyOf(errors);
        if (errors.isEmpty() || errors.size() > MOST_ERRORS) {
            throw new IllegalArgumentException("intervals need 1 to " + MOST_ERRORS + " errors, got " + errors.size());
        }
        if (!(power >= 0 && power <= 1)) {
            throw new IllegalArgumentException("the power of intervals must be 0 to 1, got " + power);
        }
        double last = 0;
        for (double error : errors) {
            if (!(error >= last)) {
                throw new IllegalArgumentException(
                        "errors must be 0 or more and ascend, got " + error + " after " + last);
            }
            last = error;
        }
    }

    /**
     * Learns the intervals from predictions of rows that no predicting network learned from.
     *
     * @param truth the true numbers, at least one; above 0 if {@code logarithm}
     * @param values the predicted numbers, one for each of them; likewise
     * @param logarithm whether errors are those of the logarithms
     * @param power by which errors grow with the prediction, 0 to 1
     * @return the intervals, with at most 2,000 of the errors
     */
    public static PredictionIntervals of(double[] truth, double[] values, boolean logarithm, double power) {
        double[] errors = new double[truth.length];
        for (int row = 0; row < errors.length; row++) {
            errors[row] = Math.abs(logarithm ? Math.log(values[row]) - Math.log(truth[row]) : values[row] - truth[row])
                    / spread(values[row], power);
        }
        Arrays.sort(errors);
        int kept = Math.min(errors.length, MOST_ERRORS);
        Double[] some = new Double[kept];
        for (int i = 0; i < kept; i++) {
            some[i] = errors[kept == 1 ? 0 : (int) Math.round((double) i * (errors.length - 1) / (kept - 1))];
        }
        return new PredictionIntervals(List.of(some), logarithm, power);
    }

    /**
     * {@return the least that is predicted with a probability}
     *
     * @param prediction the predicted number, in the unit of the target
     * @param level share of rows that the interval shall contain, above 0 and below 1
     * @throws IllegalArgumentException if the level is out of range
     */
    public double lower(double prediction, double level) {
        if (logarithm) {
            return prediction * Math.exp(-error(level));
        }
        double lower = prediction - error(level) * spread(prediction, power);
        return power > 0 ? Math.max(0, lower) : lower;
    }

    /**
     * {@return the most, as {@link #lower}}
     *
     * @param prediction the predicted number, in the unit of the target
     * @param level share of rows that the interval shall contain, above 0 and below 1
     */
    public double upper(double prediction, double level) {
        return logarithm ? prediction * Math.exp(error(level)) : prediction + error(level) * spread(prediction, power);
    }

    private static double spread(double prediction, double power) {
        return power == 0 ? 1 : Math.pow(Math.max(prediction, Double.MIN_NORMAL), power);
    }

    private double error(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("interval must be above 0 and below 1, such as 0.9, got " + level);
        }
        int rank = (int) Math.ceil((errors.size() + 1) * level);
        return errors.get(Math.min(errors.size(), rank) - 1);
    }
}
