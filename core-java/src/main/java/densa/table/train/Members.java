package densa.table.train;

import densa.data.Dataset;
import densa.data.Split;
import densa.internal.MeanPredictions;
import densa.train.TrainedNetwork;
import densa.train.Trainer;
import densa.train.TrainingHistory;
import densa.train.TrainingListener;
import densa.train.TrainingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Networks of one candidate, each trained on one split of the rows and judged on the rest of it, and what they predict
 * together for the rows that judged them.
 */
final class Members {

    private final Candidate candidate;
    private final List<TrainedNetwork> networks = new ArrayList<>();
    /** For all rows of the data set, each by members that did not learn from it. */
    private final MeanPredictions predictions;

    private final List<int[]> judging = new ArrayList<>();
    private int trained;

    /** None yet, for data of so many rows. */
    Members(Candidate candidate, int rows) {
        this.candidate = candidate;
        this.predictions = new MeanPredictions(rows, candidate.decoder().width());
    }

    /** The members of several candidates, all for the same rows, as if they were one's. */
    static Members together(List<Members> parts) {
        Members all =
                new Members(parts.get(0).candidate, parts.get(0).predictions.size());
        for (Members part : parts) {
            all.networks.addAll(part.networks);
            all.judging.addAll(part.judging);
            all.predictions.add(part.predictions);
        }
        return all;
    }

    /**
     * A member.
     *
     * @param raw its outputs for the rows that judge it, honestly: those of each half of them come from the epoch that the
     *     other half found best
     */
    private record Trained(TrainedNetwork network, double[] raw) {}

    /**
     * One more member for each of some splits, to be trained.
     *
     * @param data all rows
     * @param seed added to that of the candidate's options, and the number of the split as well
     */
    record Task(Members members, Dataset data, List<Split> splits, long seed) {

        private List<Future<Trained>> start(ExecutorService pool, int threads, Watch watch) {
            TrainingOptions options = members.candidate.options();
            List<Future<Trained>> running = new ArrayList<>();
            for (Split split : splits) {
                TrainingOptions own =
                        options.withSeed(options.seed() + seed + running.size()).withThreads(threads);
                running.add(pool.submit(() -> {
                    TrainingListener listener = watch.member();
                    Trained trained = members.train(data, split, own, listener);
                    listener.onProgress(options.epochs(), options.epochs()); // those it did without as well
                    return trained;
                }));
            }
            return running;
        }
    }

    /**
     * Trains members of one candidate or several, side by side on the threads; the result does not depend on their number.
     * Where there are as many threads as processors, each may use all of them, as the native engine gives nobody one that
     * another caller needs: the last ones get those of members that ended.
     *
     * @param watch is told of every member's progress, by one thread at a time
     */
    static void train(List<Task> tasks, Watch watch) {
        int count = tasks.stream().mapToInt(task -> task.splits().size()).sum();
        if (count == 0) {
            return;
        }
        int threads = tasks.get(0).members().candidate.options().threads();
        int atOnce = Math.min(threads, count);
        int each = threads < Runtime.getRuntime().availableProcessors() ? threads / atOnce : threads;
        ExecutorService pool = Executors.newFixedThreadPool(atOnce, work -> {
            Thread thread = new Thread(work, "densa-member");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<List<Future<Trained>>> running =
                    tasks.stream().map(task -> task.start(pool, each, watch)).toList();
            for (int i = 0; i < running.size(); i++) {
                tasks.get(i).members().add(tasks.get(i).splits(), running.get(i));
            }
        } catch (InterruptedException e) {
            watch.stop();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the thread was interrupted while its members were trained", e);
        } catch (ExecutionException e) {
            watch.stop();
            throw rethrown(e);
        } finally {
            pool.shutdown();
        }
    }

    private void add(List<Split> splits, List<Future<Trained>> running)
            throws InterruptedException, ExecutionException {
        trained += splits.size();
        for (int i = 0; i < splits.size(); i++) {
            add(running.get(i).get(), splits.get(i).validation());
        }
    }

    private static RuntimeException rethrown(ExecutionException failure) {
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        return failure.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
    }

    private Trained train(Dataset data, Split split, TrainingOptions options, TrainingListener listener) {
        Trainer trainer = Trainer.of(candidate.network()).options(options).listener(listener);
        Dataset train = data.select(split.train());
        int[] judging = split.validation();
        if (judging.length < 2) {
            Dataset judge = data.select(judging);
            TrainedNetwork network = trainer.fit(train, judge);
            return new Trained(network, network.predict(judge));
        }
        List<Dataset> halves = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            int first = half;
            halves.add(data.select(IntStream.range(0, judging.length)
                    .filter(i -> i % 2 == first)
                    .map(i -> judging[i])
                    .toArray()));
        }
        List<TrainedNetwork> networks = trainer.fit(train, halves);
        int outputs = candidate.network().outputs();
        double[] raw = new double[judging.length * outputs];
        for (int half = 0; half < 2; half++) {
            double[] own = networks.get(1 - half).predict(halves.get(half));
            for (int i = half; i < judging.length; i += 2) {
                System.arraycopy(own, i / 2 * outputs, raw, i * outputs, outputs);
            }
        }
        return new Trained(networks.get(2), raw);
    }

