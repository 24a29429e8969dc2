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
 */
public record PredictionIntervals(List<Double> errors, boolean logarithm) {

    private static final int MOST_ERRORS = 2000;

    /**
     * Creates the record.
     *
     * @param errors absolute errors, ascending, which is not checked; at least one; copied
     * @param logarithm whether they are errors of logarithms, so that the interval is a factor
     * @throws IllegalArgumentException if there is no error
     */
    public PredictionIntervals {
        errors = List.copyOf(errors);
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("intervals need at least one error, got none");
        }
    }

    /**
     * Learns the intervals from predictions of rows that no predicting network learned from.
     *
     * @param truth the true numbers, at least one; above 0 if {@code logarithm}
     * @param values the predicted numbers, one for each of them; likewise
     * @param logarithm whether errors are those of the logarithms
     * @return the intervals, with at most 2,000 of the errors
     */
    public static PredictionIntervals of(double[] truth, double[] values, boolean logarithm) {
        double[] errors = new double[truth.length];
        for (int row = 0; row < errors.length; row++) {
            errors[row] = Math.abs(logarithm ? Math.log(values[row]) - Math.log(truth[row]) : values[row] - truth[row]);
        }
        Arrays.sort(errors);
        int kept = Math.min(errors.length, MOST_ERRORS);
        Double[] some = new Double[kept];
        for (int i = 0; i < kept; i++) {
            some[i] = errors[kept == 1 ? 0 : (int) Math.round((double) i * (errors.length - 1) / (kept - 1))];
        }
        return new PredictionIntervals(List.of(some), logarithm);
    }

    /**
     * {@return the least that is predicted with a probability}
     *
     * @param prediction the predicted number, in the unit of the target
     * @param level share of rows that the interval shall contain, above 0 and below 1
     * @throws IllegalArgumentException if the level is out of range
     */
    public double lower(double prediction, double level) {
        return logarithm ? prediction * Math.exp(-error(level)) : prediction - error(level);
    }

    /**
     * {@return the most, as {@link #lower}}
     *
     * @param prediction the predicted number, in the unit of the target
     * @param level share of rows that the interval shall contain, above 0 and below 1
     */
    public double upper(double prediction, double level) {
        return logarithm ? prediction * Math.exp(error(level)) : prediction + error(level);
    }

    private double error(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("interval must be above 0 and below 1, such as 0.9, got " + level);
        }
        int rank = (int) Math.ceil((errors.size() + 1) * level);
        return errors.get(Math.min(errors.size(), rank) - 1);
    }
}
