package densa.train;

import densa.encode.Dataset;
import densa.encode.Precision;
import densa.engine.session.Backend;
import densa.engine.session.LossSum;
import densa.engine.session.TrainingPlan;
import densa.engine.session.TrainingSession;
import densa.network.Network;
import densa.network.ParameterLayout;
import densa.network.Parameters;
import densa.train.TrainingHistory.Epoch;
import densa.train.TrainingHistory.StopReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One training from its first step to its last: row order, learning rates, early stopping and the best parameters. */
final class TrainingRun implements AutoCloseable {

    /** Multiply-adds between two questions to the listener: some 10 ms of the native engine. */
    private static final long SLICE_WORK = 200_000_000L;

    private final TrainingOptions options;
    private final TrainingListener listener;
    private final Dataset train;
    private final Optional<Dataset> validation;
    private final TrainingSession session;
    private final ParameterLayout layout;
    /** The parameters to return: overwritten whenever an epoch is the best so far. */
    private final double[] best;

    private final int batchSize;
    private final int sliceRows;
    private final RowOrder rowOrder;
    private final IntBuffer order;
    private final DoubleBuffer rates;
    private double lastRate;
    private final LossSum trainLoss = new LossSum();
    private final LossSum validationLoss = new LossSum();
    private final long started = System.nanoTime();

    TrainingRun(
            Network network,
            TrainingOptions options,
            Precision precision,
            Backend backend,
            Parameters start,
            TrainingListener listener,
            Dataset train,
            Optional<Dataset> validation) {
        this.options = options;
        this.listener = listener;
        this.train = train;
        this.validation = validation;
        this.batchSize = Math.min(options.batchSize(), train.rows());
        this.layout = start.layout();
        this.best = start.toArray();
        long batches = Math.max(1, SLICE_WORK / Math.max(1, network.parameterCount() * batchSize));
        this.sliceRows = (int) Math.min(train.rows(), batches * batchSize);
        this.rowOrder = new RowOrder(train.rows());
        this.order = direct((long) train.rows() * Integer.BYTES).asIntBuffer();
        this.rates =
                direct((long) Double.BYTES * ((sliceRows - 1) / batchSize + 1)).asDoubleBuffer();
        for (int row = 0; row < train.rows(); row++) {
            order.put(row, row);
        }
        this.session = backend.session(
                new TrainingPlan(
                        network,
                        options.loss(),
                        options.optimizer(),
                        options.clipping(),
                        options.l2(),
                        options.weightDecay(),
                        options.layerFactors(),
                        batchSize,
                        options.seed(),
                        precision,
                        options.threads()),
                start);
    }

    private static ByteBuffer direct(long bytes) {
        return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    TrainingHistory train() {
        List<Epoch> epochs = new ArrayList<>();
        double bestLoss = Double.POSITIVE_INFINITY;
        int bestEpoch = 0;
        for (int number = 1; number <= options.epochs(); number++) {
            if (!trainEpoch(number)) {
                if (epochs.isEmpty()) {
                    session.readParameters(best);
                }
                return new TrainingHistory(epochs, bestEpoch, StopReason.REQUESTED);
            }
            OptionalDouble judged = judge(number);
            boolean improved = judged.isEmpty() || judged.getAsDouble() < bestLoss;
            if (improved) {
                bestLoss = judged.orElse(bestLoss);
                bestEpoch = number;
                if (judged.isPresent()) {
                    session.readParameters(best);
                }
            }
            Epoch epoch = new Epoch(number, options.epochs(), trainLoss.mean(), judged, lastRate, seconds(), improved);
            epochs.add(epoch);
            listener.onEpoch(epoch);
            if (options.earlyStopping() instanceof EarlyStopping.Patience patience
                    && number - bestEpoch >= patience.epochs()) {
                return new TrainingHistory(epochs, bestEpoch, StopReason.EARLY_STOPPING);
            }
        }
        if (validation.isEmpty()) {
            session.readParameters(best);
        }
        return new TrainingHistory(epochs, bestEpoch, StopReason.COMPLETED);
    }

    Parameters bestParameters() {
        return Parameters.of(layout, best);
    }

    /** Returns false if the listener ended the training. */
    private boolean trainEpoch(int number) {
        if (options.shuffle()) {
            rowOrder.shuffle(options.seed(), number, order);
        }
        trainLoss.reset();
        int rows = train.rows();
        double stepsPerEpoch = (rows - 1) / batchSize + 1;
        for (int from = 0; from < rows; from += sliceRows) {
            if (listener.stopRequested()) {
                if (validation.isEmpty() && number > 1) {
                    session.readParameters(best);
                }
                return false;
            }
            int to = Math.min(rows, from + sliceRows);
            int firstStep = from / batchSize;
            for (int step = firstStep; step * (long) batchSize < to; step++) {
                lastRate = rateAt(number - 1 + step / stepsPerEpoch);
                rates.put(step - firstStep, lastRate);
            }
            order.limit(to).position(from);
            session.train(train, order, rates, trainLoss);
            order.clear();
            listener.onProgress(number - 1 + (double) to / rows, options.epochs());
        }
        if (!Double.isFinite(trainLoss.mean())) {
            throw new DivergedException(number, "training", trainLoss.mean(), options);
        }
        return true;
    }

    private OptionalDouble judge(int number) {
        if (validation.isEmpty()) {
            return OptionalDouble.empty();
        }
        validationLoss.reset();
        session.evaluate(validation.get(), validationLoss);
        if (!Double.isFinite(validationLoss.mean())) {
            throw new DivergedException(number, "validation", validationLoss.mean(), options);
        }
        return OptionalDouble.of(validationLoss.mean());
    }

    private double rateAt(double progress) {
        return options.optimizer().learningRate() * options.schedule().factor(progress, options.epochs());
    }

    private double seconds() {
        return (System.nanoTime() - started) * 1e-9;
    }

    @Override
    public void close() {
        session.close();
    }
}
