package densa.table.train;

import densa.metric.Metrics;
import densa.table.model.EvaluatedTarget;
import densa.table.model.OutputDecoder;
import java.util.stream.IntStream;

/** The truth and the weights of a training's rows, beside which out-of-fold predictions are held. Immutable. */
final class OutOfFold {

    private final int targets;
    private final double[] truth;
    private final double[] weights;

    OutOfFold(TrainingTable table) {
        this.targets = table.target().codings().size();
        this.truth = table.truth();
        this.weights = table.weights();
    }

    /** Returns the targets of some rows, rows x targets. */
    double[] truth(int[] rows) {
        return OutputDecoder.rows(truth, targets, rows);
    }

    double[] weights(int[] rows) {
        return IntStream.of(rows).mapToDouble(row -> weights[row]).toArray();
    }

    /** Returns how good the out-of-fold predictions of some networks are, as they come. */
    Metrics metrics(Members members) {
        return metrics(members, members.outOfFold());
    }

    /**
     * Returns how good predictions for the validated rows of some networks are.
     *
     * @param values a prediction for each of {@link Members#validated()}
     */
    Metrics metrics(Members members, double[] values) {
        int[] rows = members.validated();
        return EvaluatedTarget.metrics(members.candidate().decoder(), truth(rows), values, weights(rows));
    }

    /** Returns the rows that every one of some candidates' networks predicted out-of-fold. */
    int[] common(Iterable<Members> parts) {
        return IntStream.range(0, weights.length)
                .filter(row -> {
                    for (Members part : parts) {
                        if (!part.hasValidated(row)) {
                            return false;
                        }
                    }
                    return true;
                })
                .toArray();
    }
}
