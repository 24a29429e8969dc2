package densa.table.train;

import densa.data.Dataset;
import densa.data.Split;
import densa.internal.MeanPredictions;
import densa.train.BestNetworks;
import densa.train.TrainedNetwork;
import densa.train.Trainer;
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
 * The networks of one candidate, each trained on the rows outside of a fold and validated on the fold, and what they
 * predict out-of-fold.
 */
final class Members {

    private final Candidate candidate;
    private final int number;
    private final int repeat;
    private final List<TrainedNetwork> networks = new ArrayList<>();
    /** For all rows of the data set, each by members that did not learn from it. */
    private final MeanPredictions predictions;

    private final List<int[]> validation = new ArrayList<>();
    private int trained;

    /**
     * Starts without a network.
     *
     * @param number of the candidate, in the order in which they are tried
     * @param repeat of the cross-validation, from 0
     * @param rows of the data set
     */
    Members(Candidate candidate, int number, int repeat, int rows) {
        this.candidate = candidate;
        this.number = number;
        this.repeat = repeat;
        this.predictions = new MeanPredictions(rows, candidate.decoder().width());
    }

    /** The members of several candidates, all for the same rows, as if they were one's. */
    static Members together(List<Members> parts) {
        Members first = parts.get(0);
        Members all = new Members(first.candidate, first.number, first.repeat, first.predictions.size());
        for (Members part : parts) {
            all.networks.addAll(part.networks);
            all.validation.addAll(part.validation);
            all.predictions.add(part.predictions);
        }
        return all;
    }

    /** Returns the same candidate without networks, for a repeat of the cross-validation on other folds. */
    Members repeated(int other) {
        return new Members(candidate, number, other, predictions.size());
    }

    /**
     * A member.
     *
     * @param raw its outputs for the rows that validate it: those of each half of them come from the epoch that the
     *     other half found best
     */
    private record Trained(TrainedNetwork network, double[] raw) {}

    /**
     * One more network for each of some splits, to be trained.
     *
     * @param data all rows
     */
    record Task(Members members, Dataset data, List<Split> splits) {

        private List<Future<Trained>> start(ExecutorService pool, int threads, Progress progress) {
            TrainingOptions options = members.candidate.options();
            List<Future<Trained>> running = new ArrayList<>();
            for (Split split : splits) {
                int fold = members.trained + running.size();
                long seed = options.seed() + 1000L * members.repeat + fold;
                TrainingOptions own =
                        options.withSeed(seed).withMachine(options.machine().withThreads(threads));
                running.add(pool.submit(() -> {
                    TrainingListener listener =
                            progress.of(new TabularListener.NetworkId(members.number, members.repeat, fold));
                    Trained trained = members.train(data, split, own, listener);
                    listener.onProgress(
                            options.passes().epochs(), options.passes().epochs()); // those it did without as well
                    return trained;
                }));
            }
            return running;
        }
    }

    /**
     * Trains members of one candidate or several, side by side on the threads; the result does not depend on their
     * number. Where there are as many threads as processors, each training may use all of them: the native engine lends
     * helpers to idle processors only, so late trainings inherit the threads of finished ones.
     *
     * @param progress is told of every network's epochs, by one thread at a time
     */
    static void train(List<Task> tasks, Progress progress) {
        int count = tasks.stream().mapToInt(task -> task.splits().size()).sum();
        if (count == 0) {
            return;
        }
        int threads = tasks.get(0).members().candidate.options().machine().threads();
        int atOnce = Math.min(threads, count);
        int each = threads < Runtime.getRuntime().availableProcessors() ? threads / atOnce : threads;
        ExecutorService pool = Executors.newFixedThreadPool(atOnce, work -> {
            Thread thread = new Thread(work, "densa-member");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<List<Future<Trained>>> running =
                    tasks.stream().map(task -> task.start(pool, each, progress)).toList();
            for (int i = 0; i < running.size(); i++) {
                tasks.get(i).members().add(tasks.get(i).splits(), running.get(i), progress);
            }
        } catch (ExecutionException e) {
            progress.stop();
            throw rethrown(e);
        } finally {
            pool.shutdown();
        }
    }

    private void add(List<Split> splits, List<Future<Trained>> running, Progress progress) throws ExecutionException {
        trained += splits.size();
        for (int i = 0; i < splits.size(); i++) {
            add(progress.await(running.get(i)), splits.get(i).validation());
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
        int[] validation = split.validation();
        if (validation.length < 2) {
            TrainedNetwork network = trainer.fit(data, split);
            return new Trained(network, network.predict(data, validation));
        }
        List<int[]> halves = List.of(everySecond(validation, 0), everySecond(validation, 1));
        BestNetworks best = trainer.fit(data, split.train(), halves);
        int outputs = candidate.network().outputs();
        double[] raw = new double[validation.length * outputs];
        for (int half = 0; half < 2; half++) {
            double[] own = best.each().get(1 - half).predict(data, halves.get(half));
            for (int i = half; i < validation.length; i += 2) {
                System.arraycopy(own, i / 2 * outputs, raw, i * outputs, outputs);
            }
        }
        return new Trained(best.overall(), raw);
    }

    private static int[] everySecond(int[] rows, int first) {
        return IntStream.range(0, rows.length)
                .filter(i -> i % 2 == first)
                .map(i -> rows[i])
                .toArray();
    }

    private void add(Trained trained, int[] rows) {
        if (trained.network().history().bestEpoch() == 0) {
            return; // stopped before its first epoch ended
        }
        networks.add(trained.network());
        validation.add(rows);
        predictions.add(candidate.decoder().values(trained.raw(), rows.length), rows);
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

    int repeat() {
        return repeat;
    }

    /** Returns the rows that validated each of the networks. */
    List<int[]> validation() {
        return validation;
    }

    /** Returns the rows that validated any network, ascending. */
    int[] validated() {
        return predictions.rows();
    }

    /** Returns the mean prediction for each row of {@link #validated()}, by networks that did not learn from it. */
    double[] outOfFold() {
        return outOfFold(validated());
    }

    /** Returns the same for some of these rows. */
    double[] outOfFold(int[] rows) {
        return predictions.of(rows);
    }

    /** Returns whether a row validated a network. */
    boolean hasValidated(int row) {
        return predictions.has(row);
    }
}
