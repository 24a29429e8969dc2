package densa.table.train;

import densa.network.Loss;
import java.util.Optional;

/**
 * What training minimises. Immutable.
 *
 * @param loss without it, binary cross-entropy for two classes, softmax cross-entropy for more, mean squared error for
 *     a number
 * @param classWeights how much each class counts, on top of the weights of the rows
 */
public record Objective(Optional<Loss> loss, ClassWeights classWeights) {

    /** The customary loss, every class as it is. */
    public static final Objective DEFAULTS = new Objective(Optional.empty(), ClassWeights.NONE);

    Objective withLoss(Loss other) {
        return new Objective(Optional.of(other), classWeights);
    }

    Objective withClassWeights(ClassWeights other) {
        return new Objective(loss, other);
    }
}
