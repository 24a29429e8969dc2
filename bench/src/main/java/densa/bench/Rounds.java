package densa.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Measures operations against each other: after a warm-up, rounds in which each has its turn, so that a slow spell of
 * the machine meets all of them and ratios hold. The median round counts.
 */
final class Rounds {

    private static final int ROUNDS = 5;
    private static final int WARM_UP_RUNS = 2;
    private static final long WARM_UP_NANOS = 700_000_000;
    private static final long TURN_NANOS = 400_000_000;

    private Rounds() {}

    /**
     * What one operation reached.
     *
     * @param perSecond units per second in the median round
     * @param spread fastest round minus slowest, as a share of the median
     */
    record Rate(double perSecond, double spread) {

        static Rate of(double... rounds) {
            double[] sorted = rounds.clone();
            Arrays.sort(sorted);
            double median = sorted[sorted.length / 2];
            return new Rate(median, (sorted[sorted.length - 1] - sorted[0]) / median);
        }
    }

    /** An operation and what it reached in each round. */
    private static final class Turns<K> {
        private final K key;
        private final LongSupplier operation;
        private final double[] perSecond = new double[ROUNDS];

        Turns(K key, LongSupplier operation) {
            this.key = key;
            this.operation = operation;
        }
    }

    /**
     * Measures.
     *
     * @param operations each does its work once and returns how many units that was
     * @return the rate of each operation, under its key, in the same order
     */
    static <K> Map<K, Rate> measure(Map<K, LongSupplier> operations) {
        List<Turns<K>> all = new ArrayList<>();
        operations.forEach((key, operation) -> all.add(new Turns<>(key, operation)));
        for (Turns<K> turns : all) {
            perSecond(turns.operation, WARM_UP_RUNS, WARM_UP_NANOS);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Turns<K> turns : all) {
                turns.perSecond[round] = perSecond(turns.operation, 1, TURN_NANOS);
            }
        }
        Map<K, Rate> rates = new LinkedHashMap<>();
        all.forEach(turns -> rates.put(turns.key, Rate.of(turns.perSecond)));
        return rates;
    }

    private static double perSecond(LongSupplier operation, int leastRuns, long leastNanos) {
        long units = 0;
        long start = System.nanoTime();
        long elapsed = 0;
        for (int runs = 0; runs < leastRuns || elapsed < leastNanos; runs++) {
            units += operation.getAsLong();
            elapsed = System.nanoTime() - start;
        }
        return units * 1e9 / elapsed;
    }
}
