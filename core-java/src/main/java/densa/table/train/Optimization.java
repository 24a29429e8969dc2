package densa.table.train;

import densa.optimize.LearningRateSchedule;
import densa.optimize.Optimizer;
import java.util.OptionalDouble;

/**
 * How parameters move. Immutable.
 *
 * @param optimizer rule of a step, with its learning rate
 * @param schedule factor on the learning rate as training goes on
 * @param weightDecay decoupled weight decay, 0 or more; without it, {@link Recipe} chooses
 */
public record Optimization(Optimizer optimizer, LearningRateSchedule schedule, OptionalDouble weightDecay) {

    /** AdamW with beta2 = 0.95, at a rate of 0.003 that falls as a cosine. */
    public static final Optimization DEFAULTS = new Optimization(
            Optimizer.adam(0.003, 0.9, 0.95, 1e-8), LearningRateSchedule.COSINE, OptionalDouble.empty());

    /**
     * Creates the record.
     *
     * @param optimizer rule of a step, with its learning rate
     * @param schedule factor on the learning rate as training goes on
     * @param weightDecay decoupled weight decay, 0 or more and finite; empty for the choice of the {@link Recipe}
     * @throws IllegalArgumentException if the weight decay is out of range
     */
    public Optimization {
        if (weightDecay.isPresent()
                && !(weightDecay.getAsDouble() >= 0 && weightDecay.getAsDouble() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "weight decay must be 0 or more and finite, got " + weightDecay.getAsDouble());
        }
    }

    Optimization withOptimizer(Optimizer other) {
        return new Optimization(other, schedule, weightDecay);
    }

    Optimization withSchedule(LearningRateSchedule other) {
        return new Optimization(optimizer, other, weightDecay);
    }

    Optimization withWeightDecay(double decay) {
        return new Optimization(optimizer, schedule, OptionalDouble.of(decay));
    }
}
