package densa.report;

import densa.table.model.EvaluatedTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How far metrics depend on the sample of rows: 95 % bootstrap intervals (Efron 1979), the percentiles 2.5 and 97.5 of
 * {@value #RESAMPLES} resamples. More than {@value #MOST_ROWS} rows are sampled down to that number first, and the
 * intervals shrink as the square root of the number of rows.
 */
final class Bootstrap {

    static final int RESAMPLES = 200;
    static final int MOST_ROWS = 10_000;

    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;
    private static final long SEED = 0;

    private Bootstrap() {}

    /** A range. */
    record Interval(double low, double high) {}

    /** The interval of each metric; left out if it is not defined in half of the draws. */
    static Map<String, Interval> of(List<EvaluatedTarget> targets, double[] weightOf) {
        Random random = new Random(SEED);
        int all = weightOf.length;
        int count = Math.min(all, MOST_ROWS);
        int[] sample = count == all
                ? IntStream.range(0, all).toArray()
                : IntStream.range(0, count)
                        .map(i -> random.nextInt(all))
                        .sorted()
                        .toArray();
        List<EvaluatedTarget> some =
                targets.stream().map(target -> target.select(sample)).toList();
        double[] weightOfSome =
                IntStream.of(sample).mapToDouble(row -> weightOf[row]).toArray();
        Map<String, List<Double>> drawn = new LinkedHashMap<>();
        for (int resample = 0; resample < RESAMPLES; resample++) {
            double[] weights = new double[count];
            for (int i = 0; i < count; i++) {
                int row = random.nextInt(count);
                weights[row] += weightOfSome[row];
            }
            if (IntStream.range(0, count).anyMatch(row -> weights[row] > 0)) {
                EvaluatedTarget.metrics(some, weights).values().forEach((name, value) -> drawn.computeIfAbsent(
                                name, key -> new ArrayList<>())
                        .add(value));
            }
        }
        Map<String, Double> exact = EvaluatedTarget.metrics(targets, weightOf).values();
        Map<String, Double> center = EvaluatedTarget.metrics(some, weightOfSome).values();
        double shrink = Math.sqrt((double) count / all);
        Map<String, Interval> intervals = new LinkedHashMap<>();
        drawn.forEach((name, values) -> {
            if (values.size() * 2 >= RESAMPLES && exact.containsKey(name) && center.containsKey(name)) {
                Collections.sort(values);
                double at = exact.get(name);
                double from = center.get(name);
                intervals.put(
                        name,
                        count == all
                                ? new Interval(percentile(values, LOW), percentile(values, HIGH))
                                : new Interval(
                                        at + shrink * (percentile(values, LOW) - from),
                                        at + shrink * (percentile(values, HIGH) - from)));
            }
        });
        return intervals;
    }

    private static double percentile(List<Double> sorted, double level) {
        double place = level * (sorted.size() - 1);
        int below = (int) place;
        int above = Math.min(sorted.size() - 1, below + 1);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }
}
