package densa.table.train;

import densa.network.Activation;
import densa.network.Layer;
import densa.table.encode.EncodingRules;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The shape of the networks. What is left empty, {@link Recipe} chooses. Immutable.
 *
 * @param hidden units of the hidden layers, input side first; an empty list makes a linear model
 * @param activation of the hidden layers
 * @param dropout rate after every hidden layer, 0 to below 1
 * @param bins the maximum number of bins of a numeric column, 0 (none) to 1024
 */
public record Architecture(
        Optional<List<Integer>> hidden, Activation activation, OptionalDouble dropout, OptionalInt bins) {

    /** SiLU; layers, dropout and bins as the recipe says. */
    public static final Architecture DEFAULTS =
            new Architecture(Optional.empty(), Activation.SILU, OptionalDouble.empty(), OptionalInt.empty());

    /**
     * Creates the record.
     *
     * @param hidden units of the hidden layers, input side first, each 1 to 1,048,576; an empty list makes a linear
     *     model; copied
     * @param activation of the hidden layers
     * @param dropout rate after every hidden layer, 0 to below 1
     * @param bins the maximum number of bins of a numeric column, 0 (none) to 1024
     * @throws IllegalArgumentException if a value is out of range
     */
    public Architecture {
        hidden = hidden.map(List::copyOf);
        for (int units : hidden.orElse(List.of())) {
            if (units < 1 || units > Layer.Dense.MAX_UNITS) {
                throw new IllegalArgumentException(
                        "units of a hidden layer must be 1 to " + Layer.Dense.MAX_UNITS + ", got " + units);
            }
        }
        if (dropout.isPresent() && !(dropout.getAsDouble() >= 0 && dropout.getAsDouble() < 1)) {
            throw new IllegalArgumentException(
                    "dropout rate must be at least 0 and below 1, got " + dropout.getAsDouble());
        }
        if (bins.isPresent() && (bins.getAsInt() < 0 || bins.getAsInt() > EncodingRules.MAX_BINS)) {
            throw new IllegalArgumentException(
                    "bins must be 0 to " + EncodingRules.MAX_BINS + ", got " + bins.getAsInt());
        }
    }

    /** Returns whether the networks have no hidden layer. */
    boolean isLinear() {
        return hidden.isPresent() && hidden.get().isEmpty();
    }

    Architecture withHidden(List<Integer> units) {
        return new Architecture(Optional.of(units), activation, dropout, bins);
    }

    Architecture withActivation(Activation other) {
        return new Architecture(hidden, other, dropout, bins);
    }

    Architecture withDropout(double rate) {
        return new Architecture(hidden, activation, OptionalDouble.of(rate), bins);
    }

    Architecture withBins(int most) {
        return new Architecture(hidden, activation, dropout, OptionalInt.of(most));
    }
}
