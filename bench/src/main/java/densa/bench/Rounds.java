package densa.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Measures operations against each other: after a warm-up, rounds in which each has a short turn, so that a slow spell
 * of the machine meets all of them and ratios hold.
 */
final class Rounds {

    private final int rounds;
    private final double turnSeconds;

    /** So many rounds, at least one, of turns that last so long. */
    Rounds(int rounds, double turnSeconds) {
        this.rounds = rounds;
        this.turnSeconds = turnSeconds;
    }

    /**
     * Measures.
     *
     * @param operations each does its work once and returns how many units that was
     * @return seconds per unit of each, the median of the rounds, in the same order
     */
    double[] secondsPerUnit(List<LongSupplier> operations) {
        operations.forEach(this::turn);
        double[][] seconds = new double[operations.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < seconds.length; i++) {
                seconds[i][round] = turn(operations.get(i));
            }
        }
        return Arrays.stream(seconds).mapToDouble(Rounds::median).toArray();
    }

    private double turn(LongSupplier operation) {
        long units = 0;
        long start = System.nanoTime();
        double elapsed = 0;
        while (elapsed < turnSeconds) {
            units += operation.getAsLong();
            elapsed = (System.nanoTime() - start) * 1e-9;
        }
        return elapsed / units;
    }

    /** The middle of the values, which are sorted for it. */
    static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
