package densa.metric;

import java.util.Map;

/** The figures of an evaluation; immutable and thread-safe. */
public sealed interface Metrics permits ClassificationMetrics, RegressionMetrics, QuantileMetrics, SeveralMetrics {

    /**
     * Returns the number of rows.
     *
     * @return the number of rows evaluated, at least 1
     */
    int rows();

    /**
     * Returns the figures by their names.
     *
     * @return {@code accuracy}, {@code log_loss}, {@code roc_auc} (two classes only), {@code f1_macro},
     *     {@code calibration_error}; or {@code rmse}, {@code mae}, {@code r2}, and for quantiles {@code quantile_loss}
     *     and {@code coverage} (several levels only); in this order. Of several targets, the means. A figure
     *     that is not defined for the rows (ROC AUC if only one class occurs, R² of a single row) is left out; none is
     *     NaN
     */
    Map<String, Double> values();
}
