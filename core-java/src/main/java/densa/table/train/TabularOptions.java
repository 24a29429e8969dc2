package densa.table.train;

import densa.data.Precision;
import densa.engine.Engine;
import densa.network.Activation;
import densa.network.Layer;
import densa.network.Loss;
import densa.optimize.LayerFactors;
import densa.optimize.LearningRateSchedule;
import densa.optimize.Optimizer;
import densa.store.json.Fields;
import densa.table.encode.EncodingRules;
import densa.table.encode.Task;
import densa.table.model.Model;
import densa.train.TrainingOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Every option of learning from a table; {@link #DEFAULTS} and the methods named {@code ForRows} and {@code ForTable} are
 * the one place where their defaults stand.
 *
 * @param task what is predicted
 * @param effort how long and how often it is trained
 * @param hidden units of the hidden layers, input side first, empty for a linear model; without it, by the number of rows
 *     and of what is predicted
 * @param activation of the hidden layers
 * @param dropout rate after every hidden layer, 0 to below 1; without it and a weight decay, chosen on the validation rows
 *     together with that, and with dropout of whole columns
 * @param bins the most bins of a numeric column, 0 to 1024, 0 for none; without it, chosen on the validation rows
 * @param loss what is minimised; without it, binary cross-entropy for two classes, softmax cross-entropy for more, mean
 *     squared error for a number
 * @param classWeights how much each class counts in training
 * @param optimizer how parameters move
 * @param schedule factor on the learning rate as training goes on
 * @param weightDecay decoupled weight decay, 0 or more; without it, as the dropout
 * @param epochs passes over the training rows; without it, by the number of rows
 * @param batchSize rows of one step; without it, by the number of rows
 * @param validation which rows judge what was learned from the others; unused if validation rows are given; the number of
 *     folds may be left to the number of rows
 * @param patience epochs without improvement after which a member's training stops; without it, two fifths of all
 * @param timeLimit after which no training goes on, with the best that was found until then; what it finds then depends
 *     on the machine
 * @param seed of the folds, initial parameters, row order and dropout
 * @param engine what computes
 * @param precision in which the native engine computes
 * @param threads the most threads to use; the result does not depend on it
 */
public record TabularOptions(
        Task task,
        Effort effort,
        Optional<List<Integer>> hidden,
        Activation activation,
        OptionalDouble dropout,
        OptionalInt bins,
        Optional<Loss> loss,
        ClassWeights classWeights,
        Optimizer optimizer,
        LearningRateSchedule schedule,
        OptionalDouble weightDecay,
        OptionalInt epochs,
        OptionalInt batchSize,
        Validation validation,
        OptionalInt patience,
        Optional<Duration> timeLimit,
        long seed,
        Engine engine,
        Precision precision,
        int threads) {

    /**
     * The default of every option: the recipe whose measurements stand in {@code docs/tables.md}. Wide layers of
     * SiLU, AdamW with a short memory of squares, a cosine, little decay and little dropout.
     */
    public static final TabularOptions DEFAULTS = new TabularOptions(
            Task.AUTO,
            Effort.STANDARD,
            Optional.empty(),
            Activation.SILU,
            OptionalDouble.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            ClassWeights.NONE,
            new Optimizer.Adam(0.003, 0.9, 0.95, 1e-8),
            LearningRateSchedule.COSINE,
            OptionalDouble.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Validation.folds(),
            OptionalInt.empty(),
            Optional.empty(),
            0,
            TrainingOptions.DEFAULTS.engine(),
            TrainingOptions.DEFAULTS.precision(),
            TrainingOptions.DEFAULTS.threads());

    private static final List<Integer> THREE_LAYERS = List.of(128, 128, 128);
    private static final List<Integer> TWO_LAYERS = List.of(128, 128);
    private static final int FEW_OUTPUTS = 2;
    private static final int SMALLEST_BATCH = 16;
    private static final int LARGE_BATCH = 256;
    private static final int ROWS_OF_LARGER_BATCH = 10_000;
    private static final int BATCHES = 8;
    /** Below this many rows a network learns them by heart unless it is held back, and judging rows are few. */
    private static final int TINY_TABLE = 500;

    private static final int SMALL_TABLE = 8000;
    /** Columns of numbers that may have the most bins; more of them share as many bins. */
    private static final int COLUMNS_OF_MOST_BINS = 16;

    private static final int FEWEST_BINS = 8;
    private static final int MOST_NETWORKS = 30;
    private static final int FOLDS = 10;
    private static final int FOLDS_OF_FEW_ROWS = 20;
    private static final int FOLDS_OF_LARGE_TABLE = 8;
    private static final int QUICK_FOLDS = 5;
    private static final int FEW_ROWS = 1500;
    private static final LayerFactors CALM_FIRST_LAYER = new LayerFactors(0.3, 30);
    private static final int MOST_EPOCHS = 256;

    /**
     * Options as given.
     *
     * @throws IllegalArgumentException if one is out of range; the message says which, and what is allowed
     */
    public TabularOptions {
        hidden = hidden.map(List::copyOf);
        for (int units : hidden.orElse(List.of())) {
            if (units < 1 || units > Layer.Dense.MAX_UNITS) {
                throw new IllegalArgumentException(
                        "units of a hidden layer must be 1 to " + Layer.Dense.MAX_UNITS + ", got " + units);
            }
        }
        if (dropout.isPresent() && !(dropout.getAsDouble() >= 0 && dropout.getAsDouble() < 1)) {
            throw new IllegalArgumentException(
                    "dropout rate must be at least 0 and below 1, got " + dropout.getAsDouble());
        }
        if (weightDecay.isPresent()
                && !(weightDecay.getAsDouble() >= 0 && weightDecay.getAsDouble() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "weight decay must be 0 or more and finite, got " + weightDecay.getAsDouble());
        }
        if (epochs.isPresent() && epochs.getAsInt() < 1) {
            throw new IllegalArgumentException("epochs must be 1 or more, got " + epochs.getAsInt());
        }
        if (batchSize.isPresent()
                && (batchSize.getAsInt() < 1 || batchSize.getAsInt() > TrainingOptions.MAX_BATCH_SIZE)) {
            throw new IllegalArgumentException(
                    "batch size must be 1 to " + TrainingOptions.MAX_BATCH_SIZE + ", got " + batchSize.getAsInt());
        }
        if (bins.isPresent() && (bins.getAsInt() < 0 || bins.getAsInt() > EncodingRules.MAX_BINS)) {
            throw new IllegalArgumentException(
                    "bins must be 0 to " + EncodingRules.MAX_BINS + ", got " + bins.getAsInt());
        }
        if (patience.isPresent() && patience.getAsInt() < 1) {
            throw new IllegalArgumentException("patience must be 1 epoch or more, got " + patience.getAsInt());
        }
        if (timeLimit.isPresent() && !(timeLimit.get().compareTo(Duration.ZERO) > 0)) {
            throw new IllegalArgumentException(
                    "time limit must be above 0 seconds, got " + timeLimit.get().toMillis() * 1e-3);
        }
        if (threads < 1 || threads > TrainingOptions.MAX_THREADS) {
            throw new IllegalArgumentException(
                    "threads must be 1 to " + TrainingOptions.MAX_THREADS + ", got " + threads);
        }
    }

    /**
     * Rows of one step for {@code rows} training rows: {@link #batchSize()}, or the power of two at or below an eighth of
     * the rows, 16 to 256, or 512 from 10,000 rows on.
     */
    public int batchSizeForRows(int rows) {
        int power = Integer.highestOneBit(Math.max(1, rows / BATCHES));
        int most = rows < ROWS_OF_LARGER_BATCH ? LARGE_BATCH : 2 * LARGE_BATCH;
        return batchSize.orElse(Math.max(SMALLEST_BATCH, Math.min(most, power)));
    }

    /**
     * Units of the hidden layers for {@code rows} rows: {@link #hidden()}, or three layers of 128; two in tables of more
     * than 1,500 rows where a network has one output or two, as a third gains nothing there, and takes as much time as
     * the second.
     *
     * @param outputs of the network
     */
    public List<Integer> hiddenForRows(int rows, int outputs) {
        return hidden.orElse(rows > FEW_ROWS && outputs <= FEW_OUTPUTS ? TWO_LAYERS : THREE_LAYERS);
    }

    private boolean isLinear() {
        return hidden.stream().anyMatch(List::isEmpty);
    }

    /**
     * What multiplies the learning rate and the weight decay of the first layer for {@code rows} rows. It has a weight for
     * each bin, and in large tables, whose trainings are long, it is the part that learns rows by heart. None for the
     * effort quick, whose trainings are short, where {@link #weightDecay()} is given, or without hidden layers.
     */
    LayerFactors firstLayerForRows(int rows) {
        boolean calm = rows > SMALL_TABLE && effort != Effort.QUICK && weightDecay.isEmpty() && !isLinear();
        return calm ? CALM_FIRST_LAYER : LayerFactors.ONE;
    }

    /**
     * What is compared for {@code rows} rows, the usual first: {@link #dropout()} and {@link #weightDecay()} if one of them
     * is given; else several, more in small tables unless the {@link #effort()} is quick; if it does not compare, little.
     */
    List<Regularization> regularizationsForRows(int rows) {
        if (dropout.isPresent() || weightDecay.isPresent()) {
            Regularization usual = isTiny(rows) ? Regularization.MUCH : Regularization.LITTLE;
            return List.of(
                    new Regularization(dropout.orElse(usual.dropout()), 0, weightDecay.orElse(usual.weightDecay())));
        }
        if (isLinear() || rows > effort.mostRowsToCompare()) {
            return List.of(Regularization.LITTLE);
        }
        boolean all = isTiny(rows) || rows <= SMALL_TABLE && effort != Effort.QUICK;
        return all ? Regularization.ALL : Regularization.FEW;
    }

    /**
     * The most bins of a number that are compared for {@code rows} rows, the most first: {@link #bins()}, or 64, in
     * large tables 128, or fewer if {@code columns} are more than 16; and none, if the {@link #effort()} compares.
     *
     * @param columns numeric columns of the table
     */
    public List<Integer> binsForTable(int rows, int columns) {
        if (bins.isPresent()) {
            return List.of(bins.getAsInt());
        }
        int most = rows <= SMALL_TABLE ? EncodingRules.BINS : EncodingRules.BINS_OF_LARGE_TABLE;
        int each = Math.min(most, Math.max(FEWEST_BINS, most * COLUMNS_OF_MOST_BINS / Math.max(1, columns)));
        return rows <= effort.mostRowsToCompare() ? List.of(each, 0) : List.of(each);
    }

    /**
     * As many members of a candidate as decide, for {@code rows} rows, whether its others are trained: so many of
     * {@code members} that enough rows judge, and at least as many as the {@link #effort()} asks for.
     */
    int membersToCompare(int rows, int members) {
        long enough = ((long) effort.rowsToCompare() * members - 1) / rows + 1;
        return (int) Math.min(members, Math.max(effort.fewestMembersToCompare(), enough));
    }

    /**
     * As many members of {@link #membersToCompare} as show that a candidate is hopeless; all in tiny tables, where so few
     * rows show nothing.
     */
    int membersToScout(int rows, int members) {
        int compared = membersToCompare(rows, members);
        return isTiny(rows) ? compared : Math.min(compared, Math.max(2, (2 * compared + 4) / 5));
    }

    /**
     * The most candidates whose members, so many each, are a model together: what makes 30 networks, two in large tables.
     * More gain a percent, and make the model large and slow.
     */
    int mostTogether(int rows, int members) {
        return rows <= SMALL_TABLE ? Math.max(2, MOST_NETWORKS / members) : 2;
    }

    /**
     * Folds for {@code rows} rows where their number is not given: 10; 20 for 500 to 1,500 rows, of which networks have
     * none to spare and are trained soon; 8 for more than 8,000, where more gain nothing. The effort quick has 5 from 500
     * rows on.
     */
    public int foldsForRows(int rows) {
        if (isTiny(rows)) {
            return FOLDS;
        } else if (effort == Effort.QUICK) {
            return QUICK_FOLDS;
        } else if (rows <= FEW_ROWS) {
            return FOLDS_OF_FEW_ROWS;
        }
        return rows <= SMALL_TABLE ? FOLDS : FOLDS_OF_LARGE_TABLE;
    }

    /** Whether rows are so few that all candidates are compared, and the one that is held back most is always kept. */
    boolean isTiny(int rows) {
        return rows < TINY_TABLE;
    }

    /**
     * Epochs for {@code rows} training rows: {@link #epochs()}, or what makes the steps of the {@link #effort()}, 24
     * (quick: 20) to 256.
     */
    public int epochsForRows(int rows) {
        int stepsPerEpoch = Math.max(1, (rows - 1) / batchSizeForRows(rows) + 1);
        int wanted = (stepsForRows(rows) - 1) / stepsPerEpoch + 1;
        return epochs.orElse(Math.max(effort.fewestEpochs(), Math.min(MOST_EPOCHS, wanted)));
    }

    /** Those of the effort; quick makes fewer where many networks are trained, and where steps take long. */
    private int stepsForRows(int rows) {
        boolean fewer = effort == Effort.QUICK && (isTiny(rows) || rows > SMALL_TABLE);
        return fewer ? effort.steps() * 2 / 5 : effort.steps();
    }

    /**
     * Epochs without improvement, for {@code rows} training rows, after which a member's training stops: {@link #patience()},
     * or two fifths of all. Before that, the falling learning rate may still bring a better epoch.
     */
    public int patienceForRows(int rows) {
        return patience.orElse((2 * epochsForRows(rows) + 4) / 5);
    }

    /**
     * Returns the options that a model was trained with.
     *
     * @throws densa.store.ModelFormatException if its file holds others than this version knows
     */
    public static TabularOptions of(Model model) {
        return OptionsJson.options(Fields.parse("the model", "table.options", model.trainingOptions()));
    }

    /** The same options with another {@link #task()}. */
    public TabularOptions withTask(Task task) {
        return with(draft -> draft.task = task);
    }

    /** The same options with another {@link #effort()}. */
    public TabularOptions withEffort(Effort effort) {
        return with(draft -> draft.effort = effort);
    }

    /** The same options with another {@link #hidden()}. */
    public TabularOptions withHidden(List<Integer> hidden) {
        return with(draft -> draft.hidden = Optional.of(hidden));
    }

    /** The same options with another {@link #activation()}. */
    public TabularOptions withActivation(Activation activation) {
        return with(draft -> draft.activation = activation);
    }

    /** The same options with another {@link #dropout()}. */
    public TabularOptions withDropout(double dropout) {
        return with(draft -> draft.dropout = OptionalDouble.of(dropout));
    }

    /** The same options with another {@link #bins()}. */
    public TabularOptions withBins(int bins) {
        return with(draft -> draft.bins = OptionalInt.of(bins));
    }

    /** The same options with another {@link #loss()}. */
    public TabularOptions withLoss(Loss loss) {
        return with(draft -> draft.loss = Optional.of(loss));
    }

    /** The same options with another {@link #classWeights()}. */
    public TabularOptions withClassWeights(ClassWeights classWeights) {
        return with(draft -> draft.classWeights = classWeights);
    }

    /** The same options with another {@link #optimizer()}. */
    public TabularOptions withOptimizer(Optimizer optimizer) {
        return with(draft -> draft.optimizer = optimizer);
    }

    /** The same options with another {@link #schedule()}. */
    public TabularOptions withSchedule(LearningRateSchedule schedule) {
        return with(draft -> draft.schedule = schedule);
    }

    /** The same options with another {@link #weightDecay()}. */
    public TabularOptions withWeightDecay(double weightDecay) {
        return with(draft -> draft.weightDecay = OptionalDouble.of(weightDecay));
    }

    /** The same options with another {@link #epochs()}. */
    public TabularOptions withEpochs(int epochs) {
        return with(draft -> draft.epochs = OptionalInt.of(epochs));
    }

    /** The same options with another {@link #batchSize()}. */
    public TabularOptions withBatchSize(int batchSize) {
        return with(draft -> draft.batchSize = OptionalInt.of(batchSize));
    }

    /** The same options with another {@link #validation()}. */
    public TabularOptions withValidation(Validation validation) {
        return with(draft -> draft.validation = validation);
    }

    /** The same options with another {@link #patience()}. */
    public TabularOptions withPatience(int patience) {
        return with(draft -> draft.patience = OptionalInt.of(patience));
    }

    /** The same options with another {@link #timeLimit()}. */
    public TabularOptions withTimeLimit(Duration timeLimit) {
        return with(draft -> draft.timeLimit = Optional.of(timeLimit));
    }

    /** The same options with another {@link #seed()}. */
    public TabularOptions withSeed(long seed) {
        return with(draft -> draft.seed = seed);
    }

    /** The same options with another {@link #engine()}. */
    public TabularOptions withEngine(Engine engine) {
        return with(draft -> draft.engine = engine);
    }

    /** The same options with another {@link #precision()}. */
    public TabularOptions withPrecision(Precision precision) {
        return with(draft -> draft.precision = precision);
    }

    /** The same options with another {@link #threads()}. */
    public TabularOptions withThreads(int threads) {
        return with(draft -> draft.threads = threads);
    }

    private TabularOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Options while one of them is exchanged. */
    private static final class Draft {
        private Task task;
        private Effort effort;
        private Optional<List<Integer>> hidden;
        private Activation activation;
        private OptionalDouble dropout;
        private OptionalInt bins;
        private Optional<Loss> loss;
        private ClassWeights classWeights;
        private Optimizer optimizer;
        private LearningRateSchedule schedule;
        private OptionalDouble weightDecay;
        private OptionalInt epochs;
        private OptionalInt batchSize;
        private Validation validation;
        private OptionalInt patience;
        private Optional<Duration> timeLimit;
        private long seed;
        private Engine engine;
        private Precision precision;
        private int threads;

        Draft(TabularOptions from) {
            task = from.task;
            effort = from.effort;
            hidden = from.hidden;
            activation = from.activation;
            dropout = from.dropout;
            bins = from.bins;
            loss = from.loss;
            classWeights = from.classWeights;
            optimizer = from.optimizer;
            schedule = from.schedule;
            weightDecay = from.weightDecay;
            epochs = from.epochs;
            batchSize = from.batchSize;
            validation = from.validation;
            patience = from.patience;
            timeLimit = from.timeLimit;
            seed = from.seed;
            engine = from.engine;
            precision = from.precision;
            threads = from.threads;
        }

        TabularOptions options() {
            return new TabularOptions(
                    task,
                    effort,
                    hidden,
                    activation,
                    dropout,
                    bins,
                    loss,
                    classWeights,
                    optimizer,
                    schedule,
                    weightDecay,
                    epochs,
                    batchSize,
                    validation,
                    patience,
                    timeLimit,
                    seed,
                    engine,
                    precision,
                    threads);
        }
    }
}
