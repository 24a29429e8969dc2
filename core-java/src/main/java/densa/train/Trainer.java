package densa.train;

import densa.data.Dataset;
import densa.data.Precision;
import densa.engine.Engine;
import densa.engine.session.Backend;
import densa.network.Activation;
import densa.network.Loss;
import densa.network.Network;
import densa.network.Parameters;
import densa.optimize.GradientClipping;
import densa.optimize.LayerFactors;
import densa.optimize.LearningRateSchedule;
import densa.optimize.Optimizer;
import java.util.List;
import java.util.Optional;

/**
 * Trains a network. Immutable: each setter returns a new trainer; safe to share.
 *
 * <pre>{@code
 * Network network = Network.inputs(2).dense(3, SIGMOID).dense(1, SIGMOID);
 * TrainedNetwork xor = Trainer.of(network).loss(Loss.MEAN_SQUARED_ERROR).optimizer(Optimizer.adam(0.05)).epochs(1000)
 *         .fit(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new float[][] {{0}, {1}, {1}, {0}});
 * float[] y = xor.predict(new float[] {0, 1});
 * }</pre>
 *
 * <p>Same data, options and engine on the same kind of machine: the same bits, whatever the number of threads.
 */
public final class Trainer {

    private final Network network;
    private final TrainingOptions options;
    private final TrainingListener listener;
    private final Optional<Parameters> initial;

    private Trainer(Network network, TrainingOptions options, TrainingListener listener, Optional<Parameters> initial) {
        this.network = network;
        this.options = options;
        this.listener = listener;
        this.initial = initial;
    }

    /**
     * A trainer with the default options.
     *
     * @throws IllegalStateException if the network's last layer is not a dense one
     */
    public static Trainer of(Network network) {
        network.outputLayer();
        return new Trainer(network, TrainingOptions.DEFAULTS, new TrainingListener() {}, Optional.empty());
    }

    /** All options at once. */
    public Trainer options(TrainingOptions all) {
        return new Trainer(network, all, listener, initial);
    }

    /** The options as they stand. */
    public TrainingOptions options() {
        return options;
    }

    /** Sets {@link TrainingOptions#loss()}. */
    public Trainer loss(Loss loss) {
        return options(options.withLoss(loss));
    }

    /** Sets {@link TrainingOptions#optimizer()}. */
    public Trainer optimizer(Optimizer optimizer) {
        return options(options.withOptimizer(optimizer));
    }

    /** Sets {@link TrainingOptions#schedule()}. */
    public Trainer schedule(LearningRateSchedule schedule) {
        return options(options.withSchedule(schedule));
    }

    /** Sets {@link TrainingOptions#clipping()}. */
    public Trainer clipping(GradientClipping clipping) {
        return options(options.withClipping(clipping));
    }

    /** Sets {@link TrainingOptions#l2()}. */
    public Trainer l2(double l2) {
        return options(options.withL2(l2));
    }

    /** Sets {@link TrainingOptions#weightDecay()}. */
    public Trainer weightDecay(double weightDecay) {
        return options(options.withWeightDecay(weightDecay));
    }

    /** Sets {@link TrainingOptions#layerFactors()}. */
    public Trainer layerFactors(List<LayerFactors> layerFactors) {
        return options(options.withLayerFactors(layerFactors));
    }

    /** Sets {@link TrainingOptions#epochs()}. */
    public Trainer epochs(int epochs) {
        return options(options.withEpochs(epochs));
    }

    /** Sets {@link TrainingOptions#batchSize()}. */
    public Trainer batchSize(int batchSize) {
        return options(options.withBatchSize(batchSize));
    }

    /** Sets {@link TrainingOptions#shuffle()}. */
    public Trainer shuffle(boolean shuffle) {
        return options(options.withShuffle(shuffle));
    }

    /** Sets {@link TrainingOptions#seed()}. */
    public Trainer seed(long seed) {
        return options(options.withSeed(seed));
    }

    /** Sets {@link TrainingOptions#earlyStopping()}. */
    public Trainer earlyStopping(EarlyStopping earlyStopping) {
        return options(options.withEarlyStopping(earlyStopping));
    }

    /** Sets {@link TrainingOptions#engine()}. */
    public Trainer engine(Engine engine) {
        return options(options.withEngine(engine));
    }

    /** Sets {@link TrainingOptions#precision()}. */
    public Trainer precision(Precision precision) {
        return options(options.withPrecision(precision));
    }

    /** Sets {@link TrainingOptions#threads()}. */
    public Trainer threads(int threads) {
        return options(options.withThreads(threads));
    }

    /** Sets who watches the training. */
    public Trainer listener(TrainingListener watcher) {
        return new Trainer(network, options, watcher, initial);
    }

    /**
     * Sets the parameters to start from, instead of random ones.
     *
     * @throws IllegalArgumentException if they are not of this network's layout
     */
    public Trainer initialParameters(Parameters parameters) {
        if (!parameters.layout().equals(network.layout())) {
            throw new IllegalArgumentException("initial parameters must have the layout "
                    + network.layout().tensors() + ", got "
                    + parameters.layout().tensors());
        }
        return new Trainer(network, options, listener, Optional.of(parameters));
    }

