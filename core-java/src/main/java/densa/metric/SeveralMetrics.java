package densa.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of several targets that are predicted at once; immutable and thread-safe.
 *
 * @param byTarget the figures of each target, by its name, all of the same kind and the same rows
 */
public record SeveralMetrics(Map<String, Metrics> byTarget) implements Metrics {

    /**
     * As given; the order of the map is kept.
     *
     * @throws IllegalArgumentException if there is no target
     */
    public SeveralMetrics {
        byTarget = Collections.unmodifiableMap(new LinkedHashMap<>(byTarget));
        if (byTarget.isEmpty()) {
            throw new IllegalArgumentException("there must be a target, got none");
        }
    }

    @Override
    public int rows() {
        return byTarget.values().iterator().next().rows();
    }

    /**
     * Returns the mean of each figure over the targets, and then those of the targets.
     *
     * @return the means under the plain names ({@code rmse}), as far as they are defined for every target; the figures
     *     of each target behind its name and a dot ({@code height.rmse})
     */
    @Override
    public Map<String, Double> values() {
        Map<String, List<Double>> all = new LinkedHashMap<>();
        Map<String, Double> own = new LinkedHashMap<>();
        byTarget.forEach((target, metrics) -> metrics.values().forEach((name, value) -> {
            all.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            own.put(target + "." + name, value);
        }));
        Map<String, Double> values = new LinkedHashMap<>();
        all.forEach((name, figures) -> {
            if (figures.size() == byTarget.size()) {
                values.put(name, figures.stream().mapToDouble(value -> value).sum() / figures.size());
            }
        });
        values.putAll(own);
        return Collections.unmodifiableMap(values);
    }
}
