package densa.table.model;

/**
 * Calibration of class probabilities by temperature scaling: a temperature T makes p_c proportional to p_c^(1/T) (Guo
 * et al. 2017, "On Calibration of Modern Neural Networks"). Immutable.
 *
 * <p>The mean of many networks is less confident than each of them and should be sharpened (Rahaman and Thiery 2021,
 * "Uncertainty Quantification and Deep Ensembles"). Out-of-fold, only a few networks of an ensemble predict each row,
 * so these means have a temperature of their own.
 *
 * @param temperature of the model, above 0; 1 leaves the probabilities as they are
 * @param outOfFoldTemperature of the out-of-fold predictions, above 0
 * @param errorBefore expected calibration error of the out-of-fold predictions, 0 to 1
 * @param errorAfter the same with their temperature
 */
public record Calibration(double temperature, double outOfFoldTemperature, double errorBefore, double errorAfter) {

    /**
     * Creates a calibration.
     *
     * @param temperature that of the model's predictions, above 0 and finite
     * @param outOfFoldTemperature that of the out-of-fold predictions, above 0 and finite
     * @param errorBefore expected calibration error of the out-of-fold predictions, 0 to 1; not checked
     * @param errorAfter the same with their temperature; not checked
     * @throws IllegalArgumentException if a temperature, or one divided by it, is not above 0 and finite
     */
    public Calibration {
        check(temperature);
        check(outOfFoldTemperature);
    }

    private static void check(double temperature) {
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY && Double.isFinite(1 / temperature))) {
            throw new IllegalArgumentException(
                    "temperature and 1 / temperature must be above 0 and finite, got " + temperature);
        }
    }

    /**
     * Applies a temperature to the probabilities of a row, in place: p^(1/T), normalised.
     *
     * @param values probabilities of one or more rows, of which those of one are changed
     * @param at the index in {@code values} where the row begins
     * @param classes the number of its probabilities
     * @param temperature T, above 0; 1 changes nothing
     */
    public static void scale(double[] values, int at, int classes, double temperature) {
        if (temperature == 1) {
            return;
        }
        double most = 0;
        for (int c = at; c < at + classes; c++) {
            most = Math.max(most, values[c]);
        }
        double sum = 0;
        for (int c = at; c < at + classes; c++) {
            values[c] = Math.pow(values[c] / most, 1 / temperature);
            sum += values[c];
        }
        for (int c = at; c < at + classes; c++) {
            values[c] /= sum;
        }
    }
}
