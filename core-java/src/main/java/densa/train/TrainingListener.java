package densa.train;

/**
 * Watches a training. Called on the thread that called {@code fit}, between two steps: the training waits until a
 * method returns, and what it throws ends the training and reaches the caller of {@code fit}.
 */
public interface TrainingListener {

    /**
     * Called after every epoch.
     *
     * @param epoch its number, losses and learning rate, and whether it is the best so far
     */
    default void onEpoch(TrainingHistory.Epoch epoch) {}

    /**
     * Called after every slice of work, several times an epoch where an epoch is long.
     *
     * @param epochsDone epochs done so far, with the fraction of the running one
     * @param epochs epochs planned
     */
    default void onProgress(double epochsDone, int epochs) {}

    /**
     * {@return whether to end the training now} Asked before every slice of work, some 10 ms; the training then ends
     * with the best parameters so far, those after its last step if there is no validation set or no epoch was
     * finished, and its history says so ({@link TrainingHistory#stopped()}). May read what another thread wrote.
     */
    default boolean stopRequested() {
        return false;
    }
}
