package densa.table.train;

import densa.data.Precision;
import densa.engine.Engine;
import densa.network.Activation;
import densa.network.Loss;
import densa.optimize.LearningRateSchedule;
import densa.optimize.Optimizer;
import densa.table.Table;
import densa.table.encode.Roles;
import densa.table.encode.Task;
import densa.train.TrainingListener;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Learns a model from a table, without any setting but the name of the target. Immutable: each setter returns a new
 * trainer; safe to share.
 *
 * <pre>{@code
 * Model model = TabularTrainer.forTarget("species").fit(table).model();
 * model.save(Path.of("penguins.densa"));
 * }</pre>
 *
 * <p>Same table, options and engine on the same kind of machine: the same bits, whatever the number of threads.
 */
public final class TabularTrainer {

    private final Roles roles;
    private final TabularOptions options;
    private final TrainingListener listener;

    private TabularTrainer(Roles roles, TabularOptions options, TrainingListener listener) {
        this.roles = roles;
        this.options = options;
        this.listener = listener;
    }

    /** A trainer with the default options. */
    public static TabularTrainer forTarget(String column) {
        return new TabularTrainer(Roles.target(column), TabularOptions.DEFAULTS, new TrainingListener() {});
    }

    /**
     * A trainer of one network for several targets: all numbers, or all columns of two values, such as yes and no.
     *
     * @throws IllegalArgumentException if there is none, or one is named twice
     */
    public static TabularTrainer forTargets(String... columns) {
        return new TabularTrainer(Roles.targets(List.of(columns)), TabularOptions.DEFAULTS, new TrainingListener() {});
    }

    private TabularTrainer with(Roles changed) {
        return new TabularTrainer(changed, options, listener);
    }

    /** All options at once. */
    public TabularTrainer options(TabularOptions all) {
        return new TabularTrainer(roles, all, listener);
    }

    /** The options as they stand. */
    public TabularOptions options() {
        return options;
    }

    /** Names the column of row weights: 0 or more, not all 0. */
    public TabularTrainer weight(String column) {
        return with(roles.withWeight(column));
    }

    /** Names columns that are no inputs and are passed through to the predictions. */
    public TabularTrainer ids(String... columns) {
        return with(roles.withIds(List.of(columns)));
    }

    /** Names columns that are not used at all. */
    public TabularTrainer ignore(String... columns) {
        return with(roles.withIgnored(List.of(columns)));
    }

    /** Names input columns whose values are names, even if they look like numbers, dates or free text. */
    public TabularTrainer categorical(String... columns) {
        return with(roles.withCategorical(List.of(columns)));
    }

    /** Names input columns whose values are numbers, even if they came as text. */
    public TabularTrainer numeric(String... columns) {
        return with(roles.withNumeric(List.of(columns)));
    }

    /** Sets {@link TabularOptions#task()}. */
    public TabularTrainer task(Task task) {
        return options(options.withTask(task));
    }

    /** Sets {@link TabularOptions#effort()}. */
    public TabularTrainer effort(Effort effort) {
        return options(options.withEffort(effort));
    }

    /** Sets {@link TabularOptions#timeLimit()}. */
    public TabularTrainer timeLimit(Duration limit) {
        return options(options.withTimeLimit(limit));
    }

    /** Sets {@link TabularOptions#bins()}. */
    public TabularTrainer bins(int bins) {
        return options(options.withBins(bins));
    }

    /** Sets {@link TabularOptions#hidden()}. */
    public TabularTrainer hidden(int... units) {
        return options(options.withHidden(Arrays.stream(units).boxed().toList()));
    }

    /** Sets {@link TabularOptions#activation()}. */
    public TabularTrainer activation(Activation activation) {
        return options(options.withActivation(activation));
    }

    /** Sets {@link TabularOptions#dropout()}. */
    public TabularTrainer dropout(double rate) {
        return options(options.withDropout(rate));
    }

    /** Sets {@link TabularOptions#loss()}. */
    public TabularTrainer loss(Loss loss) {
        return options(options.withLoss(loss));
    }

