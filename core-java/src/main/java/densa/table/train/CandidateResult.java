package densa.table.train;

/**
 * One of the ways to learn that a training compared on its judging rows.
 *
 * @param bins the most bins of a number, 0 for none
 * @param dropout rate after every hidden layer
 * @param columnDropout rate of the columns of the table
 * @param weightDecay decoupled weight decay
 * @param logarithm whether the logarithm of the target is learned
 * @param members networks that were compared
 * @param error log loss or RMSE of their predictions for the rows that judged them, or the loss itself if it is another
 *     one or of several targets; infinite if the training was stopped before
 * @param kept whether its networks, and those of all folds, are part of the model
 */
public record CandidateResult(
        int bins,
        double dropout,
        double columnDropout,
        double weightDecay,
        boolean logarithm,
        int members,
        double error,
        boolean kept) {}
