package densa.train;

import densa.data.Dataset;
import densa.data.Precision;
import densa.data.Split;
import densa.engine.Engine;
import densa.engine.Machine;
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
 * Network network = Network.withInputs(2).dense(3, SIGMOID).dense(1, SIGMOID);
 * TrainedNetwork xor = Trainer.of(network).loss(Loss.MEAN_SQUARED_ERROR).optimizer(Optimizer.adam(0.05)).epochs(1000)
 *         .fit(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new float[][] {{0}, {1}, {1}, {0}});
 * float[] y = xor.predict(new float[] {0, 1});
 * }</pre>
 *
 * <p>A training runs on the thread that calls {@code fit}, with helpers of the native engine. Interrupting that thread
 * ends it as a listener can ({@link TrainingListener#stopRequested}), within some 10 ms: {@code fit} returns the best
 * network so far, its history says that it was stopped, and the thread stays interrupted.
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
     * {@return a trainer with the default options}
     *
     * @param network the network to train, complete up to its output layer
     * @throws IllegalArgumentException if the network's last layer is not a dense one
     */
    public static Trainer of(Network network) {
        network.outputLayer();
        return new Trainer(network, TrainingOptions.DEFAULTS, new TrainingListener() {}, Optional.empty());
    }

    /**
     * Sets all options at once. Default: {@link TrainingOptions#DEFAULTS}.
     *
     * @param all what takes the place of every option; listener and initial parameters stay
     * @return a new trainer; this one stays as it is
     */
    public Trainer options(TrainingOptions all) {
        return new Trainer(network, all, listener, initial);
    }

    /** {@return the options as they stand} */
    public TrainingOptions options() {
        return options;
    }

    /**
     * Sets what is minimised. Default: the mean squared error.
     *
     * @param loss mean squared or absolute error, a cross-entropy, a loss of amounts or of quantiles
     * @return a new trainer; this one stays as it is
     */
    public Trainer loss(Loss loss) {
        return options(options.withLoss(loss));
    }

    /**
     * Sets how parameters follow the gradient. Default: Adam with learning rate 0.001.
     *
     * @param optimizer the rule of a step, and the learning rate
     * @return a new trainer; this one stays as it is
     */
    public Trainer optimizer(Optimizer optimizer) {
        return options(options.withDescent(options.descent().withOptimizer(optimizer)));
    }

    /**
     * Sets how the learning rate changes as training goes on. Default: constant, 1 throughout.
     *
     * @param schedule the factor on the optimiser's learning rate, 0 to 1
     * @return a new trainer; this one stays as it is
     */
    public Trainer schedule(LearningRateSchedule schedule) {
        return options(options.withSchedule(schedule));
    }

    /**
     * Sets the limit on the gradient of a step. Default: none.
     *
     * @param clipping a limit by norm or by value, or {@link GradientClipping#NONE}
     * @return a new trainer; this one stays as it is
     */
    public Trainer clipping(GradientClipping clipping) {
        return options(options.withDescent(options.descent().withClipping(clipping)));
    }

    /**
     * Sets the L2 penalty: adds {@code l2 w} to the gradient of every parameter w. Default: 0.
     *
     * @param l2 0 or more; 0 for none
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Trainer l2(double l2) {
        return options(options.withDescent(options.descent().withL2(l2)));
    }

    /**
     * Sets the decoupled weight decay: multiplies every parameter by 1 - rate weightDecay before each step, which with
     * Adam is AdamW (Loshchilov and Hutter 2019). Default: 0.
     *
     * @param weightDecay 0 or more; 0 for none
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Trainer weightDecay(double weightDecay) {
        return options(options.withDescent(options.descent().withWeightDecay(weightDecay)));
    }

    /**
     * Sets what multiplies the learning rate and the weight decay of each dense layer in turn. Default: none, all
     * layers learn alike.
     *
     * @param layerFactors one for each dense layer, which is checked when training starts, or none
     * @return a new trainer; this one stays as it is
     */
    public Trainer layerFactors(List<LayerFactors> layerFactors) {
        return options(options.withDescent(options.descent().withLayerFactors(layerFactors)));
    }

    /**
     * Sets the number of passes over the training rows; early stopping may end earlier. Default: 100.
     *
     * @param epochs 1 or more
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if it is less
     */
    public Trainer epochs(int epochs) {
        return options(options.withPasses(options.passes().withEpochs(epochs)));
    }

    /**
     * Sets the rows of one step. Default: 32.
     *
     * @param batchSize 1 to {@value Passes#MAX_BATCH_SIZE}; the last batch of an epoch may be smaller
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if it is out of its range
     */
    public Trainer batchSize(int batchSize) {
        return options(options.withPasses(options.passes().withBatchSize(batchSize)));
    }

    /**
     * Sets whether the rows are shuffled. Default: true.
     *
     * @param shuffle whether they are put in a new random order before every epoch
     * @return a new trainer; this one stays as it is
     */
    public Trainer shuffle(boolean shuffle) {
        return options(options.withPasses(options.passes().withShuffle(shuffle)));
    }

    /**
     * Sets whether numeric inputs, and targets where the loss's link is the identity (the losses in the target's
     * unit), get mean 0 and standard deviation 1 in training, as measured on the training rows. The trained
     * network takes and gives the numbers as they were; the losses of its history, a Huber loss's delta and penalties
     * on weights are of standardized ones. Training works on a scaled copy of the data set. Default: false.
     *
     * @param standardize true needs a bias in the first dense layer, and if targets are scaled a last one with a bias
     *     and without an activation, which is checked when training starts
     * @return a new trainer; this one stays as it is
     */
    public Trainer standardize(boolean standardize) {
        return options(options.withStandardize(standardize));
    }

    /**
     * Sets the seed of initial parameters, row order and dropout. Default: 0.
     *
     * @param seed any number; the same seed gives the same bits
     * @return a new trainer; this one stays as it is
     */
    public Trainer seed(long seed) {
        return options(options.withSeed(seed));
    }

    /**
     * Sets when to stop before the last epoch. Default: none, all epochs are trained.
     *
     * @param earlyStopping patience needs validation rows
     * @return a new trainer; this one stays as it is
     */
    public Trainer earlyStopping(EarlyStopping earlyStopping) {
        return options(options.withPasses(options.passes().withEarlyStopping(earlyStopping)));
    }

    /**
     * Sets what computes. Default: auto.
     *
     * @param engine the native engine, the Java one, or auto: the native one where it can be loaded
     * @return a new trainer; this one stays as it is
     */
    public Trainer engine(Engine engine) {
        return options(options.withMachine(options.machine().withEngine(engine)));
    }

    /**
     * Sets the floating-point format of the computation. Default: float32.
     *
     * @param precision in which the native engine computes; the Java engine always takes float64
     * @return a new trainer; this one stays as it is
     */
    public Trainer precision(Precision precision) {
        return options(options.withMachine(options.machine().withPrecision(precision)));
    }

    /**
     * Sets the maximum number of threads to use; the result does not depend on it. Default: the number of processors.
     *
     * @param threads 1 to {@value Machine#MAX_THREADS}
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if it is out of its range
     */
    public Trainer threads(int threads) {
        return options(options.withMachine(options.machine().withThreads(threads)));
    }

    /**
     * Sets who watches the training. Default: nobody.
     *
     * @param watcher is told about every epoch and may end the training early; takes the place of an earlier one
     * @return a new trainer; this one stays as it is
     */
    public Trainer listener(TrainingListener watcher) {
        return new Trainer(network, options, watcher, initial);
    }

    /**
     * Sets the parameters to start from. Default: random ones, from the initializer of each layer and the seed.
     *
     * @param parameters the weights and biases before the first step, for numbers as they are even if the trainer
     *     standardizes
     * @return a new trainer; this one stays as it is
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
     * @return the network with the parameters after the last step
     * @throws IllegalArgumentException if the shapes do not fit each other, the network or the loss
     * @throws DivergedException if the loss becomes infinite or NaN
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public TrainedNetwork fit(float[][] x, float[][] y) {
        return fit(Dataset.of(
                x, y, options.machine().engine().precision(options.machine().precision())));
    }

    /**
     * As {@link #fit(float[][], float[][])}, from double precision.
     *
     * @param x inputs, rows x input columns
     * @param y targets, rows x target columns, as the loss wants them
     * @return the network with the parameters after the last step
     */
    public TrainedNetwork fit(double[][] x, double[][] y) {
        return fit(Dataset.of(
                x, y, options.machine().engine().precision(options.machine().precision())));
    }

    /**
     * Trains on all rows of a data set.
     *
     * @param train the rows, with the network's input columns, and with targets as the loss wants them
     * @return the network with the parameters after the last step
     * @throws IllegalArgumentException if the data set does not fit the network or the loss, or early stopping is asked
     *     for, which needs validation rows
     * @throws DivergedException if the loss becomes infinite or NaN
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public TrainedNetwork fit(Dataset train) {
        if (options.passes().earlyStopping() instanceof EarlyStopping.Patience) {
            throw new IllegalArgumentException(
                    "early stopping needs validation rows: call fit(train, validation) or set EarlyStopping.NONE");
        }
        return run(Rows.all(train), List.of()).overall();
    }

    /**
     * Trains on one data set, computes the loss of another one after every epoch and keeps the parameters of the epoch
     * with the lowest one.
     *
     * @param train the rows to train on
     * @param validation the rows to validate on, with the same columns
     * @return the network of the best epoch
     * @throws IllegalArgumentException if a data set does not fit the network or the loss
     * @throws DivergedException if the loss becomes infinite or NaN
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public TrainedNetwork fit(Dataset train, Dataset validation) {
        return run(Rows.all(train), List.of(Rows.all(validation))).overall();
    }

    /**
     * Trains on the training rows of a split and keeps the parameters of the epoch with the lowest loss over its
     * validation rows. Copies no row: the folds of a cross-validation share one data set.
     *
     * @param data the rows of both sides, and maybe more
     * @param split which of them train and which validate
     * @return the network of the best epoch
     * @throws IllegalArgumentException if the data set does not fit the network or the loss, or either side of the
     *     split is empty or has a row that the data set lacks
     * @throws DivergedException if the loss becomes infinite or NaN
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public TrainedNetwork fit(Dataset data, Split split) {
        return fit(data, split.train(), List.of(split.validation())).overall();
    }

    /**
     * Trains once on some rows of a data set and compares the epochs on several validation sets: each chooses the epoch
     * of its lowest loss, and all of them together choose one as well, which decides about early stopping. What the
     * choice of one validation set predicts for the rows of another is an unbiased estimate, as the other had no say in
     * it.
     *
     * @param data all rows
     * @param train the rows to train on
     * @param validation the rows of each validation set, at least one set
     * @return the network that each validation set chose, and the one that all chose together
     * @throws IllegalArgumentException if the data set does not fit the network or the loss, there is no validation
     *     set, or one of these lists of rows is empty or has a row that the data set lacks
     * @throws DivergedException if the loss becomes infinite or NaN
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public BestNetworks fit(Dataset data, int[] train, List<int[]> validation) {
        if (validation.isEmpty()) {
            throw new IllegalArgumentException("validation sets must be at least one, got none");
        }
        return run(
                Rows.of("training", data, train),
                validation.stream()
                        .map(rows -> Rows.of("validation", data, rows))
                        .toList());
    }

    /**
     * Starts a training that the caller leads: it takes an epoch or a step when asked, keeps the optimiser's state, and
     * gives the network at any time. Close it in the end.
     *
     * @param data the rows, with the network's input columns, and with targets as the loss wants them
     * @return the training before its first step
     * @throws IllegalArgumentException if the data set does not fit the network or the loss
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public Training start(Dataset data) {
        return start(Rows.all(data));
    }

    private Training start(Rows train) {
        checkOutput();
        checkFactors();
        checkData("training", train);
        return new Training(network, options, Backend.of(options.machine().engine()), initial, train);
    }

    private BestNetworks run(Rows train, List<Rows> validation) {
        try (Training training = start(train)) {
            validation.forEach(rows -> checkData("validation", rows));
            return new TrainingRun(training, options, listener, network.layout().size(), validation).train();
        }
    }

    /** Returns its network and the options that matter most. */
    @Override
    public String toString() {
        return "Trainer of " + network + ": " + options.loss().id() + ", "
                + options.descent().optimizer().id() + " "
                + options.descent().optimizer().learningRate() + ", "
                + options.passes().epochs()
                + " epochs, batch size " + options.passes().batchSize() + ", seed " + options.seed();
    }

    private void checkOutput() {
        Activation activation = network.outputLayer().activation();
        if (options.loss().link() != Loss.Link.IDENTITY && activation != Activation.IDENTITY) {
            throw new IllegalArgumentException("loss " + options.loss().id()
                    + " reads the raw outputs of the last layer, so its activation must be identity, got "
                    + activation.id());
        }
        int levels = options.loss().levels().size();
        if (levels > 0 && levels != network.outputs()) {
            throw new IllegalArgumentException("loss " + options.loss().id() + " needs one output for each of its "
                    + levels + " levels, got " + network.outputs() + " outputs");
        }
    }

    private void checkFactors() {
        int factors = options.descent().layerFactors().size();
        int layers = network.denseLayers().size();
        if (factors != 0 && factors != layers) {
            throw new IllegalArgumentException(
                    "layer factors must be one for each of the " + layers + " dense layers, got " + factors);
        }
    }

    private void checkData(String which, Rows rows) {
        Dataset data = rows.data();
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
        for (int row : rows.numbers()) {
            weights += data.weight(row);
            for (int column = 0; column < expected; column++) {
                double target = data.target(row, column);
                String fault = options.loss().target().fault(target, outputs);
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
