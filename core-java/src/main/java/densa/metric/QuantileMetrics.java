package densa.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of predicted quantiles; immutable and thread-safe.
 *
 * <p>With weight w, truth y, and the quantile p_j predicted at the level q_j:
 *
 * <ul>
 *   <li>quantile loss = the mean over the levels of sum w max(q_j (y - p_j), (q_j - 1) (y - p_j)) / sum w, in the unit
 *       of the target (Koenker and Bassett 1978)
 *   <li>coverage = sum of w over the rows whose y is not outside of the lowest and the highest quantile / sum of w,
 *       0 to 1; near the difference of the highest and the lowest level if the quantiles are right
 * </ul>
 *
 * @param middle the figures of the middle quantile, as if it were the predicted number
 * @param quantileLoss the mean quantile loss
 * @param coverage the share of the rows between the lowest and the highest quantile; NaN for a single level
 */
public record QuantileMetrics(RegressionMetrics middle, double quantileLoss, double coverage) implements Metrics {

    /** What rounding may add to the distance of a level from one half. */
    private static final double ROUNDING = 1e-9;

    /**
     * Compares predictions with the truth.
     *
     * @param levels the levels, ascending, at least one
     * @param truth the true values
     * @param predicted rows x levels, row-major, ascending in each row
     * @param rowWeights the weight of each row, >= 0, not all 0
     * @return the figures
     * @throws IllegalArgumentException if the lengths differ, there is no row, or a weight is out of range
     */
    public static QuantileMetrics of(List<Double> levels, double[] truth, double[] predicted, double[] rowWeights) {
        int count = levels.size();
        if (count == 0 || predicted.length != (long) truth.length * count) {
            throw new IllegalArgumentException("predictions must be rows x levels (" + truth.length + " x " + count
                    + "), got " + predicted.length);
        }
        double weights = RowWeights.checked(rowWeights, truth.length);
        double[] numbers = new double[truth.length];
        double loss = 0;
        double within = 0;
        for (int row = 0; row < truth.length; row++) {
            int at = row * count;
            numbers[row] = predicted[at + middle(levels)];
            double sum = 0;
            for (int j = 0; j < count; j++) {
                double d = truth[row] - predicted[at + j];
                sum += Math.max(levels.get(j) * d, (levels.get(j) - 1) * d);
            }
            loss += rowWeights[row] * sum / count;
            boolean inside = truth[row] >= predicted[at] && truth[row] <= predicted[at + count - 1];
            within += inside ? rowWeights[row] : 0;
        }
        return new QuantileMetrics(
                RegressionMetrics.of(truth, numbers, rowWeights),
                loss / weights,
                count == 1 ? Double.NaN : within / weights);
    }

    /**
     * Returns which level stands for the predicted number.
     *
     * @param levels the levels, ascending, at least one
     * @return the index of the level nearest to 0.5, the lower one of two that are equally near
     */
    public static int middle(List<Double> levels) {
        int nearest = 0;
        for (int i = 1; i < levels.size(); i++) {
            if (Math.abs(levels.get(i) - 0.5) < Math.abs(levels.get(nearest) - 0.5) - ROUNDING) {
                nearest = i;
            }
        }
        return nearest;
    }

    @Override
    public int rows() {
        return middle.rows();
    }

    @Override
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>(middle.values());
        values.put("quantile_loss", quantileLoss);
        if (!Double.isNaN(coverage)) {
            values.put("coverage", coverage);
        }
        return Collections.unmodifiableMap(values);
    }
}
