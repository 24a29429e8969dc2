package densa.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The figures of a regression; immutable and thread-safe.
 *
 * <p>With weight w, truth y, prediction p, and the weighted mean m of y:
 *
 * <ul>
 *   <li>RMSE = sqrt(sum w (y - p)^2 / sum w), in the unit of the target
 *   <li>MAE = sum w |y - p| / sum w, in the unit of the target
 *   <li>R² = 1 - sum w (y - p)^2 / sum w (y - m)^2, at most 1; not defined and NaN if the truth is constant, as that of
 *       a single row is
 * </ul>
 *
 * @param rows the number of rows
 * @param rmse the root mean squared error
 * @param mae the mean absolute error
 * @param r2 the coefficient of determination; NaN if the truth is constant
 */
public record RegressionMetrics(int rows, double rmse, double mae, double r2) implements Metrics {

    /**
     * Compares predictions with the truth, every row with weight 1.
     *
     * @param truth the true values
     * @param predicted the predicted values
     * @return the figures
     * @throws IllegalArgumentException if the lengths differ or there is no row
     */
    public static RegressionMetrics of(double[] truth, double[] predicted) {
        return of(truth, predicted, RowWeights.ones(truth.length));
    }

    /**
     * Compares predictions with the truth.
     *
     * @param truth the true values
     * @param predicted the predicted values
     * @param rowWeights the weight of each row, >= 0, not all 0
     * @return the figures
     * @throws IllegalArgumentException if the lengths differ, there is no row, or a weight is out of range
     */
    public static RegressionMetrics of(double[] truth, double[] predicted, double[] rowWeights) {
        if (truth.length != predicted.length) {
            throw new IllegalArgumentException(
                    "predictions must be as many as true values (" + truth.length + "), got " + predicted.length);
        }
        double weights = RowWeights.checked(rowWeights, truth.length);
        double squared = 0;
        double absolute = 0;
        double mean = 0;
        for (int row = 0; row < truth.length; row++) {
            double error = truth[row] - predicted[row];
            squared += rowWeights[row] * error * error;
            absolute += rowWeights[row] * Math.abs(error);
            mean += rowWeights[row] / weights * truth[row];
        }
        double r2 = r2(squared, truth, mean, rowWeights);
        return new RegressionMetrics(truth.length, Math.sqrt(squared / weights), absolute / weights, r2);
    }

    @Override
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("rmse", rmse);
        values.put("mae", mae);
        values.put("r2", r2);
        values.values().removeIf(value -> value.isNaN());
        return Collections.unmodifiableMap(values);
    }

    private static double r2(double squared, double[] truth, double mean, double[] rowWeights) {
        return isConstant(truth) ? Double.NaN : 1 - squared / spread(truth, mean, rowWeights);
    }

    /** The rounded mean of equal values may differ from them in the last bit, so the spread cannot tell. */
    private static boolean isConstant(double[] truth) {
        for (double value : truth) {
            if (value != truth[0]) {
                return false;
            }
        }
        return true;
    }

    private static double spread(double[] truth, double mean, double[] rowWeights) {
        double spread = 0;
        for (int row = 0; row < truth.length; row++) {
            double distance = truth[row] - mean;
            spread += rowWeights[row] * distance * distance;
        }
        return spread;
    }
}
