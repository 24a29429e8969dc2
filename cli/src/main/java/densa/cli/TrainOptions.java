package densa.cli;

import densa.data.Precision;
import densa.engine.Engine;
import densa.internal.Quote;
import densa.network.Activation;
import densa.network.Loss;
import densa.optimize.LearningRateSchedule;
import densa.optimize.Optimizer;
import densa.table.encode.Task;
import densa.table.train.ClassWeights;
import densa.table.train.Effort;
import densa.table.train.TabularOptions;
import densa.table.train.TabularTrainer;
import densa.table.train.Validation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of {@code train}, in the groups in which its help shows them. What is not typed stays the default. */
final class TrainOptions {

    /** Share of the rows that judges where time decides which ones do. */
    private static final double LATEST_SHARE = 0.2;

    private static final int GROUP_FOLDS = 10;

    @ArgGroup(validate = false, heading = "%nThe columns:%n")
    Columns columns = new Columns();

    @ArgGroup(validate = false, heading = "%nThe network:%n")
    Shape shape = new Shape();

    @ArgGroup(validate = false, heading = "%nThe training:%n")
    Learning learning = new Learning();

    @ArgGroup(validate = false, heading = "%nJudging it:%n")
    Judging judging = new Judging();

    @ArgGroup(validate = false, heading = "%nWhat computes:%n")
    Machine machine = new Machine();

    /** What the columns are for. */
    static final class Columns {

        @Option(
                names = {"-t", "--target"},
                paramLabel = "COLUMN",
                description = "The column to predict. It is never guessed: without it, the columns are listed. Several,"
                        + " such as a,b, are learned by one network: all numbers, or all yes/no.")
        Optional<ColumnNames> target = Optional.empty();

        @Option(
                names = "--task",
                paramLabel = "TASK",
                completionCandidates = Candidates.Tasks.class,
                description = "What to predict: classification (one of the target's values), regression (a number), or"
                        + " auto: text and few different whole numbers are classes. Default: ${bundle:default.task}.")
        Optional<Task> task = Optional.empty();

        @Option(
                names = "--id",
                paramLabel = "COLUMNS",
                description = "Columns that are passed through to the predictions and not learned from.")
        List<ColumnNames> ids = new ArrayList<>();

        @Option(names = "--ignore", paramLabel = "COLUMNS", description = "Columns that are not used at all.")
        List<ColumnNames> ignored = new ArrayList<>();

        @Option(
                names = "--categorical",
                paramLabel = "COLUMNS",
                description = "Columns whose values are names, even if they look like numbers, dates or free text.")
        List<ColumnNames> categorical = new ArrayList<>();

        @Option(names = "--numeric", paramLabel = "COLUMNS", description = "Columns whose values must be numbers.")
        List<ColumnNames> numeric = new ArrayList<>();

        @Option(
                names = "--weight",
                paramLabel = "COLUMN",
                description = "Column that says how much each row counts: 0 or more.")
        Optional<String> weight = Optional.empty();
    }

    /** What the network looks like. */
    static final class Shape {

        @Option(
                names = "--hidden",
                paramLabel = "UNITS",
                description = "Units of the hidden layers, input side first, such as 64,32; none for a linear model."
                        + " Default: ${bundle:default.hidden}.")
        Optional<HiddenLayers> hidden = Optional.empty();

        @Option(
                names = "--activation",
                paramLabel = "ACTIVATION",
                completionCandidates = Candidates.Activations.class,
                description = "Of the hidden layers: ${COMPLETION-CANDIDATES}. Default: ${bundle:default.activation}.")
        Optional<Activation> activation = Optional.empty();

        @Option(
                names = "--dropout",
                paramLabel = "RATE",
                description =
                        "Share of hidden units that each step leaves out, 0 to below 1. Default: what the judging rows"
                                + " say.")
        Optional<Double> dropout = Optional.empty();

        @Option(
                names = "--bins",
                paramLabel = "N",
                description = "The most bins in which a number is encoded, 0 for none. Default: by the number of rows,"
                        + " and in small tables by what the judging rows say.")
        Optional<Integer> bins = Optional.empty();
    }

    /** How it learns. */
    static final class Learning {

        @Option(
                names = "--effort",
                paramLabel = "EFFORT",
                completionCandidates = Candidates.Efforts.class,
                description = "How long and how often it is trained: ${COMPLETION-CANDIDATES}. Default:"
                        + " ${bundle:default.effort}.")
        Optional<Effort> effort = Optional.empty();

        @Option(
                names = "--time-limit",
                paramLabel = "SECONDS",
                description = "Training stops after so many seconds, with the best that was found until then.")
        Optional<Double> timeLimit = Optional.empty();

