package densa.table.train;

import densa.train.TrainingHistory;
import densa.train.TrainingListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Tells one listener about several trainings that run at once, and stops all of them when it asks for that, when time
 * is up, or when the thread that waits for them is interrupted. Safe for any number of threads.
 */
final class Progress {

    private final TabularListener listener;
    private final long started = System.nanoTime();
    private final long limit;
    private int planned;
    private double done;
    private volatile boolean stopped;

    /**
     * Starts the clock.
     *
     * @param planned epochs of all trainings together
     */
    Progress(TabularListener listener, int planned, Optional<Duration> limit) {
        this.listener = listener;
        this.planned = planned;
        this.limit = limit.filter(duration -> duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0)
                .map(Duration::toNanos)
                .orElse(Long.MAX_VALUE);
    }

    /** Stops all trainings. */
    void stop() {
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }

    /** Waits for a training; an interrupt stops all trainings, and is still set when this returns. */
    <T> T await(Future<T> training) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return training.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Changes the number of epochs of all trainings together, those done included. */
    synchronized void plan(int epochs) {
        planned = epochs;
    }

    /** Returns the listener of one training. */
    TrainingListener of(TabularListener.NetworkId network) {
        return new TrainingListener() {
            private double mine;

            @Override
            public void onEpoch(TrainingHistory.Epoch epoch) {
                synchronized (Progress.this) {
                    listener.onEpoch(network, epoch);
                }
            }

            @Override
            public void onProgress(double epochsDone, int epochs) {
                synchronized (Progress.this) {
                    done += epochsDone - mine;
                    mine = epochsDone;
                    listener.onProgress(Math.min(done, planned), planned);
                }
            }

            @Override
            public boolean stopRequested() {
                synchronized (Progress.this) {
                    stopped |= listener.stopRequested() || System.nanoTime() - started > limit;
                    return stopped;
                }
            }
        };
    }
}