    private void add(Trained trained, int[] judged) {
        if (trained.network().history().bestEpoch() == 0) {
            return; // stopped before its first epoch ended
        }
        networks.add(trained.network());
        judging.add(judged);
        predictions.add(candidate.decoder().values(trained.raw(), judged.length), judged);
    }

    Candidate candidate() {
        return candidate;
    }

    /** For how many splits members were trained, those that were stopped too early included. */
    int trained() {
        return trained;
    }

    /** The members, in the order of their splits; none if all were stopped before their first epoch ended. */
    List<TrainedNetwork> networks() {
        return List.copyOf(networks);
    }

    /** The rows that judged each of the members. */
    List<int[]> judging() {
        return judging;
    }

    /** The rows that judged members, ascending. */
    int[] judged() {
        return predictions.rows();
    }

    /** The mean prediction for each row of {@link #judged()}, by members that did not learn from it. */
    double[] outOfSample() {
        return outOfSample(judged());
    }

    /** The same for some of these rows. */
    double[] outOfSample(int[] rows) {
        return predictions.of(rows);
    }

    /** Whether a row judged a member. */
    boolean hasJudged(int row) {
        return predictions.has(row);
    }

    /** Tells one listener about several trainings that run at once. */
    static final class Watch {
        private final TrainingListener listener;
        private int planned;
        private final long started = System.nanoTime();
        private final long limit;
        private double done;
        private volatile boolean stopped;

        /**
         * A watch.
         *
         * @param planned epochs of all trainings together
         * @param limit nanoseconds after which trainings stop
         */
        Watch(TrainingListener listener, int planned, long limit) {
            this.listener = listener;
            this.planned = planned;
            this.limit = limit;
        }

        /** Stops all trainings. */
        void stop() {
            stopped = true;
        }

        boolean stopped() {
            return stopped;
        }

        /** Changes the number of epochs of all trainings together, those done included. */
        synchronized void plan(int epochs) {
            planned = epochs;
        }

        private TrainingListener member() {
            return new TrainingListener() {
                private double mine;

                @Override
                public void onEpoch(TrainingHistory.Epoch epoch) {
                    synchronized (Watch.this) {
                        listener.onEpoch(epoch);
                    }
                }

                @Override
                public void onProgress(double epochsDone, int epochs) {
                    synchronized (Watch.this) {
                        done += epochsDone - mine;
                        mine = epochsDone;
                        listener.onProgress(Math.min(done, planned), planned);
                    }
                }

                @Override
                public boolean stopRequested() {
                    synchronized (Watch.this) {
                        stopped |= listener.stopRequested() || System.nanoTime() - started > limit;
                        return stopped;
                    }
                }
            };
        }
    }
}
