package densa.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Shares independent tasks among threads. One policy for whatever asks: the caller works itself, and gets helpers only
 * as far as processors are idle, so that many callers at once, or one call within another, do not make more threads
 * than there are processors.
 */
public final class Parallel {

    private static final Semaphore IDLE = new Semaphore(Runtime.getRuntime().availableProcessors() - 1);

    private static final ExecutorService HELPERS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "densa-helper");
        thread.setDaemon(true);
        return thread;
    });

    private Parallel() {}

    /**
     * Runs the tasks 0 to {@code count} - 1 and returns when all are done. What a task throws, this throws, and no
     * further task begins.
     *
     * @param threads the maximum number of threads, the caller's included
     * @param task called from several threads at once, each number once
     */
    public static void forEach(int count, int threads, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            try {
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    task.accept(i);
                }
            } catch (RuntimeException | Error e) {
                next.set(count);
                throw e;
            }
        };
        List<Future<?>> helpers = new ArrayList<>();
        while (helpers.size() < Math.min(threads, count) - 1 && IDLE.tryAcquire()) {
            helpers.add(HELPERS.submit(() -> {
                try {
                    work.run();
                } finally {
                    IDLE.release();
                }
            }));
        }
        try {
            work.run();
        } finally {
            helpers.forEach(Parallel::await);
        }
    }

    /** Waits to the end even if interrupted: the tasks write to the caller's arrays. */
    private static void await(Future<?> helper) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    helper.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof Error error) {
                        throw error;
                    }
                    throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
