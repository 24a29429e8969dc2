package densa.network;

import java.util.Arrays;
import java.util.List;

/**
 * With d = t - o_j: max(q_j d, (q_j - 1) d), the mean over the outputs; the derivative at d = 0 is 0. Least where
 * o_j is the quantile of t at level q_j (Koenker and Bassett 1978). Predictions are the outputs in ascending order,
 * so that quantiles never cross (Chernozhukov, Fernandez-Val and Galichon 2010).
 *
 * @param levels q, one an output, 1 to 100, each above 0 and below 1, ascending
 */
record Quantile(List<Double> levels) implements Loss.WholeRow {
    /** The most levels. */
    static final int MAX_LEVELS = 100;

    public Quantile {
        levels = List.copyOf(levels);
        if (levels.isEmpty() || levels.size() > MAX_LEVELS) {
            throw new IllegalArgumentException(
                    "quantile levels must be 1 to " + MAX_LEVELS + " numbers, got " + levels.size());
        }
        double before = 0;
        for (double level : levels) {
            if (!(level > before && level < 1)) {
                throw new IllegalArgumentException(
                        "quantile levels must be above 0, below 1 and ascending, got " + levels);
            }
            before = level;
        }
    }

    @Override
    public String id() {
        return "quantile";
    }

    @Override
    public Settings settings() {
        return Settings.of("levels", levels);
    }

    @Override
    public Loss with(Settings other) {
        return new Quantile(other.numbers("levels"));
    }

    @Override
    public TargetKind target() {
        return TargetKind.NUMBER;
    }

    @Override
    public Link link() {
        return Link.IDENTITY;
    }

    @Override
    public int outputs(int targets, int classes) {
        return levels.size();
    }

    @Override
    public double lossAndGradient(double[] outputs, int count, double target, double[] gradient) {
        double sum = 0;
        for (int j = 0; j < count; j++) {
            double level = levels.get(j);
            double d = target - outputs[j];
            sum += Math.max(level * d, (level - 1) * d);
            gradient[j] = (d > 0 ? -level : d < 0 ? 1 - level : d) / count;
        }
        return sum / count;
    }

    @Override
    public void toPrediction(double[] outputs, int offset, int count) {
        Arrays.sort(outputs, offset, offset + count);
    }
}
