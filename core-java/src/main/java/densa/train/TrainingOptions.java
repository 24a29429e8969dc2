package densa.train;

import densa.data.Precision;
import densa.engine.Engine;
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
 * @param loss what is minimised
 * @param optimizer how parameters move
 * @param schedule factor on the learning rate as training goes on
 * @param clipping limit on the gradient
 * @param l2 adds l2 w to the gradient of every parameter w; 0 or more
 * @param weightDecay decoupled weight decay: multiplies every parameter by 1 - rate weightDecay before each step; with
 *     Adam this is AdamW (Loshchilov and Hutter 2019); 0 or more
 * @param layerFactors for each dense layer in turn what multiplies its learning rate and weight decay; empty: nothing does
 * @param epochs passes over the rows, 1 or more
 * @param batchSize rows of one step, 1 or more; the last batch of an epoch may be smaller
 * @param shuffle whether the rows are put in a new random order before every epoch
 * @param seed of initial parameters, row order and dropout
 * @param earlyStopping when to stop before the last epoch
 * @param engine what computes
 * @param precision in which the native engine computes; the Java engine always takes float64
 * @param threads the most threads to use, 1 or more; the result does not depend on it
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
        long seed,
        EarlyStopping earlyStopping,
        Engine engine,
        Precision precision,
        int threads) {

    /** The most rows in one step. */
    public static final int MAX_BATCH_SIZE = 1 << 20;

    /** The most threads. */
    public static final int MAX_THREADS = 256;

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
            0,
            EarlyStopping.NONE,
            Engine.AUTO,
            Precision.FLOAT32,
            Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS));

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
        checkThreads(threads);
    }

    static int checkThreads(int threads) {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException("threads must be 1 to " + MAX_THREADS + ", got " + threads);
        }
        return threads;
    }

    /** The same options with another {@link #loss()}. */
    public TrainingOptions withLoss(Loss loss) {
        return with(draft -> draft.loss = loss);
    }

    /** The same options with another {@link #optimizer()}. */
    public TrainingOptions withOptimizer(Optimizer optimizer) {
        return with(draft -> draft.optimizer = optimizer);
    }

    /** The same options with another {@link #schedule()}. */
    public TrainingOptions withSchedule(LearningRateSchedule schedule) {
        return with(draft -> draft.schedule = schedule);
    }

    /** The same options with another {@link #clipping()}. */
    public TrainingOptions withClipping(GradientClipping clipping) {
        return with(draft -> draft.clipping = clipping);
    }

    /** The same options with another {@link #l2()}. */
    public TrainingOptions withL2(double l2) {
        return with(draft -> draft.l2 = l2);
    }

    /** The same options with another {@link #weightDecay()}. */
    public TrainingOptions withWeightDecay(double weightDecay) {
        return with(draft -> draft.weightDecay = weightDecay);
    }

    /** The same options with other {@link #layerFactors()}. */
    public TrainingOptions withLayerFactors(List<LayerFactors> layerFactors) {
        return with(draft -> draft.layerFactors = layerFactors);
    }

    /** The same options with another {@link #epochs()}. */
    public TrainingOptions withEpochs(int epochs) {
        return with(draft -> draft.epochs = epochs);
    }

    /** The same options with another {@link #batchSize()}. */
    public TrainingOptions withBatchSize(int batchSize) {
        return with(draft -> draft.batchSize = batchSize);
    }

    /** The same options with another {@link #shuffle()}. */
    public TrainingOptions withShuffle(boolean shuffle) {
        return with(draft -> draft.shuffle = shuffle);
    }

    /** The same options with another {@link #seed()}. */
    public TrainingOptions withSeed(long seed) {
        return with(draft -> draft.seed = seed);
    }

    /** The same options with another {@link #earlyStopping()}. */
    public TrainingOptions withEarlyStopping(EarlyStopping earlyStopping) {
        return with(draft -> draft.earlyStopping = earlyStopping);
    }

    /** The same options with another {@link #engine()}. */
    public TrainingOptions withEngine(Engine engine) {
        return with(draft -> draft.engine = engine);
    }

    /** The same options with another {@link #precision()}. */
    public TrainingOptions withPrecision(Precision precision) {
        return with(draft -> draft.precision = precision);
    }

    /** The same options with another {@link #threads()}. */
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
