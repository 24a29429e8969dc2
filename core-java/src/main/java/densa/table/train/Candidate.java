package densa.table.train;

import densa.data.InputColumn;
import densa.network.Layer;
import densa.network.Network;
import densa.table.encode.Encoder;
import densa.table.encode.TargetCoding;
import densa.table.model.OutputDecoder;
import densa.train.TrainingOptions;
import java.util.List;

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

    /** The maximum number of bins of a number, 0 for none. */
    int bins() {
        return encoder.inputs().stream()
                .mapToInt(column -> column instanceof InputColumn.Piecewise piecewise ? piecewise.bins() : 0)
                .max()
                .orElse(0);
    }

    /** Units of the hidden layers; none of a linear model. */
    List<Integer> hidden() {
        List<Integer> units =
                network.denseLayers().stream().map(Layer.Dense::units).toList();
        return units.subList(0, units.size() - 1);
    }

    OutputDecoder decoder() {
        return new OutputDecoder(encoder.targets(), options.loss(), network.outputs());
    }
}
