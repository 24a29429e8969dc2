package densa.table.train;

import densa.train.TrainingHistory;

/**
 * Watches a training from a table. Several networks are trained at once, on several threads; the methods are called by
 * one thread at a time, and never by two at once.
 */
public interface TabularListener {

    /** Ignores all events. */
    TabularListener NONE = new TabularListener() {};

    /**
     * Which network an event belongs to.
     *
     * @param candidate its number in the order in which candidates are tried, from 0; networks of one candidate share
     *     encoder, architecture and regularization
     * @param repeat of the cross-validation, from 0
     * @param fold that validates the network, from 0
     */
    record NetworkId(int candidate, int repeat, int fold) {}

    /**
     * Tells that a network finished an epoch.
     *
     * @param network which of the networks
     * @param epoch its number, losses and learning rate, and whether it is the network's best so far
     */
    default void onEpoch(NetworkId network, TrainingHistory.Epoch epoch) {}

    /**
     * Tells how far all networks together are, several times a second.
     *
     * @param epochsDone epochs of all networks, parts included
     * @param epochs how many there will be; may shrink, as candidates drop out
     */
    default void onProgress(double epochsDone, int epochs) {}

    /** {@return whether to stop: the best model until then is the result} Asked several times a second. */
    default boolean stopRequested() {
        return false;
    }
}
