package densa.train;

/** Watches a training; called on the thread that trains, between its steps. */
public interface TrainingListener {

    /** Called after every epoch. */
    default void onEpoch(TrainingHistory.Epoch epoch) {}

    /**
     * Called after every slice of work, several times an epoch where an epoch is long.
     *
     * @param epochsDone epochs done so far, with the fraction of the running one
     * @param epochs epochs planned
     */
    default void onProgress(double epochsDone, int epochs) {}

    /** Asked after every slice of work; true ends the training early, with the best parameters so far. */
    default boolean stopRequested() {
        return false;
    }
}
