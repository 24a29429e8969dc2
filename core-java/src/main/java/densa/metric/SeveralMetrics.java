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
     * Creates the record.
     *
     * @param byTarget the figures of each target, at least one; copied, in the order of the map
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
     * Returns the mean of each figure over the targets, as far as it is defined for every target; {@link #byTarget()}
     * has those of each target.
     */
    @Override
    public Map<String, Double> values() {
        Map<String, List<Double>> all = new LinkedHashMap<>();
        byTarget.values().forEach(metrics -> metrics.values()
                .forEach((name, value) ->
                        all.computeIfAbsent(name, key -> new ArrayList<>()).add(value)));
        Map<String, Double> values = new LinkedHashMap<>();
        all.forEach((name, figures) -> {
            if (figures.size() == byTarget.size()) {
                values.put(name, figures.stream().mapToDouble(value -> value).sum() / figures.size());
            }
        });
        return Collections.unmodifiableMap(values);
    }
}
