package densa.train;

import densa.internal.Named;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What happened in a training.
 *
 * @param epochs the finished epochs, in order
 * @param bestEpoch number of the epoch whose parameters were kept: the one of the lowest validation loss, or the last
 *     one without validation rows; 0 if none was finished
 * @param stopReason why it ended
 */
public record TrainingHistory(List<Epoch> epochs, int bestEpoch, StopReason stopReason) {

    /** No epoch at all. */
    public static final TrainingHistory NONE = new TrainingHistory(List.of(), 0, StopReason.COMPLETED);

    /**
     * Creates the record, with a copy of the list.
     *
     * @param epochs the finished epochs, in order; may be empty
     * @param bestEpoch the number of the epoch whose parameters were kept, from 1; 0 if none was finished
     * @param stopReason why the training ended
     */
    public TrainingHistory {
        epochs = List.copyOf(epochs);
    }

    /** {@return whether a listener or an interrupt ended the training, so that it might have become better} */
    public boolean stopped() {
        return stopReason == StopReason.REQUESTED;
    }

    /**
     * {@return the loss of {@link #bestEpoch()}: of the validation rows, or of training without them; infinite if no
     * epoch was finished}
     */
    public double bestLoss() {
        if (bestEpoch == 0) {
            return Double.POSITIVE_INFINITY;
        }
        Epoch epoch = epochs.get(bestEpoch - 1);
        return epoch.validationLoss().orElse(epoch.trainLoss());
    }

    /**
     * One epoch.
     *
     * @param number from 1
     * @param epochs epochs planned
     * @param trainLoss weighted mean of the loss over the rows, each before its batch's step, with dropout on
     * @param validationLoss loss of the validation rows after the epoch; empty without validation rows
     * @param learningRate of the epoch's last step
     * @param seconds since the training began
     * @param best whether this is the best epoch so far
     */
    public record Epoch(
            int number,
            int epochs,
            double trainLoss,
            OptionalDouble validationLoss,
            double learningRate,
            double seconds,
            boolean best) {}

    /** Why a training ended. */
    public enum StopReason implements Named {
        /** All epochs were trained. */
        COMPLETED("completed"),
        /** The validation loss stopped improving. */
        EARLY_STOPPING("early_stopping"),
        /** A listener asked for it, or the thread was interrupted. */
        REQUESTED("requested");

        private final String id;

        StopReason(String id) {
            this.id = id;
        }

        /**
         * {@return the reason of that name}
         *
         * @param id as {@link #id()} gives it
         * @throws IllegalArgumentException if there is none; the message lists them
         */
        public static StopReason named(String id) {
            return Named.find("stop reason", id, List.of(values()));
        }

        @Override
        public String id() {
            return id;
        }
    }
}
