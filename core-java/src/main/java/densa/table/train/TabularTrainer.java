package densa.table.train;

import densa.data.Precision;
import densa.engine.Engine;
import densa.engine.Machine;
import densa.network.Activation;
import densa.network.Loss;
import densa.optimize.LearningRateSchedule;
import densa.optimize.Optimizer;
import densa.table.Table;
import densa.table.encode.Roles;
import densa.table.encode.Task;
import densa.train.Passes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Trains a model from a table; the name of the target is all it needs. Immutable: each setter returns a new trainer;
 * safe to share between threads.
 *
 * <pre>{@code
 * TrainingResult result = TabularTrainer.forTarget("species").fit(table);
 * result.metrics().values();                          // out-of-fold: accuracy, log loss, ...
 * result.model().save(Path.of("penguins.densa"));
 * }</pre>
 *
 * <p>Same table, options and engine on the same instruction set: the same bits, whatever the number of threads.
 */
public final class TabularTrainer {

    private final Roles roles;
    private final TabularOptions options;
    private final TabularListener listener;

    private TabularTrainer(Roles roles, TabularOptions options, TabularListener listener) {
        this.roles = roles;
        this.options = options;
        this.listener = listener;
    }

    /**
     * {@return a trainer for one target with the default options}
     *
     * @param column the target's name; the column holds classes or numbers
     */
    public static TabularTrainer forTarget(String column) {
        return new TabularTrainer(Roles.target(column), TabularOptions.DEFAULTS, TabularListener.NONE);
    }

    /**
     * {@return a trainer of one network for several targets, with the default options}
     *
     * @param columns the targets' names, in the order of the predictions: all columns of numbers, or all of two values,
     *     such as yes and no
     * @throws IllegalArgumentException if there is none, or one is named twice
     */
    public static TabularTrainer forTargets(String... columns) {
        return new TabularTrainer(Roles.targets(List.of(columns)), TabularOptions.DEFAULTS, TabularListener.NONE);
    }

    /**
     * {@return a trainer with the roles of columns and the options of another training}
     *
     * @param roles such as those of an earlier model's encoder
     * @param options such as those that {@link TabularOptions#of} reads from it
     */
    public static TabularTrainer of(Roles roles, TabularOptions options) {
        return new TabularTrainer(roles, options, TabularListener.NONE);
    }

    private TabularTrainer with(Roles changed) {
        return new TabularTrainer(changed, options, listener);
    }

    private TabularTrainer with(TabularOptions changed) {
        return new TabularTrainer(roles, changed, listener);
    }

    private TabularTrainer with(Architecture changed) {
        return with(options.with(changed));
    }

    private TabularTrainer with(Objective changed) {
        return with(options.with(changed));
    }

    private TabularTrainer with(Optimization changed) {
        return with(options.with(changed));
    }

    private TabularTrainer with(Budget changed) {
        return with(options.with(changed));
    }

    private TabularTrainer with(Machine changed) {
        return with(options.with(changed));
    }

    /**
     * Sets all options at once.
     *
     * @param all such as those of an earlier model, {@link TabularOptions#of}; roles and the listener stay
     * @return a new trainer; this one stays as it is
     */
    public TabularTrainer options(TabularOptions all) {
        return with(all);
    }

    /** {@return the options as they stand} */
    public TabularOptions options() {
        return options;
    }

    /**
     * Names the column of row weights, in the place of an earlier one. Default: every row counts 1.
     *
     * @param column a column of numbers, each 0 or more and finite, not all 0
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if the column has another role
     */
    public TabularTrainer weight(String column) {
        return with(roles.withWeight(column));
    }

    /**
     * Names columns that are passed through to the predictions and are not inputs. Default: none.
     *
     * @param columns those columns, in addition to earlier ones
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if a column has another role
     */
    public TabularTrainer ids(String... columns) {
        return with(roles.withIds(List.of(columns)));
    }

