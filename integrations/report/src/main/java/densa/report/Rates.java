package densa.report;

import densa.metric.ClassificationMetrics;
import densa.table.model.EvaluatedTarget;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How one class is told from the others as the threshold of its probability falls: the receiver operating
 * characteristic, and precision over recall.
 */
final class Rates {

    /** Points of a curve, evenly spaced from 0 to 1. */
    static final int POINTS = 101;

    private final double[] truePositives = new double[POINTS];
    private final double[] precision = new double[POINTS];
    private final OptionalDouble auc;
    private final double averagePrecision;

    private Rates(EvaluatedTarget target, int of, double[] weights) {
        Integer[] order = IntStream.range(0, weights.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble((Integer row) -> -target.probability(row, of)));
        double positives = 0;
        double negatives = 0;
        for (int row = 0; row < weights.length; row++) {
            positives += target.truth(row) == of ? weights[row] : 0;
            negatives += target.truth(row) == of ? 0 : weights[row];
        }
        double found = 0;
        double wrong = 0;
        double average = 0;
        Arrays.fill(precision, Double.NaN);
        for (int i = 0; i < order.length; ) {
            double before = found;
            double score = target.probability(order[i], of);
            while (i < order.length && target.probability(order[i], of) == score) {
                int row = order[i++];
                if (target.truth(row) == of) {
                    found += weights[row];
                } else {
                    wrong += weights[row];
                }
            }
            double share = found + wrong > 0 ? found / (found + wrong) : 0;
            average += (found - before) / positives * share;
            // The most that is found with at most so many false alarms.
            for (int p = place(wrong / negatives); p < POINTS; p++) {
                truePositives[p] = found / positives;
            }
            for (int p = 0; p <= (int) Math.floor(found / positives * (POINTS - 1) + 1e-9); p++) {
                if (Double.isNaN(precision[p])) {
                    precision[p] = share;
                }
            }
        }
        this.averagePrecision = average;
        this.auc = auc(target, of, weights);
    }

    private static int place(double share) {
        return (int) Math.ceil(share * (POINTS - 1) - 1e-9);
    }

    /** Of a class against all others; empty if it does not occur, or nothing else does. */
    static List<Rates> of(EvaluatedTarget target, int of, double[] weights) {
        boolean both = IntStream.range(0, weights.length)
                        .filter(row -> weights[row] > 0)
                        .mapToObj(row -> target.truth(row) == of)
                        .distinct()
                        .count()
                == 2;
        return both ? List.of(new Rates(target, of, weights)) : List.of();
    }

    private static OptionalDouble auc(EvaluatedTarget target, int of, double[] weights) {
        int[] truth = new int[weights.length];
        double[] probabilities = new double[2 * weights.length];
        for (int row = 0; row < truth.length; row++) {
            truth[row] = target.truth(row) == of ? 1 : 0;
            probabilities[2 * row] = 1 - target.probability(row, of);
            probabilities[2 * row + 1] = target.probability(row, of);
        }
        return ClassificationMetrics.of(List.of("other", "this"), truth, probabilities, weights)
                .rocAuc();
    }

    /** Share of the class that is found, by the share of others that are taken for it. */
    double[] truePositives() {
        return truePositives;
    }

    /** Share of right ones among those that are found, by the share of the class that is found. */
    double[] precision() {
        return precision;
    }

    /** Area under the first curve. */
    OptionalDouble auc() {
        return auc;
    }

    /** Mean precision, weighted by what each threshold adds to the recall. */
    double averagePrecision() {
        return averagePrecision;
    }
}
