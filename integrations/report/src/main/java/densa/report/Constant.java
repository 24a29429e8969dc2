package densa.report;

import densa.report.Judged.Target;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The prediction that knows nothing but the target: the shares of the classes, the mean, or the quantiles. */
final class Constant {

    private Constant() {}

    /** The same numbers for every row, as {@link Target#values()} holds them. */
    static double[] of(Target target, double[] weights) {
        int width = target.width();
        double[] one = new double[width];
        if (!target.levels().isEmpty()) {
            one = quantiles(target, weights);
        } else {
            double total = 0;
            for (int row = 0; row < weights.length; row++) {
                total += weights[row];
                if (target.isClasses()) {
                    one[(int) target.truth()[row]] += weights[row];
                } else {
                    one[0] += weights[row] * target.truth()[row];
                }
            }
            for (int i = 0; i < width; i++) {
                one[i] /= total;
            }
        }
        double[] values = new double[weights.length * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = one[i % width];
        }
        return values;
    }

    private static double[] quantiles(Target target, double[] weights) {
        List<Integer> order = IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> target.truth()[row]))
                .toList();
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double[] found = new double[target.levels().size()];
        for (int i = 0; i < found.length; i++) {
            double below = 0;
            for (int row : order) {
                found[i] = target.truth()[row];
                below += weights[row];
                if (below >= target.levels().get(i) * total) {
                    break;
                }
            }
        }
        return found;
    }
}
