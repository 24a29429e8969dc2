package densa.table.train;

import densa.train.Passes;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How long and how often networks are trained. What is left empty, {@link Recipe} chooses. Immutable.
 *
 * @param effort how many networks are trained, and for how long
 * @param epochs passes over the training rows, 1 or more
 * @param batchSize rows of one step, 1 to {@value Passes#MAX_BATCH_SIZE}
 * @param patience epochs without improvement after which a network's training stops, 1 or more
 * @param timeLimit after which no training goes on, with the best that was found until then; what is found then depends
 *     on the machine
 */
public record Budget(
        Effort effort, OptionalInt epochs, OptionalInt batchSize, OptionalInt patience, Optional<Duration> timeLimit) {

    /** The standard effort without a time limit. */
    public static final Budget DEFAULTS = new Budget(
            Effort.STANDARD, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

    /**
     * Creates the record.
     *
     * @param effort how many networks are trained, and for how long
     * @param epochs passes over the training rows, 1 or more
     * @param batchSize rows of one step, 1 to {@value Passes#MAX_BATCH_SIZE}
     * @param patience epochs without improvement after which a network's training stops, 1 or more
     * @param timeLimit after which no training goes on, more than 0
     * @throws IllegalArgumentException if a value is out of range
     */
    public Budget {
        if (epochs.isPresent() && epochs.getAsInt() < 1) {
            throw new IllegalArgumentException("epochs must be 1 or more, got " + epochs.getAsInt());
        }
        if (batchSize.isPresent() && (batchSize.getAsInt() < 1 || batchSize.getAsInt() > Passes.MAX_BATCH_SIZE)) {
            throw new IllegalArgumentException(
                    "batch size must be 1 to " + Passes.MAX_BATCH_SIZE + ", got " + batchSize.getAsInt());
        }
        if (patience.isPresent() && patience.getAsInt() < 1) {
            throw new IllegalArgumentException("patience must be 1 epoch or more, got " + patience.getAsInt());
        }
        if (timeLimit.isPresent() && !(timeLimit.get().compareTo(Duration.ZERO) > 0)) {
            throw new IllegalArgumentException(
                    "time limit must be above 0 seconds, got " + timeLimit.get().toMillis() * 1e-3);
        }
    }

    Budget withEffort(Effort other) {
        return new Budget(other, epochs, batchSize, patience, timeLimit);
    }

    Budget withEpochs(int other) {
        return new Budget(effort, OptionalInt.of(other), batchSize, patience, timeLimit);
    }

    Budget withBatchSize(int other) {
        return new Budget(effort, epochs, OptionalInt.of(other), patience, timeLimit);
    }

    Budget withPatience(int other) {
        return new Budget(effort, epochs, batchSize, OptionalInt.of(other), timeLimit);
    }

    Budget withTimeLimit(Duration other) {
        return new Budget(effort, epochs, batchSize, patience, Optional.of(other));
    }
}