    /**
     * Names columns that are not used at all. Default: none.
     *
     * @param columns those columns, in addition to earlier ones
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if a column has another role
     */
    public TabularTrainer ignore(String... columns) {
        return with(roles.withIgnored(List.of(columns)));
    }

    /**
     * Names input columns whose values are categories, even if they look like numbers, dates or free text. Default: as
     * their values look.
     *
     * @param columns those columns, in addition to earlier ones
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if a column has another role
     */
    public TabularTrainer categorical(String... columns) {
        return with(roles.withCategorical(List.of(columns)));
    }

    /**
     * Names input columns whose values are numbers, even if they came as text. Default: as their values look.
     *
     * @param columns those columns, in addition to earlier ones
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if a column has another role
     */
    public TabularTrainer numeric(String... columns) {
        return with(roles.withNumeric(List.of(columns)));
    }

    /**
     * Adds texts that mean missing in every column, in training and prediction, beside those that readers know, such as
     * NA. Default: none.
     *
     * @param texts such as "-" or "-999"; one that is a number is compared as such
     * @return a new trainer; this one stays as it is
     */
    public TabularTrainer missing(String... texts) {
        return with(roles.withValues(roles.values().withMissing(List.of(texts))));
    }

    /**
     * Adds texts that mean missing in a single column. Default: none.
     *
     * @param column its name
     * @param texts as {@link #missing} has them
     * @return a new trainer; this one stays as it is
     */
    public TabularTrainer missingIn(String column, String... texts) {
        return with(roles.withValues(roles.values().withMissingIn(column, List.of(texts))));
    }

    /**
     * Sets whether the comma of texts such as 1,234 is a decimal mark. Default: only in columns that cannot be read
     * otherwise, and in all columns of a table with such a one.
     *
     * @param decimal true if it is one in every column; false for the default
     * @return a new trainer; this one stays as it is
     */
    public TabularTrainer decimalComma(boolean decimal) {
        return with(roles.withValues(roles.values().withDecimalComma(decimal)));
    }

    /**
     * Sets what to predict, a class or a number. Default: {@link Task#AUTO}, by which text and few different whole
     * numbers are classes.
     *
     * @param task a class, a number, or auto; a target that cannot be that is refused by {@link #fit}
     * @return a new trainer; this one stays as it is
     */
    public TabularTrainer task(Task task) {
        return with(roles.withTask(task));
    }

    /**
     * Sets how many networks are trained, and for how long. Default: {@link Effort#STANDARD}.
     *
     * @param effort quick, standard or best: more predicts a little better and takes longer
     * @return a new trainer; this one stays as it is
     */
    public TabularTrainer effort(Effort effort) {
        return with(options.budget().withEffort(effort));
    }

    /**
     * Sets the time after which training stops, with the best model until then; the result then depends on the machine.
     * Default: none.
     *
     * @param limit more than 0, counted from the end of {@link #plan} on
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if it is not above 0
     */
    public TabularTrainer timeLimit(Duration limit) {
        return with(options.budget().withTimeLimit(limit));
    }

    /**
     * Sets the maximum number of bins in which a number is encoded. Default: 64 or 128 by the number of rows, fewer for
     * many columns, in small tables chosen by validation.
     *
     * @param bins 0 to 1,024; 0 for none
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if it is out of range
     */
    public TabularTrainer bins(int bins) {
        return with(options.architecture().withBins(bins));
    }

    /**
     * Sets the hidden layers. Default: two or three layers of 128 units.
     *
     * @param units those of each layer, input side first, 1 to 1,048,576; none for a linear model
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if a layer has no unit, or more than 1,048,576
     */
    public TabularTrainer hidden(int... units) {
        return with(
                options.architecture().withHidden(Arrays.stream(units).boxed().toList()));
    }

    /**
     * Sets the activation of the hidden layers. Default: {@link Activation#SILU}.
     *
     * @param activation what each hidden layer applies to every unit
     * @return a new trainer; this one stays as it is
     */
    public TabularTrainer activation(Activation activation) {
        return with(options.architecture().withActivation(activation));
    }

