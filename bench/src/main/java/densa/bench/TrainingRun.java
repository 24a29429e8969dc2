package densa.bench;

import densa.bench.program.RowOrder;
import densa.data.Dataset;
import densa.engine.session.Backend;
import densa.engine.session.LossSum;
import densa.engine.session.TrainingPlan;
import densa.engine.session.TrainingSession;
import densa.network.Parameters;
import densa.optimize.Descent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A training of a {@link Workload} by an {@link EngineVariant}, one operation (a fixed number of steps, one call of the
 * engine) at a time. Rows come in a new random order every epoch, as in a real training; the three of W1 come as they
 * are.
 *
 * <p>Confined to one thread.
 */
final class TrainingRun implements AutoCloseable {

    private static final long SEED = 1;

    private final String name;
    private final int rowsPerOperation;
    private final Dataset data;
    private final @Nullable RowOrder shuffled;
    private final int[] batch;
    private final IntBuffer order;
    private final DoubleBuffer rates;
    private final TrainingSession session;
    private final LossSum loss = new LossSum();
    private double firstLoss = Double.NaN;
    private double lastLoss = Double.NaN;

    /**
     * Starts a training.
     *
     * @param data {@link Workload#dataset} in the variant's precision
     * @throws densa.engine.EngineUnavailableException if the variant's engine cannot be used here
     */
    TrainingRun(Workload workload, EngineVariant variant, Dataset data) {
        this.name = workload + " on " + variant.id();
        this.data = data;
        this.rowsPerOperation = workload.batchSize() * workload.steps();
        this.batch = new int[workload.batchSize()];
        this.order = ByteBuffer.allocateDirect(rowsPerOperation * Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .asIntBuffer();
        this.shuffled = workload == Workload.W1 ? null : new RowOrder(data.rows(), workload.batchSize());
        for (int i = 0; i < rowsPerOperation; i++) {
            order.put(i, i % data.rows());
        }
        this.rates = ByteBuffer.allocateDirect(workload.steps() * Double.BYTES)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
        for (int step = 0; step < workload.steps(); step++) {
            rates.put(step, workload.optimizer().learningRate());
        }
        TrainingPlan plan = new TrainingPlan(
                workload.network(),
                workload.loss(),
                Descent.DEFAULTS.withOptimizer(workload.optimizer()),
                workload.batchSize(),
                SEED,
                variant.precision(),
                variant.threads());
        this.session = Backend.of(variant.engine()).session(plan, Parameters.initial(workload.network(), SEED));
    }

    /** Runs one operation; returns the rows trained on. */
    long run() {
        if (shuffled != null) {
            for (int at = 0; at < rowsPerOperation; at += batch.length) {
                shuffled.next(batch);
                order.put(at, batch);
            }
        }
        loss.reset();
        session.train(data, order, rates, loss);
        lastLoss = loss.mean();
        if (Double.isNaN(firstLoss)) {
            firstLoss = lastLoss;
        }
        return rowsPerOperation;
    }

    /** Mean loss of the last operation's steps, each before it was taken. */
    double loss() {
        return lastLoss;
    }

    /**
     * Makes sure that what was measured was learning.
     *
     * @throws IllegalStateException if the last operation's loss is not below the first one's
     */
    void check() {
        if (!(lastLoss < firstLoss)) {
            throw new IllegalStateException(
                    name + " does not learn: its loss went from " + firstLoss + " to " + lastLoss);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
