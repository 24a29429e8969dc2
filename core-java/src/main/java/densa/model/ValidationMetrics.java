package densa.model;

import densa.metric.ClassificationMetrics;
import densa.metric.Metrics;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How good a model was on its validation rows, kept with the model.
 *
 * @param rows number of validation rows
 * @param values the figures by the names of {@link Metrics#values()}, in that order
 * @param confusion true class x predicted class, sums of weights; empty if a number is
 *     predicted, or if there are more than 100 classes
 */
public record ValidationMetrics(int rows, Map<String, Double> values, List<List<Double>> confusion) {

    private static final int MOST_CLASSES = 100;

    /** As given. */
    public ValidationMetrics {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        confusion = confusion.stream().map(List::copyOf).toList();
    }

    /** The figures of one of several targets. */
    ValidationMetrics forTarget(String name) {
        String start = name + ".";
        Map<String, Double> own = new LinkedHashMap<>();
        values.forEach((figure, value) -> {
            if (figure.startsWith(start)) {
                own.put(figure.substring(start.length()), value);
            }
        });
        return new ValidationMetrics(rows, own, List.of());
    }

    /** The figures of an evaluation. */
    static ValidationMetrics of(Metrics metrics) {
        List<List<Double>> confusion = metrics instanceof ClassificationMetrics classification
                        && classification.classes().size() <= MOST_CLASSES
                ? Arrays.stream(classification.confusionMatrix())
                        .map(line -> Arrays.stream(line).boxed().toList())
                        .toList()
                : List.of();
        return new ValidationMetrics(metrics.rows(), metrics.values(), confusion);
    }
}