    /**
     * Sets the dropout after every hidden layer. Default: chosen by validation, together with dropout of whole columns
     * and the weight decay.
     *
     * @param rate the share of hidden units that each step leaves out, 0 to below 1
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if it is out of range
     */
    public TabularTrainer dropout(double rate) {
        return with(options.architecture().withDropout(rate));
    }

    /**
     * Sets what training minimises. Default: binary cross-entropy for two classes, softmax cross-entropy for more, mean
     * squared error for a number.
     *
     * @param loss one that fits the target; {@link #fit} refuses another one
     * @return a new trainer; this one stays as it is
     */
    public TabularTrainer loss(Loss loss) {
        return with(options.objective().withLoss(loss));
    }

    /**
     * Predicts quantiles of a number instead of its mean: sets the loss to {@link Loss#quantile}.
     *
     * @param levels ascending, each above 0 and below 1, such as 0.05, 0.5, 0.95
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if they are not
     */
    public TabularTrainer quantiles(double... levels) {
        return loss(Loss.quantile(levels));
    }

    /**
     * Sets how much each class counts, on top of the weights of the rows. Default: {@link ClassWeights#NONE}.
     *
     * @param classWeights none, balanced or by label; other than none, they need a single target of classes
     * @return a new trainer; this one stays as it is
     */
    public TabularTrainer classWeights(ClassWeights classWeights) {
        return with(options.objective().withClassWeights(classWeights));
    }

    /**
     * Sets the rule of a step and its learning rate. Default: Adam at 0.003 with beta2 = 0.95.
     *
     * @param optimizer the rule, with the learning rate before the schedule's factor
     * @return a new trainer; this one stays as it is
     */
    public TabularTrainer optimizer(Optimizer optimizer) {
        return with(options.optimization().withOptimizer(optimizer));
    }

    /**
     * Sets how the learning rate falls. Default: {@link LearningRateSchedule#COSINE}.
     *
     * @param schedule the factor on the optimiser's learning rate, 0 to 1
     * @return a new trainer; this one stays as it is
     */
    public TabularTrainer schedule(LearningRateSchedule schedule) {
        return with(options.optimization().withSchedule(schedule));
    }

    /**
     * Sets the decoupled weight decay. Default: 0.02, in small tables chosen by validation.
     *
     * @param weightDecay 0 or more; 0 for none
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public TabularTrainer weightDecay(double weightDecay) {
        return with(options.optimization().withWeightDecay(weightDecay));
    }

    /**
     * Sets the passes over the training rows. Default: 20 to 256, by the number of rows and the effort.
     *
     * @param epochs 1 or more; a network's training may end before, see {@link #patience}
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if it is less
     */
    public TabularTrainer epochs(int epochs) {
        return with(options.budget().withEpochs(epochs));
    }

    /**
     * Sets the rows of one step. Default: 16 to 512, by the number of rows.
     *
     * @param batchSize 1 to {@value Passes#MAX_BATCH_SIZE}; the last batch of an epoch may be smaller
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if it is out of range
     */
    public TabularTrainer batchSize(int batchSize) {
        return with(options.budget().withBatchSize(batchSize));
    }

    /**
     * Sets when the training of a network stops before its last epoch; the best epoch is kept in any case. Default:
     * after two fifths of all epochs without improvement.
     *
     * @param epochs without improvement, 1 or more
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if it is less
     */
    public TabularTrainer patience(int epochs) {
        return with(options.budget().withPatience(epochs));
    }

    /**
     * Sets which rows validate what is learned from the others. Default: cross-validation with 5 to 20 folds, by the
     * number of rows and the effort.
     *
     * @param validation folds, a share of the rows, whole groups, or the latest rows
     * @return a new trainer; this one stays as it is
     */
    public TabularTrainer validation(Validation validation) {
        return with(options.with(validation));
    }

