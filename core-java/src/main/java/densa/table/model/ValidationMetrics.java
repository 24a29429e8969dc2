package densa.table.model;

import densa.metric.ClassificationMetrics;
import densa.metric.Metrics;
import densa.metric.SeveralMetrics;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How good a model is on rows that it did not learn from; kept with the model. Immutable.
 *
 * @param rows number of validation rows
 * @param values the figures by the names of {@link Metrics#values()}, in that order
 * @param byTarget those of each of several targets; empty for a single one
 * @param confusion true class x predicted class, sums of weights; empty if a number is predicted, or if there are more
 *     than 100 classes
 */
public record ValidationMetrics(
        int rows, Map<String, Double> values, Map<String, Map<String, Double>> byTarget, List<List<Double>> confusion) {

    private static final int MOST_CLASSES = 100;

    /**
     * Creates the record.
     *
     * @param rows the number of validation rows
     * @param values the figures by the names of {@link Metrics#values()}; copied, in the order of the map
     * @param byTarget those of each of several targets, by its name; copied, in the order of the maps
     * @param confusion true class x predicted class; copied
     */
    public ValidationMetrics {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        Map<String, Map<String, Double>> copy = new LinkedHashMap<>();
        byTarget.forEach(
                (target, figures) -> copy.put(target, Collections.unmodifiableMap(new LinkedHashMap<>(figures))));
        byTarget = Collections.unmodifiableMap(copy);
        confusion = confusion.stream().map(List::copyOf).toList();
    }

    /** Returns the figures of one of several targets. */
    ValidationMetrics forTarget(String name) {
        return new ValidationMetrics(rows, byTarget.getOrDefault(name, Map.of()), Map.of(), List.of());
    }

    /**
     * {@return the figures to keep of an evaluation}
     *
     * @param metrics those of one target or of several; a confusion matrix of more than 100 classes is left out
     */
    public static ValidationMetrics of(Metrics metrics) {
        List<List<Double>> confusion = metrics instanceof ClassificationMetrics classification
                        && classification.classes().size() <= MOST_CLASSES
                ? Arrays.stream(classification.confusionMatrix())
                        .map(line -> Arrays.stream(line).boxed().toList())
                        .toList()
                : List.of();
        Map<String, Map<String, Double>> byTarget = new LinkedHashMap<>();
        if (metrics instanceof SeveralMetrics several) {
            several.byTarget().forEach((target, own) -> byTarget.put(target, own.values()));
        }
        return new ValidationMetrics(metrics.rows(), metrics.values(), byTarget, confusion);
    }
}