        @Option(
                names = "--epochs",
                paramLabel = "N",
                description = "Passes over the rows; the best one is kept. Default: ${bundle:default.epochs}.")
        Optional<Integer> epochs = Optional.empty();

        @Option(
                names = "--batch-size",
                paramLabel = "ROWS",
                description = "Rows of one step. Default: ${bundle:default.batchSize}.")
        Optional<Integer> batchSize = Optional.empty();

        @Option(
                names = "--optimizer",
                paramLabel = "OPTIMIZER",
                completionCandidates = Candidates.Optimizers.class,
                description = "One of ${COMPLETION-CANDIDATES}. Default: ${bundle:default.optimizer}.")
        Optional<OptimizerChoice> optimizer = Optional.empty();

        @Option(
                names = "--learning-rate",
                paramLabel = "RATE",
                description =
                        "Length of a step. Default: ${bundle:default.learningRate}; another optimizer has its own.")
        Optional<Double> learningRate = Optional.empty();

        @Option(
                names = "--schedule",
                paramLabel = "SCHEDULE",
                completionCandidates = Candidates.Schedules.class,
                description =
                        "How the learning rate changes: ${COMPLETION-CANDIDATES}. Default: ${bundle:default.schedule}.")
        Optional<LearningRateSchedule> schedule = Optional.empty();

        @Option(
                names = "--weight-decay",
                paramLabel = "DECAY",
                description =
                        "Pulls the weights towards 0 at every step, 0 or more. Default: 0.02, in small tables what the"
                                + " judging rows say.")
        Optional<Double> weightDecay = Optional.empty();

        @Option(
                names = "--loss",
                paramLabel = "LOSS",
                completionCandidates = Candidates.Losses.class,
                description = "What is minimised. For a number: mean_squared_error, mean_absolute_error, huber, poisson"
                        + " (counts), gamma (amounts above 0), tweedie (amounts, some 0) or quantile; for classes:"
                        + " binary_cross_entropy (two), softmax_cross_entropy. Default: the first that fits.")
        Optional<Loss> loss = Optional.empty();

        @Option(
                names = "--quantiles",
                paramLabel = "LEVELS",
                description =
                        "Predicts quantiles of a number, such as 0.05,0.5,0.95: the value that a share of LEVEL of"
                                + " the rows stays below. The one nearest to 0.5 is the prediction.")
        Optional<QuantileLevels> quantiles = Optional.empty();

        @Option(
                names = "--class-weight",
                paramLabel = "WEIGHTS",
                description = "How much each class counts: none, balanced (rare classes more), or LABEL=WEIGHT,..."
                        + " Default: ${bundle:default.classWeight}.")
        Optional<ClassWeights> classWeights = Optional.empty();

        @Option(
                names = "--seed",
                paramLabel = "N",
                description =
                        "Of everything random; the same seed gives the same model. Default: ${bundle:default.seed}.")
        Optional<Long> seed = Optional.empty();

        /** What is minimised; the levels of quantiles choose it as well. */
        Optional<Loss> loss() {
            loss.filter(typed -> quantiles.isPresent() && !(typed instanceof Loss.Quantile))
                    .ifPresent(typed -> {
                        throw new UsageException("--quantiles and --loss " + typed.id() + " exclude each other");
                    });
            return quantiles.<Loss>map(QuantileLevels::loss).or(() -> loss);
        }
    }

    /** How the epochs are judged. */
    static final class Judging {

        @Option(
                names = "--folds",
                paramLabel = "N",
                description = "The rows are dealt to N folds; each judges a network that learns from the others."
                        + " Default: ${bundle:default.folds}.")
        Optional<Integer> folds = Optional.empty();

        @Option(
                names = "--valid",
                paramLabel = "FILE",
                description = "Rows that judge, instead of folds; all rows of DATA are learned from.")
        Optional<String> valid = Optional.empty();

        @Option(
                names = "--valid-fraction",
                paramLabel = "SHARE",
                description = "Share of the rows of DATA that judges, instead of folds.")
        Optional<Double> validFraction = Optional.empty();

        @Option(
                names = "--group",
                paramLabel = "COLUMN",
                description =
                        "Rows with the same value of COLUMN stay together in a fold, such as all visits of a patient;"
                                + " COLUMN is no input.")
        Optional<String> group = Optional.empty();

        @Option(
                names = "--time",
                paramLabel = "COLUMN",
                description = "The rows with the latest values of COLUMN judge, instead of folds: a fifth of them, or"
                        + " --valid-fraction.")
        Optional<String> time = Optional.empty();

        @Option(
                names = "--patience",
                paramLabel = "EPOCHS",
                description =
                        "Epochs without improvement after which a network's training stops; the best epoch is kept"
                                + " anyway. Default: two fifths of all epochs.")
        Optional<Integer> patience = Optional.empty();

