package densa.train;

import densa.data.Precision;
import densa.engine.Engine;
import densa.engine.Machine;
import densa.network.Loss;
import densa.optimize.GradientClipping;
import densa.optimize.LayerFactors;
import densa.optimize.LearningRateSchedule;
import densa.optimize.Optimizer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Every option of a training; {@link #DEFAULTS} is the one place where their defaults stand.
 *
 * @param loss what is minimised: mean squared or absolute error, a cross-entropy, a loss of amounts or of
 *     quantiles; default: the mean squared error
 * @param optimizer how parameters follow the gradient, and the learning rate; default: Adam with learning rate
 *     0.001
 * @param schedule the factor on the learning rate as training goes on, 0 to 1; default: constant, 1 throughout
 * @param clipping the limit on the gradient of a step, by its norm or by value; default: none
 * @param l2 the L2 penalty: adds {@code l2 w} to the gradient of every parameter w; 0 or more; default: 0
 * @param weightDecay the decoupled weight decay: multiplies every parameter by 1 - rate weightDecay before each
 *     step, which with Adam is AdamW (Loshchilov and Hutter 2019); 0 or more; default: 0
 * @param layerFactors what multiplies the learning rate and the weight decay of each dense layer in turn: one for
 *     each dense layer, or none; default: none, all layers learn alike
 * @param epochs the passes over the training rows, 1 or more; early stopping may end earlier; default: 100
 * @param batchSize the rows of one step, 1 to {@value #MAX_BATCH_SIZE}; the last batch of an epoch may be smaller;
 *     default: 32
 * @param shuffle whether the rows are put in a new random order before every epoch; default: true
 * @param standardize whether numeric inputs, and targets where the loss is in their unit, get mean 0 and standard
 *     deviation 1 in training; default: false
 * @param seed the seed of initial parameters, row order and dropout; the same seed gives the same bits; default: 0
 * @param earlyStopping when to stop before the last epoch; patience needs validation rows; default: none, all
 *     epochs are trained
 * @param engine what computes: the native engine, the Java one, or the native one where it can be loaded; default:
 *     auto
 * @param precision the floating-point format in which the native engine computes; the Java engine always takes
 *     float64; default: float32
 * @param threads the most threads to use, 1 to {@value #MAX_THREADS}; the result does not depend on it; default:
 *     the number of processors
 */
public record TrainingOptions(
        Loss loss,
        Optimizer optimizer,
        LearningRateSchedule schedule,
        GradientClipping clipping,
        double l2,
        double weightDecay,
        List<LayerFactors> layerFactors,
        int epochs,
        int batchSize,
        boolean shuffle,
        boolean standardize,
        long seed,
        EarlyStopping earlyStopping,
        Engine engine,
        Precision precision,
        int threads) {

    /** The most rows in one step. */
    public static final int MAX_BATCH_SIZE = 1 << 20;

    /** The most threads. */
    public static final int MAX_THREADS = Machine.MAX_THREADS;

    /** The default of every option. */
    public static final TrainingOptions DEFAULTS = new TrainingOptions(
            Loss.MEAN_SQUARED_ERROR,
            Optimizer.adam(0.001),
            LearningRateSchedule.CONSTANT,
            GradientClipping.NONE,
            0,
            0,
            List.of(),
            100,
            32,
            true,
            false,
            0,
            EarlyStopping.NONE,
            Engine.AUTO,
            Precision.FLOAT32,
            Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS));

    /**
     * Creates the record.
     *
     * @throws IllegalArgumentException if a component is out of its range
     */
    public TrainingOptions {
        layerFactors = List.copyOf(layerFactors);
        checkAtLeastZero("l2", l2);
        checkAtLeastZero("weight decay", weightDecay);
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be 1 or more, got " + epochs);
        }
        if (batchSize < 1 || batchSize > MAX_BATCH_SIZE) {
            throw new IllegalArgumentException("batch size must be 1 to " + MAX_BATCH_SIZE + ", got " + batchSize);
        }
        Machine.checkThreads(threads);
    }

    /** {@return these options with another loss to minimise} Default: the mean squared error. */
    public TrainingOptions withLoss(Loss loss) {
        return with(draft -> draft.loss = loss);
    }

    /** {@return these options with another optimiser and learning rate} Default: Adam with learning rate 0.001. */
    public TrainingOptions withOptimizer(Optimizer optimizer) {
        return with(draft -> draft.optimizer = optimizer);
    }

    /** {@return these options with another schedule of the learning rate} Default: constant, 1 throughout. */
    public TrainingOptions withSchedule(LearningRateSchedule schedule) {
        return with(draft -> draft.schedule = schedule);
    }

    /** {@return these options with another limit on the gradient of a step} Default: none. */
    public TrainingOptions withClipping(GradientClipping clipping) {
        return with(draft -> draft.clipping = clipping);
    }

    /** {@return these options with another L2 penalty, 0 or more} Default: 0. */
    public TrainingOptions withL2(double l2) {
        return with(draft -> draft.l2 = l2);
    }

    /** {@return these options with another decoupled weight decay, 0 or more} Default: 0. */
    public TrainingOptions withWeightDecay(double weightDecay) {
        return with(draft -> draft.weightDecay = weightDecay);
    }

    /**
     * {@return these options with another list of factors, one for each dense layer or none} Default: none, all layers
     * learn alike.
     */
    public TrainingOptions withLayerFactors(List<LayerFactors> layerFactors) {
        return with(draft -> draft.layerFactors = layerFactors);
    }

    /** {@return these options with another number of passes over the training rows, 1 or more} Default: 100. */
    public TrainingOptions withEpochs(int epochs) {
        return with(draft -> draft.epochs = epochs);
    }

    /** {@return these options with another number of rows of one step, 1 to {@value #MAX_BATCH_SIZE}} Default: 32. */
    public TrainingOptions withBatchSize(int batchSize) {
        return with(draft -> draft.batchSize = batchSize);
    }

    /**
     * {@return these options with another choice whether the rows get a new random order before every epoch} Default:
     * true.
     */
    public TrainingOptions withShuffle(boolean shuffle) {
        return with(draft -> draft.shuffle = shuffle);
    }

    /** {@return these options with another choice whether training works on standardized numbers} Default: false. */
    public TrainingOptions withStandardize(boolean standardize) {
        return with(draft -> draft.standardize = standardize);
    }

    /** {@return these options with another seed of initial parameters, row order and dropout} Default: 0. */
    public TrainingOptions withSeed(long seed) {
        return with(draft -> draft.seed = seed);
    }

    /**
     * {@return these options with another rule when to stop before the last epoch} Default: none, all epochs are
     * trained.
     */
    public TrainingOptions withEarlyStopping(EarlyStopping earlyStopping) {
        return with(draft -> draft.earlyStopping = earlyStopping);
    }

    /** {@return these options with another engine, which computes} Default: auto. */
    public TrainingOptions withEngine(Engine engine) {
        return with(draft -> draft.engine = engine);
    }

    /** {@return these options with another format in which the native engine computes} Default: float32. */
    public TrainingOptions withPrecision(Precision precision) {
        return with(draft -> draft.precision = precision);
    }

    /**
     * {@return these options with another limit on the threads, 1 to {@value #MAX_THREADS}} Default: the number of
     * processors.
     */
    public TrainingOptions withThreads(int threads) {
        return with(draft -> draft.threads = threads);
    }

    private TrainingOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Options while one of them is exchanged. */
    private static final class Draft {
        private Loss loss;
        private Optimizer optimizer;
        private LearningRateSchedule schedule;
        private GradientClipping clipping;
        private double l2;
        private double weightDecay;
        private List<LayerFactors> layerFactors;
        private int epochs;
        private int batchSize;
        private boolean shuffle;
        private boolean standardize;
        private long seed;
        private EarlyStopping earlyStopping;
        private Engine engine;
        private Precision precision;
        private int threads;

        Draft(TrainingOptions from) {
            loss = from.loss;
            optimizer = from.optimizer;
            schedule = from.schedule;
            clipping = from.clipping;
            l2 = from.l2;
            weightDecay = from.weightDecay;
            layerFactors = from.layerFactors;
            epochs = from.epochs;
            batchSize = from.batchSize;
            shuffle = from.shuffle;
            standardize = from.standardize;
            seed = from.seed;
            earlyStopping = from.earlyStopping;
            engine = from.engine;
            precision = from.precision;
            threads = from.threads;
        }

        TrainingOptions options() {
            return new TrainingOptions(
                    loss,
                    optimizer,
                    schedule,
                    clipping,
                    l2,
                    weightDecay,
                    layerFactors,
                    epochs,
                    batchSize,
                    shuffle,
                    standardize,
                    seed,
                    earlyStopping,
                    engine,
                    precision,
                    threads);
        }
    }

    private static void checkAtLeastZero(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be 0 or more and finite, got " + value);
        }
    }
}