    /**
     * Trains on rows of numbers.
     *
     * @param x inputs, rows x input columns
     * @param y targets, rows x target columns: one a network output; one number for quantile, one class index for
     *     softmax cross-entropy
     * @throws IllegalArgumentException if the shapes do not fit each other, the network or the loss
     * @throws DivergedException if the loss becomes infinite or NaN
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public TrainedNetwork fit(float[][] x, float[][] y) {
        return fit(Dataset.of(options.engine().precision(options.precision()), x, y));
    }

    /** As {@link #fit(float[][], float[][])}. */
    public TrainedNetwork fit(double[][] x, double[][] y) {
        return fit(Dataset.of(options.engine().precision(options.precision()), x, y));
    }

    /**
     * Trains on all rows of a data set.
     *
     * @throws IllegalArgumentException if the data set does not fit the network or the loss, or early stopping is asked
     *     for, which needs validation rows
     * @throws DivergedException if the loss becomes infinite or NaN
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public TrainedNetwork fit(Dataset train) {
        if (options.earlyStopping() instanceof EarlyStopping.Patience) {
            throw new IllegalArgumentException(
                    "early stopping needs validation rows: call fit(train, validation) or set EarlyStopping.NONE");
        }
        return run(train, Optional.empty());
    }

    /**
     * Trains on {@code train}, judges every epoch on {@code validation} and keeps the parameters of the best one.
     *
     * @throws IllegalArgumentException if a data set does not fit the network or the loss
     * @throws DivergedException if the loss becomes infinite or NaN
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public TrainedNetwork fit(Dataset train, Dataset validation) {
        return run(train, Optional.of(validation));
    }

    /**
     * Trains on {@code train} once, and keeps the parameters of several epochs: of the best one for each judge alone, and
     * of the best one for all of them together. What a network that one judge chose predicts for the rows of another one
     * is not flattered by the choice.
     *
     * @param judges at least one
     * @return one network for each judge, if there are several, and then the one for all
     * @throws IllegalArgumentException if a data set does not fit the network or the loss, or there is no judge
     * @throws DivergedException if the loss becomes infinite or NaN
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public List<TrainedNetwork> fit(Dataset train, List<Dataset> judges) {
        if (judges.isEmpty()) {
            throw new IllegalArgumentException("judges must be at least one data set, got none");
        }
        return run(train, judges);
    }

    private TrainedNetwork run(Dataset train, Optional<Dataset> validation) {
        List<TrainedNetwork> networks = run(train, validation.stream().toList());
        return networks.get(networks.size() - 1);
    }

    private List<TrainedNetwork> run(Dataset train, List<Dataset> judges) {
        checkOutput();
        checkFactors();
        checkData("training", train);
        judges.forEach(data -> checkData("validation", data));
        Backend backend = Backend.of(options.engine());
        Precision precision = backend.precision(options.precision());
        Parameters start = initial.orElseGet(() -> Parameters.initial(network, options.seed()));
        try (TrainingRun run = new TrainingRun(network, options, precision, backend, start, listener, train, judges)) {
            return run.train().stream()
                    .map(best -> TrainedNetwork.trained(
                            network, best.parameters(), options, precision, backend, best.history()))
                    .toList();
        }
    }

    private void checkOutput() {
        Activation activation = network.outputLayer().activation();
        if (options.loss().linearOutput() && activation != Activation.IDENTITY) {
            throw new IllegalArgumentException("loss " + options.loss().id()
                    + " reads the raw outputs of the last layer, so its activation must be identity, got "
                    + activation.id());
        }
        if (options.loss() instanceof Loss.Quantile quantile
                && quantile.levels().size() != network.outputs()) {
            throw new IllegalArgumentException("loss quantile needs one output for each of its "
                    + quantile.levels().size() + " levels, got " + network.outputs() + " outputs");
        }
    }

    private void checkFactors() {
        int factors = options.layerFactors().size();
        int layers = network.denseLayers().size();
        if (factors != 0 && factors != layers) {
            throw new IllegalArgumentException(
                    "layer factors must be one for each of the " + layers + " dense layers, got " + factors);
        }
    }

    private void checkData(String which, Dataset data) {
        if (!data.inputs().equals(network.inputs())) {
            throw new IllegalArgumentException("the " + which + " data must have the network's "
                    + network.inputs().size() + " input columns, got "
                    + data.inputs().size()
                    + (data.inputs().size() == network.inputs().size() ? " of other kinds" : ""));
        }
        int outputs = network.outputs();
        int expected = options.loss().targetColumns(outputs);
        if (data.targetColumns() != expected) {
            throw new IllegalArgumentException("loss " + options.loss().id() + " with " + outputs
                    + " outputs needs " + expected + " target columns, got " + data.targetColumns() + " in the "
                    + which + " data");
        }
        double weights = 0;
        for (int row = 0; row < data.rows(); row++) {
            weights += data.weight(row);
            for (int column = 0; column < expected; column++) {
                double target = data.target(row, column);
                String fault = options.loss().targetFault(target, outputs);
                if (!fault.isEmpty()) {
                    throw new IllegalArgumentException("target of row " + row + " of the " + which + " data must be "
                            + fault + " for loss " + options.loss().id() + ", got " + target);
                }
            }
        }
        if (!(weights > 0)) {
            throw new IllegalArgumentException("the weights of the " + which + " rows are all 0");
        }
    }
}