    /**
     * Sets the seed of the folds, initial parameters, row order and dropout. Default: 0.
     *
     * @param seed any number; the same seed gives the same bits
     * @return a new trainer; this one stays as it is
     */
    public TabularTrainer seed(long seed) {
        return with(options.withSeed(seed));
    }

    /**
     * Sets what computes. Default: {@link Engine#AUTO}, the native engine if it loads, else the Java engine.
     *
     * @param engine the native engine, the Java one, or auto
     * @return a new trainer; this one stays as it is
     */
    public TabularTrainer engine(Engine engine) {
        return with(options.machine().withEngine(engine));
    }

    /**
     * Sets the floating-point format of the computation. Default: {@link Precision#FLOAT32}.
     *
     * @param precision in which the native engine computes; the Java engine always takes float64
     * @return a new trainer; this one stays as it is
     */
    public TabularTrainer precision(Precision precision) {
        return with(options.machine().withPrecision(precision));
    }

    /**
     * Sets the maximum number of threads; the result does not depend on it. Default: all processors.
     *
     * @param threads 1 to {@value Machine#MAX_THREADS}
     * @return a new trainer; this one stays as it is
     * @throws IllegalArgumentException if it is out of range
     */
    public TabularTrainer threads(int threads) {
        return with(options.machine().withThreads(threads));
    }

    /**
     * Sets who watches the training. Default: nobody.
     *
     * @param watcher is told about every epoch and may end the training early; takes the place of an earlier one
     * @return a new trainer; this one stays as it is
     */
    public TabularTrainer listener(TabularListener watcher) {
        return new TabularTrainer(roles, options, watcher);
    }

    /**
     * Trains a model from a table, validated as {@link #validation} says. An interrupt of the calling thread ends the
     * training as a stop request of the listener does: with the best model until then, and the interrupt flag still
     * set.
     *
     * @param table has the target and the columns to learn from, in any order; rows without a target, or of weight 0,
     *     are left out
     * @return the model with its out-of-fold evaluation
     * @throws densa.data.DataException if the table lacks a column, or nothing can be learned from it
     * @throws UnsuitableOptionException if an option does not fit the task
     * @throws StoppedException if the training is stopped before there is any model
     * @throws densa.train.DivergedException if the loss becomes infinite or NaN
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public TrainingResult fit(Table table) {
        return plan(table).fit();
    }

    /**
     * Trains a model from one table and validates it on another one; {@link #validation} is not used.
     *
     * @param train the rows to learn from, as {@link #fit(Table)} takes them
     * @param validation rows with the same columns, found by name; those without a target, or of weight 0, are left out
     * @return the model with its evaluation on the rows of the validation table
     * @throws densa.data.DataException as {@link #fit(Table)}, which may throw others as well
     */
    public TrainingResult fit(Table train, Table validation) {
        return plan(train, validation).fit();
    }

    /**
     * {@return what {@link #fit(Table)} would do, to look at before the long part}
     *
     * @param table as {@link #fit(Table)} takes it
     * @throws densa.data.DataException as {@link #fit(Table)}
     * @throws UnsuitableOptionException as {@link #fit(Table)}
     */
    public Plan plan(Table table) {
        return Plan.of(table, Optional.empty(), roles, options, listener);
    }

    /**
     * {@return what {@link #fit(Table, Table)} would do, to look at before the long part}
     *
     * @param train as {@link #fit(Table, Table)} takes it
     * @param validation as {@link #fit(Table, Table)} takes it
     * @throws densa.data.DataException as {@link #fit(Table, Table)}
     */
    public Plan plan(Table train, Table validation) {
        return Plan.of(train, Optional.of(validation), roles, options, listener);
    }

    /** Returns the targets and the options, for debuggers. */
    @Override
    public String toString() {
        return "TabularTrainer for " + String.join(", ", roles.targets()) + ": " + options;
    }
}
