package densa.model;

import densa.encode.Encoder;
import densa.encode.InputColumn;
import densa.encode.TargetCoding;
import densa.network.Network;
import densa.train.TrainingOptions;

/**
 * One way to learn from a table, to be compared with others on the validation rows.
 *
 * @param encoder how rows become inputs, and the target a number
 * @param network the architecture of every member
 * @param options of every member's training but for the seed
 */
record Candidate(Encoder encoder, Network network, TrainingOptions options) {

    /** The same candidate with another coding of the single target. */
    Candidate withTarget(TargetCoding target) {
        return new Candidate(encoder.withTarget(target), network, options);
    }

    /** The most bins of a number, 0 for none. */
    int bins() {
        return encoder.inputs().stream()
                .mapToInt(column -> column instanceof InputColumn.Piecewise piecewise ? piecewise.bins() : 0)
                .max()
                .orElse(0);
    }

    OutputMeaning meaning() {
        return new OutputMeaning(encoder.targets(), options.loss(), network.outputs());
    }
}
