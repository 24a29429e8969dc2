package densa.bench.compare;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one variant reached in one comparison, over all rounds. NaN where there was no round.
 *
 * @param version of the system, as its program tells it
 * @param median the median round, in the comparison's unit
 * @param min the lowest number
 * @param max the highest number
 * @param failure why the numbers count for nothing, or null
 */
public record Measurement(
        Comparison comparison,
        Variant variant,
        String version,
        double median,
        double min,
        double max,
        @Nullable String failure) {

    static Measurement of(
            Comparison comparison, Variant variant, String version, List<Double> rounds, @Nullable String failure) {
        double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        if (sorted.length == 0) {
            return new Measurement(comparison, variant, version, Double.NaN, Double.NaN, Double.NaN, failure);
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Measurement(comparison, variant, version, median, sorted[0], sorted[sorted.length - 1], failure);
    }

    /** Whether its numbers count for nothing. */
    public boolean failed() {
        return failure != null;
    }

    /** Highest minus lowest round, as a share of the median. */
    double spread() {
        return (max - min) / median;
    }
}
