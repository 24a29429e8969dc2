package densa.train;

import densa.data.Dataset;
import densa.data.Precision;
import densa.engine.session.Backend;
import densa.engine.session.LossSum;
import densa.engine.session.TrainingPlan;
import densa.engine.session.TrainingSession;
import densa.network.Network;
import densa.network.Parameters;
import densa.train.TrainingHistory.Epoch;
import densa.train.TrainingHistory.StopReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A training that its caller leads, epoch by epoch or step by step. It keeps parameters and the optimiser's state from
 * one call to the next, and gives the network at any time:
 *
 * <pre>{@code
 * try (Training training = Trainer.of(network).batchSize(64).start(data)) {
 *     while (training.evaluate(validationRows) > 0.1) {
 *         training.epoch();
 *     }
 *     TrainedNetwork trained = training.network();
 * }
 * }</pre>
 *
 * <p>So many calls of {@link #epoch()} as {@link Trainer#fit(Dataset)} trains epochs give the same bits as that.
 * Learning rates follow the schedule of the trainer's options, where a step counts as its part of an epoch; listener
 * and early stopping are for {@code fit} only.
 *
 * <p>For one thread at a time. Holds memory outside the Java heap until it is closed.
 */
public final class Training implements AutoCloseable {

    /** Multiply-adds between two questions to the listener: some 10 ms of the native engine. */
    private static final long SLICE_WORK = 200_000_000L;

    private static final TrainingListener NOBODY = new TrainingListener() {};

    private final Network network;
    private final TrainingOptions options;
    private final Backend backend;
    private final Precision precision;
    private final Optional<Standardization> standardization;
    /** What the session sees of each data set, if numbers are standardized. */
    private final Map<Dataset, Dataset> scaled = new IdentityHashMap<>();

    private final Rows rows;
    private final TrainingSession session;
    private final int batchSize;
    private final int sliceRows;
    private final int stepsPerEpoch;
    private final RowOrder rowOrder;
    private final IntBuffer order;
    private final IntBuffer batch;
    private final DoubleBuffer rates;
    private final LossSum sum = new LossSum();
    private final List<Epoch> epochs = new ArrayList<>();
    private final long started = System.nanoTime();
    private long steps;
    private int shuffles;
    private boolean closed;

    Training(Network network, TrainingOptions options, Backend backend, Optional<Parameters> initial, Rows given) {
        this.standardization = options.standardize()
                ? Optional.of(new Standardization(network, options.loss(), given))
                : Optional.empty();
        this.rows = standardized(given);
        this.network = network;
        this.options = options;
        this.backend = backend;
        this.precision = backend.precision(options.machine().precision());
        this.batchSize = Math.min(options.passes().batchSize(), rows.count());
        this.stepsPerEpoch = (rows.count() - 1) / batchSize + 1;
        long batches = Math.max(1, SLICE_WORK / Math.max(1, network.parameterCount() * batchSize));
        this.sliceRows = (int) Math.min(rows.count(), batches * batchSize);
        this.rowOrder = new RowOrder(rows.numbers());
        this.order = rows.toBuffer();
        this.batch = direct(batchSize, Integer.BYTES).asIntBuffer();
        this.rates = direct((sliceRows - 1) / batchSize + 1, Double.BYTES).asDoubleBuffer();
        this.session = backend.session(
                new TrainingPlan(
                        network,
                        options.loss(),
                        options.descent(),
                        batchSize,
                        options.seed(),
                        precision,
                        options.machine().threads()),
                initial.map(parameters -> standardization
                                .map(scaling -> scaling.standardized(parameters))
                                .orElse(parameters))
                        .orElseGet(() -> Parameters.initial(network, options.seed())));
    }

    private static ByteBuffer direct(int numbers, int bytes) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(numbers, bytes)).order(ByteOrder.nativeOrder());
    }

    /**
     * Takes a step for each batch of all rows, in a new random order if the trainer shuffles.
     *
     * @return the weighted mean of the loss over the rows, each before its batch's step, with dropout on
     * @throws DivergedException if that is infinite or NaN
     * @throws IllegalStateException if the training is closed
     */
    public double epoch() {
        epoch(NOBODY);
        epochs.add(finished(OptionalDouble.empty(), true));
        return sum.mean();
    }

    /**
     * Takes one step on some rows. Allocates nothing.
     *
     * @param batchRows the rows of the data set to learn from, 1 to the trainer's batch size (or to all rows, if those
     *     are fewer)
     * @return the weighted mean of the rows' loss before the step, with dropout on; infinite or NaN if the training has
     *     diverged, NaN as well if the weights of the rows are all 0
     * @throws IllegalArgumentException if there are too many rows or none, or the data set has no such row
     * @throws IllegalStateException if the training is closed
     */
    public double step(int... batchRows) {
        if (batchRows.length == 0 || batchRows.length > batchSize) {
            throw new IllegalArgumentException(
                    "a step takes 1 to " + batchSize + " rows, the batch size, got " + batchRows.length);
        }
        Rows.check("training", rows.data(), batchRows);
        batch.clear().put(batchRows).flip();
        rates.put(0, rateAfter(steps));
        sum.reset();
        open().train(rows.data(), batch, rates, sum);
        steps++;
        return sum.mean();
    }

    /**
     * {@return the mean loss of some rows as the parameters are now, without dropout}
     *
     * @param evaluatedRows at least one
     * @throws IllegalArgumentException if there is none, or the data set has no such row
     * @throws IllegalStateException if the training is closed
     */
    public double evaluate(int... evaluatedRows) {
        LossSum loss = new LossSum();
        Rows some = Rows.of("evaluated", rows.data(), evaluatedRows);
        open().evaluate(some.data(), some.toBuffer(), loss);
        return loss.mean();
    }

    /**
     * {@return the network as it is now, with a copy of the parameters} Its history has the epochs that {@link
     * #epoch()} finished.
     *
     * @throws IllegalStateException if the training is closed
     */
    public TrainedNetwork network() {
        double[] parameters = new double[network.layout().size()];
        open().readParameters(parameters);
        return network(parameters, new TrainingHistory(epochs, epochs.size(), StopReason.COMPLETED));
    }

    /** {@return the number of steps taken, those of epochs included} */
    public long steps() {
        return steps;
    }

    /** Releases memory; networks that it gave stay usable. */
    @Override
    public void close() {
        closed = true;
        session.close();
    }

    /** Returns its network, and the steps taken. */
    @Override
    public String toString() {
        return "Training of " + network + " after " + steps + " steps";
    }

    // ---- for TrainingRun ----

    /** Trains an epoch; returns false if the listener or an interrupt ended it before its last step. */
    boolean epoch(TrainingListener listener) {
        shuffles++;
        if (options.passes().shuffle()) {
            rowOrder.shuffle(options.seed(), shuffles, order);
        }
        sum.reset();
        for (int from = 0; from < rows.count(); from += sliceRows) {
            if (listener != NOBODY
                    && (listener.stopRequested() || Thread.currentThread().isInterrupted())) {
                return false;
            }
            int to = Math.min(rows.count(), from + sliceRows);
            int count = (to - from - 1) / batchSize + 1;
            for (int step = 0; step < count; step++) {
                rates.put(step, rateAfter(steps + step));
            }
            order.limit(to).position(from);
            open().train(rows.data(), order, rates, sum);
            order.clear();
            steps += count;
            listener.onProgress(
                    shuffles - 1 + (double) to / rows.count(), options.passes().epochs());
        }
        if (!Double.isFinite(sum.mean())) {
            throw new DivergedException(shuffles, "training", sum.mean(), options);
        }
        return true;
    }

    /** Returns the record of the epoch that has just been trained. */
    Epoch finished(OptionalDouble validationLoss, boolean best) {
        return new Epoch(
                shuffles,
                Math.max(shuffles, options.passes().epochs()),
                sum.mean(),
                validationLoss,
                rateAfter(steps - 1),
                (System.nanoTime() - started) * 1e-9,
                best);
    }

    /** Adds the loss of some rows, without dropout. */
    void evaluate(Rows some, IntBuffer numbers, LossSum loss) {
        open().evaluate(some.data(), numbers, loss);
    }

    void readParameters(double[] out) {
        open().readParameters(out);
    }

    /** Returns rows as the session takes them. */
    Rows standardized(Rows some) {
        return standardization
                .map(scaling -> new Rows(scaled.computeIfAbsent(some.data(), scaling::apply), some.numbers()))
                .orElse(some);
    }

    TrainedNetwork network(double[] values, TrainingHistory history) {
        Parameters parameters = Parameters.of(network.layout(), values);
        return TrainedNetwork.trained(
                network,
                standardization.map(scaling -> scaling.restored(parameters)).orElse(parameters),
                options,
                precision,
                backend,
                history);
    }

    private TrainingSession open() {
        if (closed) {
            throw new IllegalStateException("the training is closed");
        }
        return session;
    }

    private double rateAfter(long stepsTaken) {
        double progress = stepsTaken / stepsPerEpoch + stepsTaken % stepsPerEpoch / (double) stepsPerEpoch;
        return options.descent().optimizer().learningRate()
                * options.schedule().factor(progress, options.passes().epochs());
    }
}
