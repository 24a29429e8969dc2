package densa.table.train;

import densa.metric.Metrics;
import densa.table.model.Evaluation;
import densa.table.model.Model;
import java.util.List;

/**
 * The result of a training. Immutable.
 *
 * @param model predicts new rows
 * @param evaluation out-of-fold: each row is predicted by networks that did not learn from it; not kept in the model's
 *     file
 * @param candidates what was compared, in the order in which it was tried; one entry if there was nothing to choose
 * @param stopped whether it ended early: the listener asked for that, time was up, or its thread was interrupted
 * @param seconds that the training took
 */
public record TrainingResult(
        Model model, Evaluation evaluation, List<CandidateResult> candidates, boolean stopped, double seconds) {

    /**
     * Creates the result.
     *
     * @param model predicts new rows
     * @param evaluation of the training rows, or those of the validation table, out-of-fold
     * @param candidates what was compared, in the order in which it was tried; copied
     * @param stopped whether the training ended early
     * @param seconds that it took
     */
    public TrainingResult {
        candidates = List.copyOf(candidates);
    }

    /** {@return the figures of the out-of-fold evaluation} */
    public Metrics metrics() {
        return evaluation.metrics();
    }
}