        /** What judges, without --valid. */
        Validation validation() {
            Set<String> given = new LinkedHashSet<>();
            time.ifPresent(column -> given.add("--time"));
            group.ifPresent(column -> given.add("--group"));
            valid.ifPresent(file -> given.add("--valid"));
            if (time.isEmpty()) {
                validFraction.ifPresent(share -> given.add("--valid-fraction"));
            }
            if (group.isEmpty()) {
                folds.ifPresent(count -> given.add("--folds"));
            }
            if (given.size() > 1) {
                throw new UsageException(
                        String.join(" and ", given) + " exclude each other: each says which rows judge");
            }
            if (time.isPresent()) {
                return Validation.latest(time.get(), validFraction.orElse(LATEST_SHARE));
            } else if (group.isPresent()) {
                return Validation.groups(group.get(), folds.orElse(GROUP_FOLDS));
            }
            return validFraction
                    .map(Validation::fraction)
                    .or(() -> folds.map(Validation::folds))
                    .orElse(Validation.folds());
        }
    }

    /** What it runs on. */
    static final class Machine {

        @Option(
                names = "--engine",
                paramLabel = "ENGINE",
                completionCandidates = Candidates.Engines.class,
                description = "native (C++), java (slower, runs everywhere), or auto: native if it can be loaded."
                        + " Default: ${bundle:default.engine}.")
        Optional<Engine> engine = Optional.empty();

        @Option(
                names = "--precision",
                paramLabel = "PRECISION",
                completionCandidates = Candidates.Precisions.class,
                description = "float32 or float64 (the Java engine always takes float64). Default:"
                        + " ${bundle:default.precision}.")
        Optional<Precision> precision = Optional.empty();

        @Option(
                names = "--threads",
                paramLabel = "N",
                description =
                        "The most threads; the result does not depend on it. Default: ${bundle:default.threads}, this"
                                + " machine's processors.")
        Optional<Integer> threads = Optional.empty();
    }

    /**
     * The library's options with what was typed.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    TabularOptions tabular() {
        TabularOptions options = TabularOptions.DEFAULTS;
        options = with(options, columns.task, TabularOptions::withTask);
        options = with(options, shape.hidden.map(HiddenLayers::units), TabularOptions::withHidden);
        options = with(options, shape.activation, TabularOptions::withActivation);
        options = with(options, shape.dropout, TabularOptions::withDropout);
        options = with(options, learning.epochs, TabularOptions::withEpochs);
        options = with(options, learning.batchSize, TabularOptions::withBatchSize);
        options = with(options, learning.optimizer.map(OptimizerChoice::optimizer), TabularOptions::withOptimizer);
        Optimizer optimizer = options.optimizer();
        options = with(options, learning.learningRate.map(optimizer::withLearningRate), TabularOptions::withOptimizer);
        options = with(options, learning.schedule, TabularOptions::withSchedule);
        options = with(options, learning.weightDecay, TabularOptions::withWeightDecay);
        options = with(options, learning.loss(), TabularOptions::withLoss);
        options = with(options, learning.classWeights, TabularOptions::withClassWeights);
        options = with(options, learning.seed, TabularOptions::withSeed);
        options = with(options, shape.bins, TabularOptions::withBins);
        options = with(options, learning.effort, TabularOptions::withEffort);
        options = with(
                options,
                learning.timeLimit.map(seconds -> Duration.ofNanos(Math.round(1e9 * seconds))),
                TabularOptions::withTimeLimit);
        options = options.withValidation(judging.validation());
        options = with(options, judging.patience, TabularOptions::withPatience);
        options = with(options, machine.engine, TabularOptions::withEngine);
        options = with(options, machine.precision, TabularOptions::withPrecision);
        return with(options, machine.threads, TabularOptions::withThreads);
    }

    private static <T> TabularOptions with(
            TabularOptions options, Optional<T> typed, BiFunction<TabularOptions, T, TabularOptions> setter) {
        return typed.map(value -> setter.apply(options, value)).orElse(options);
    }

    /**
     * A trainer with these options.
     *
     * @throws IllegalArgumentException if a value is out of range, or a column has two roles
     */
    TabularTrainer trainer(ColumnNames targets) {
        judging.group.filter(targets.names()::contains).ifPresent(column -> {
            throw new UsageException("column " + Quote.quote(column) + " cannot be both the target and the group");
        });
        TabularTrainer trainer = TabularTrainer.forTargets(targets.names().toArray(String[]::new))
                .options(tabular())
                .ids(ColumnNames.join(columns.ids))
                .ignore(ColumnNames.join(columns.ignored))
                .categorical(ColumnNames.join(columns.categorical))
                .numeric(ColumnNames.join(columns.numeric));
        return columns.weight.map(trainer::weight).orElse(trainer);
    }
}
