package densa.train;

import densa.data.Dataset;
import densa.data.Precision;
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
import java.util.OptionalDouble;

/** One training from its first step to its last: row order, learning rates, early stopping and the best parameters. */
final class TrainingRun implements AutoCloseable {

    /** Multiply-adds between two questions to the listener: some 10 ms of the native engine. */
    private static final long SLICE_WORK = 200_000_000L;

    private final TrainingOptions options;
    private final TrainingListener listener;
    private final Dataset train;
    private final List<Dataset> judges;
    private final TrainingSession session;
    private final ParameterLayout layout;
    /** The choice of each judge, and that of all together, which is the last one. */
    private final List<Choice> choices = new ArrayList<>();

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
            List<Dataset> judges) {
        this.options = options;
        this.listener = listener;
        this.train = train;
        this.judges = List.copyOf(judges);
        this.batchSize = Math.min(options.batchSize(), train.rows());
        this.layout = start.layout();
        for (int i = 0; i < (judges.size() > 1 ? judges.size() + 1 : 1); i++) {
            choices.add(new Choice(start.toArray()));
        }
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

    /** Parameters to return: overwritten whenever an epoch is the best so far. */
    private static final class Choice {
        private final double[] parameters;
        private double loss = Double.POSITIVE_INFINITY;
        private int epoch;

        Choice(double[] parameters) {
            this.parameters = parameters;
        }
    }

    /** What a judge chose. */
    record Best(Parameters parameters, TrainingHistory history) {}

    /** The choice of each judge, if there are several, and then that of all together. */
    List<Best> train() {
        List<Epoch> epochs = new ArrayList<>();
        StopReason reason = StopReason.COMPLETED;
        Choice all = all();
        for (int number = 1; number <= options.epochs(); number++) {
            if (!trainEpoch(number)) {
                if (epochs.isEmpty()) {
                    session.readParameters(all.parameters);
                }
                reason = StopReason.REQUESTED;
                break;
            }
            OptionalDouble judged = judge(number);
            boolean improved = all.epoch == number;
            Epoch epoch = new Epoch(number, options.epochs(), trainLoss.mean(), judged, lastRate, seconds(), improved);
            epochs.add(epoch);
            listener.onEpoch(epoch);
            if (options.earlyStopping() instanceof EarlyStopping.Patience patience
                    && number - all.epoch >= patience.epochs()) {
                reason = StopReason.EARLY_STOPPING;
                break;
            }
        }
        if (judges.isEmpty() && reason != StopReason.REQUESTED) {
            session.readParameters(all.parameters);
        }
        List<Best> best = new ArrayList<>();
        for (Choice choice : choices) {
            best.add(new Best(
                    Parameters.of(layout, choice.parameters), new TrainingHistory(epochs, choice.epoch, reason)));
        }
        return best;
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
                if (judges.isEmpty() && number > 1) {
                    session.readParameters(all().parameters);
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

    private Choice all() {
        return choices.get(choices.size() - 1);
    }

    /** Lets the judges choose; returns the loss of all their rows. */
    private OptionalDouble judge(int number) {
        Choice all = all();
        if (judges.isEmpty()) {
            all.epoch = number;
            return OptionalDouble.empty();
        }
        LossSum total = new LossSum();
        for (int i = 0; i < judges.size(); i++) {
            validationLoss.reset();
            session.evaluate(judges.get(i), validationLoss);
            if (!Double.isFinite(validationLoss.mean())) {
                throw new DivergedException(number, "validation", validationLoss.mean(), options);
            }
            if (judges.size() > 1) {
                choose(choices.get(i), validationLoss.mean(), number);
            }
            total.add(validationLoss);
        }
        choose(all, total.mean(), number);
        return OptionalDouble.of(total.mean());
    }

    private void choose(Choice choice, double loss, int number) {
        if (loss < choice.loss) {
            choice.loss = loss;
            choice.epoch = number;
            session.readParameters(choice.parameters);
        }
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