    /**
     * Predicts quantiles of a number instead of the number alone: sets {@link TabularOptions#loss()} to
     * {@link Loss#quantile}.
     *
     * @param levels ascending, each above 0 and below 1, such as 0.05, 0.5, 0.95
     * @throws IllegalArgumentException if they are not
     */
    public TabularTrainer quantiles(double... levels) {
        return loss(Loss.quantile(levels));
    }

    /** Sets {@link TabularOptions#classWeights()}. */
    public TabularTrainer classWeights(ClassWeights classWeights) {
        return options(options.withClassWeights(classWeights));
    }

    /** Sets {@link TabularOptions#optimizer()}. */
    public TabularTrainer optimizer(Optimizer optimizer) {
        return options(options.withOptimizer(optimizer));
    }

    /** Sets {@link TabularOptions#schedule()}. */
    public TabularTrainer schedule(LearningRateSchedule schedule) {
        return options(options.withSchedule(schedule));
    }

    /** Sets {@link TabularOptions#weightDecay()}. */
    public TabularTrainer weightDecay(double weightDecay) {
        return options(options.withWeightDecay(weightDecay));
    }

    /** Sets {@link TabularOptions#epochs()}. */
    public TabularTrainer epochs(int epochs) {
        return options(options.withEpochs(epochs));
    }

    /** Sets {@link TabularOptions#batchSize()}. */
    public TabularTrainer batchSize(int batchSize) {
        return options(options.withBatchSize(batchSize));
    }

    /** Sets {@link TabularOptions#validation()}. */
    public TabularTrainer validation(Validation validation) {
        return options(options.withValidation(validation));
    }

    /** Sets {@link TabularOptions#patience()}. */
    public TabularTrainer patience(int epochs) {
        return options(options.withPatience(epochs));
    }

    /** Sets {@link TabularOptions#seed()}. */
    public TabularTrainer seed(long seed) {
        return options(options.withSeed(seed));
    }

    /** Sets {@link TabularOptions#engine()}. */
    public TabularTrainer engine(Engine engine) {
        return options(options.withEngine(engine));
    }

    /** Sets {@link TabularOptions#precision()}. */
    public TabularTrainer precision(Precision precision) {
        return options(options.withPrecision(precision));
    }

    /** Sets {@link TabularOptions#threads()}. */
    public TabularTrainer threads(int threads) {
        return options(options.withThreads(threads));
    }

    /** Sets who watches the training. */
    public TabularTrainer listener(TrainingListener watcher) {
        return new TabularTrainer(roles, options, watcher);
    }

    /**
     * Learns from a table; what judges is chosen by {@link #validation}.
     *
     * @throws densa.data.DataException if the table has no such column, or nothing can be learned from it
     * @throws IllegalArgumentException if an option does not fit the task
     * @throws densa.train.DivergedException if the loss becomes infinite or NaN
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public TrainingResult fit(Table table) {
        return plan(table).fit();
    }

    /**
     * Learns from one table and judges the epochs on another one.
     *
     * @throws densa.data.DataException if a table has no such column, nothing can be learned from it, or the validation
     *     table has a class that the other one has not
     * @throws IllegalArgumentException if an option does not fit the task
     * @throws densa.train.DivergedException if the loss becomes infinite or NaN
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public TrainingResult fit(Table train, Table validation) {
        return plan(train, validation).fit();
    }

    /**
     * What {@link #fit(Table)} would do, without doing the long part yet.
     *
     * @throws densa.data.DataException as {@link #fit(Table)}
     * @throws IllegalArgumentException as {@link #fit(Table)}
     */
    public Plan plan(Table table) {
        return Plan.of(table, Optional.empty(), roles.withTask(options.task()), options, listener);
    }

    /**
     * What {@link #fit(Table, Table)} would do, without doing the long part yet.
     *
     * @throws densa.data.DataException as {@link #fit(Table, Table)}
     * @throws IllegalArgumentException as {@link #fit(Table, Table)}
     */
    public Plan plan(Table train, Table validation) {
        return Plan.of(train, Optional.of(validation), roles.withTask(options.task()), options, listener);
    }
}
