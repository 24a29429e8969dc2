package densa.table.train;

import densa.network.Network;
import densa.table.encode.NumberCoding;
import java.util.List;

/**
 * The result of one candidate of a comparison.
 *
 * @param hidden units of the hidden layers; none for a linear model
 * @param bins the maximum number of bins of a number, 0 for none
 * @param dropout rate after every hidden layer
 * @param columnDropout rate of the columns of the table
 * @param weightDecay decoupled weight decay
 * @param logarithm whether the logarithm of the target is learned
 * @param networks that were compared
 * @param error log loss or RMSE of their out-of-fold predictions, or the loss itself if it is another one or of several
 *     targets; infinite if the training was stopped before
 * @param selected whether its networks, and those of all folds, are part of the model
 */
public record CandidateResult(
        List<Integer> hidden,
        int bins,
        double dropout,
        double columnDropout,
        double weightDecay,
        boolean logarithm,
        int networks,
        double error,
        boolean selected) {

    static CandidateResult of(Members members, double error, boolean selected) {
        Candidate candidate = members.candidate();
        Network network = candidate.network();
        return new CandidateResult(
                candidate.hidden(),
                candidate.bins(),
                network.denseLayers().size() > 1 ? network.dropoutBefore(1) : 0,
                network.dropoutBefore(0),
                candidate.options().descent().weightDecay(),
                candidate.encoder().targets().get(0) instanceof NumberCoding number && number.logarithm(),
                members.networks().size(),
                error,
                selected);
    }
}
