package densa.cli;

import static densa.internal.Quote.quote;

import densa.data.Precision;
import densa.engine.Engine;
import densa.network.Activation;
import densa.network.Loss;
import densa.optimize.LearningRateSchedule;
import densa.optimize.Optimizer;
import densa.table.encode.Task;
import densa.table.train.ClassWeights;
import densa.table.train.Effort;
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

    @ArgGroup(validate = false, heading = "%nColumns:%n")
    Columns columns = new Columns();

    @ArgGroup(validate = false, heading = "%nNetwork:%n")
    Network network = new Network();

    @ArgGroup(validate = false, heading = "%nTraining:%n")
    Training training = new Training();

    @ArgGroup(validate = false, heading = "%nValidation:%n")
    ValidationRows validation = new ValidationRows();

    @ArgGroup(validate = false, heading = "%nMachine:%n")
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
                description = "Columns to copy to the predictions and not learn from.")
        List<ColumnNames> ids = new ArrayList<>();

        @Option(names = "--ignore", paramLabel = "COLUMNS", description = "Columns not to use at all.")
        List<ColumnNames> ignored = new ArrayList<>();

        @Option(
                names = "--categorical",
                paramLabel = "COLUMNS",
                description = "Columns of categories, even if their values look like numbers, dates or free text.")
        List<ColumnNames> categorical = new ArrayList<>();

        @Option(
                names = "--numeric",
                paramLabel = "COLUMNS",
                description = "Columns of numbers, even if they look like codes; a few other values are missing.")
        List<ColumnNames> numeric = new ArrayList<>();

        @Option(
                names = "--missing",
                paramLabel = "TEXTS",
                description = "Texts that mean missing, such as -,-999, or those of a single column: COLUMN=TEXTS."
                        + " Empty cells, NA, N/A, NaN and ? are missing in any case.")
        List<MissingTexts> missing = new ArrayList<>();

        @Option(
                names = "--decimal-comma",
                description = "The comma of 1,234 is a decimal mark. Without it, that is decided by the other numbers.")
        boolean decimalComma;

        @Option(names = TextFiles.NO_HEADER, description = TextFiles.NO_HEADER_HELP)
        boolean noHeader;

        @Option(
                names = "--weight",
                paramLabel = "COLUMN",
                description = "Column with the weight of each row, 0 or more.")
        Optional<String> weight = Optional.empty();
    }

    /** What the network looks like. */
    static final class Network {

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
                description = "Activation of the hidden layers: ${COMPLETION-CANDIDATES}. Default:"
                        + " ${bundle:default.activation}.")
        Optional<Activation> activation = Optional.empty();

        @Option(
                names = "--dropout",
                paramLabel = "RATE",
                description = "Share of hidden units to drop at each step, from 0 to below 1. Default: chosen by"
                        + " validation.")
        Optional<Double> dropout = Optional.empty();

        @Option(
                names = "--bins",
                paramLabel = "N",
                description = "Maximum number of bins for a numeric column; 0 for none. Default: by the number of rows,"
                        + " and in small tables chosen by validation.")
        Optional<Integer> bins = Optional.empty();
    }

    /** How it learns. */
    static final class Training {

        @Option(
                names = "--effort",
                paramLabel = "EFFORT",
                completionCandidates = Candidates.Efforts.class,
                description = "How many networks to train, and for how long: ${COMPLETION-CANDIDATES}. Default:"
                        + " ${bundle:default.effort}.")
        Optional<Effort> effort = Optional.empty();

        @Option(
                names = "--time-limit",
                paramLabel = "SECONDS",
                description = "Stops training after this many seconds and keeps the best model so far.")
        Optional<Double> timeLimit = Optional.empty();

        @Option(
                names = "--epochs",
                paramLabel = "N",
                description = "Maximum passes over the rows; the network of the best one is kept. Default:"
                        + " ${bundle:default.epochs}.")
        Optional<Integer> epochs = Optional.empty();

        @Option(
                names = "--batch-size",
                paramLabel = "ROWS",
                description = "Rows per training step. Default: ${bundle:default.batchSize}.")
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
                        "Learning rate (step size). Default: ${bundle:default.learningRate}; other optimizers have"
                                + " their own.")
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
                description = "Decoupled weight decay, 0 or more. Default:"
                        + " ${bundle:default.weightDecay}, in small tables chosen by validation.")
        Optional<Double> weightDecay = Optional.empty();

        @Option(
                names = "--loss",
                paramLabel = "LOSS",
                completionCandidates = Candidates.Losses.class,
                description = "The loss to minimise. For a number: ${bundle:losses.number}; for classes:"
                        + " ${bundle:losses.classes}. Default: the first that fits the target.")
        Optional<Loss> loss = Optional.empty();

        @Option(
                names = "--quantiles",
                paramLabel = "LEVELS",
                description =
                        "Predicts quantiles of a number, such as 0.05,0.5,0.95: a share LEVEL of the rows lies below"
                                + " each. The one nearest to 0.5 is the prediction.")
        Optional<QuantileLevels> quantiles = Optional.empty();

        @Option(
                names = "--class-weight",
                paramLabel = "WEIGHTS",
                description = "Class weights: none, balanced (rare classes more), or LABEL=WEIGHT,..."
                        + " Default: ${bundle:default.classWeight}.")
        Optional<ClassWeights> classWeights = Optional.empty();

        @Option(
                names = "--seed",
                paramLabel = "N",
                description = "Seed of all random choices; the same seed gives the same model. Default:"
                        + " ${bundle:default.seed}.")
        Optional<Long> seed = Optional.empty();

        /** What is minimised; the levels of quantiles choose it as well. */
        Optional<Loss> loss() {
            loss.filter(typed -> quantiles.isPresent() && typed.levels().isEmpty())
                    .ifPresent(typed -> {
                        throw new UsageException("--quantiles and --loss " + typed.id() + " exclude each other");
                    });
            return quantiles.<Loss>map(QuantileLevels::loss).or(() -> loss);
        }
    }

    /** Which rows validate. */
    static final class ValidationRows {

        @Option(
                names = "--folds",
                paramLabel = "N",
                description = "Cross-validation with N folds: each validates a network that learns from the others."
                        + " Default: ${bundle:default.folds}.")
        Optional<Integer> folds = Optional.empty();

        @Option(
                names = "--valid",
                paramLabel = "FILE",
                description = "Validates on the rows of FILE instead of folds; trains on all rows of DATA.")
        Optional<String> valid = Optional.empty();

        @Option(
                names = "--valid-fraction",
                paramLabel = "SHARE",
                description = "Validates on this share of DATA instead of folds.")
        Optional<Double> validFraction = Optional.empty();

        @Option(
                names = "--group",
                paramLabel = "COLUMN",
                description =
                        "Rows with the same value of COLUMN stay in one fold, such as all visits of a patient; COLUMN"
                                + " is not an input.")
        Optional<String> group = Optional.empty();

        @Option(
                names = "--time",
                paramLabel = "COLUMN",
                description =
                        "Validates on the rows with the latest values of COLUMN instead of folds: a fifth of them, or"
                                + " --valid-fraction.")
        Optional<String> time = Optional.empty();

        @Option(
                names = "--patience",
                paramLabel = "EPOCHS",
                description =
                        "Epochs without improvement before the training of a network stops; its best epoch is kept"
                                + " anyway. Default: two fifths of all epochs.")
        Optional<Integer> patience = Optional.empty();

        /** Which rows validate, without --valid. */
        Validation rows() {
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
                        String.join(" and ", given) + " exclude each other: each says which rows validate");
            }
            if (time.isPresent()) {
                String column = time.get();
                return validFraction
                        .map(share -> Validation.latest(column, share))
                        .orElse(Validation.latest(column));
            } else if (group.isPresent()) {
                String column = group.get();
                return folds.map(count -> Validation.groups(column, count)).orElse(Validation.groups(column));
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
                        "Maximum number of threads; results do not depend on it. Default: ${bundle:default.threads},"
                                + " the processors of this machine.")
        Optional<Integer> threads = Optional.empty();
    }

    /**
     * Returns a trainer with what was typed; everything else is the library's default.
     *
     * @throws UsageException if a value is out of range, or a column has two roles
     */
    TabularTrainer trainer(ColumnNames targets) {
        validation.group.filter(targets.names()::contains).ifPresent(column -> {
            throw new UsageException("column " + quote(column) + " cannot be both the target and the group");
        });
        return UsageException.checked(() -> withColumns(targets));
    }

    private TabularTrainer withColumns(ColumnNames targets) {
        TabularTrainer trainer = TabularTrainer.forTargets(targets.names().toArray(String[]::new))
                .ids(ColumnNames.join(columns.ids))
                .ignore(ColumnNames.join(columns.ignored))
                .categorical(ColumnNames.join(columns.categorical))
                .numeric(ColumnNames.join(columns.numeric))
                .validation(validation.rows());
        for (MissingTexts texts : columns.missing) {
            trainer = texts.addTo(trainer);
        }
        trainer = trainer.decimalComma(columns.decimalComma);
        trainer = with(trainer, columns.weight, TabularTrainer::weight);
        trainer = with(trainer, columns.task, TabularTrainer::task);
        trainer = with(trainer, network.hidden.map(HiddenLayers::toArray), TabularTrainer::hidden);
        trainer = with(trainer, network.activation, TabularTrainer::activation);
        trainer = with(trainer, network.dropout, TabularTrainer::dropout);
        trainer = with(trainer, network.bins, TabularTrainer::bins);
        trainer = with(trainer, training.effort, TabularTrainer::effort);
        trainer = with(
                trainer,
                training.timeLimit.map(seconds -> Duration.ofNanos(Math.round(1e9 * seconds))),
                TabularTrainer::timeLimit);
        trainer = with(trainer, training.epochs, TabularTrainer::epochs);
        trainer = with(trainer, training.batchSize, TabularTrainer::batchSize);
        trainer = with(trainer, training.optimizer.map(OptimizerChoice::optimizer), TabularTrainer::optimizer);
        Optimizer optimizer = trainer.options().optimization().optimizer();
        trainer = with(trainer, training.learningRate.map(optimizer::withLearningRate), TabularTrainer::optimizer);
        trainer = with(trainer, training.schedule, TabularTrainer::schedule);
        trainer = with(trainer, training.weightDecay, TabularTrainer::weightDecay);
        trainer = with(trainer, training.loss(), TabularTrainer::loss);
        trainer = with(trainer, training.classWeights, TabularTrainer::classWeights);
        trainer = with(trainer, training.seed, TabularTrainer::seed);
        trainer = with(trainer, validation.patience, TabularTrainer::patience);
        trainer = with(trainer, machine.engine, TabularTrainer::engine);
        trainer = with(trainer, machine.precision, TabularTrainer::precision);
        return with(trainer, machine.threads, TabularTrainer::threads);
    }

    private static <T> TabularTrainer with(
            TabularTrainer trainer, Optional<T> typed, BiFunction<TabularTrainer, T, TabularTrainer> setter) {
        return typed.map(value -> setter.apply(trainer, value)).orElse(trainer);
    }
}
