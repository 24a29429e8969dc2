package densa.table.train;

import static densa.internal.Quote.quote;

import densa.engine.EngineInfo;
import densa.network.Loss;
import densa.network.Network;
import densa.table.ColumnType;
import densa.table.Table;
import densa.table.audit.Audit;
import densa.table.audit.Finding;
import densa.table.encode.ClassCoding;
import densa.table.encode.ColumnReport;
import densa.table.encode.Encoder;
import densa.table.encode.FittedTarget;
import densa.table.encode.NumberCoding;
import densa.table.encode.Roles;
import densa.table.encode.Task;
import densa.table.model.OutputDecoder;
import densa.table.model.Predictions;
import densa.train.TrainingOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a {@link TabularTrainer} understood of a table and is going to do, so that it can be shown before the long part.
 * Immutable and safe for any number of threads.
 */
public final class Plan {

    private final TrainingTable table;
    private final Roles roles;
    private final Recipe recipe;
    private final TabularListener listener;
    private final FittedTarget target;
    private final Loss loss;
    private final Splits splits;
    private final Candidates candidates;
    private final Map<String, Integer> classCounts;
    private final List<Finding> notes;

    private Plan(
            Table table, Optional<Table> validation, Roles roles, TabularOptions options, TabularListener listener) {
        this.listener = listener;
        FittedTarget found = target(table, roles, options.objective());
        Loss chosen = loss(found, options.objective());
        this.loss = chosen;
        this.target = chosen.link() == Loss.Link.LOGARITHM
                ? found.withCoding(((NumberCoding) found.coding())
                        .ofAmounts(
                                table.column(roles.target()),
                                found.rows(),
                                value -> chosen.target().fault(value, 1).isEmpty(),
                                "loss " + chosen.id() + " needs "
                                        + chosen.target().text()))
                : found;
        this.classCounts = target.classCounts(table);
        checkIds(roles);
        if (options.validation() instanceof Validation.Groups groups
                && roles.targets().contains(groups.column())) {
            throw new UnsuitableOptionException("the target " + quote(groups.column())
                    + " cannot be the group column: each fold would have classes of its own");
        }
        this.roles = options.validation() instanceof Validation.Groups groups
                        && !roles.ids().contains(groups.column())
                ? roles.withIgnored(List.of(groups.column()))
                : roles;
        this.table = new TrainingTable(
                table, validation, roles, target, options.objective().classWeights());
        this.recipe = new Recipe(options, this.table.count(), inputs(table));
        this.splits = Splits.of(this.table, recipe);
        this.candidates = new Candidates(this.table, this.roles, recipe, loss, outputs(), splits.trainingRows());
        List<Finding> own = PlanNotes.of(table, roles, target, finest(), splits);
        this.notes = Stream.concat(
                        own.stream(), new ValidationNotes(this.table, splits, options.validation()).find().stream())
                .toList();
    }

    static Plan of(
            Table table, Optional<Table> validation, Roles roles, TabularOptions options, TabularListener listener) {
        return new Plan(
                roles.values().cleaned(table), validation.map(roles.values()::cleaned), roles, options, listener);
    }

    /** The columns that may be inputs. */
    private int inputs(Table table) {
        Set<String> others = new HashSet<>(roles.named());
        roles.categorical().forEach(others::remove);
        roles.numeric().forEach(others::remove);
        return (int) table.columns().stream()
                .filter(column -> !others.contains(column.name()))
                .count();
    }

    private void checkIds(Roles roles) {
        List<String> names = Predictions.columnNames(new OutputDecoder(target.codings(), loss, outputs()));
        roles.ids().stream().filter(names::contains).findFirst().ifPresent(name -> {
            throw new UnsuitableOptionException("id column " + quote(name)
                    + " has the name of a column of the predictions (" + String.join(", ", names) + "): rename it");
        });
    }

    /** A loss that is for numbers only says that the target is a number, unless the task was said. */
    private static FittedTarget target(Table table, Roles roles, Objective objective) {
        FittedTarget found = FittedTarget.of(table, roles);
        Optional<Loss> ofNumbers = objective.loss().filter(loss -> loss.target().isNumber());
        boolean numbersAsClasses = found.task() == Task.CLASSIFICATION
                && found.codings().stream().allMatch(coding -> coding.source() == ColumnType.NUMERIC);
        return roles.task() == Task.AUTO && ofNumbers.isPresent() && numbersAsClasses
                ? FittedTarget.of(table, roles.withTask(Task.REGRESSION))
                        .withReason("loss " + ofNumbers.get().id() + " is for numbers")
                : found;
    }

    private static Loss loss(FittedTarget target, Objective options) {
        boolean numbers = target.task() == Task.REGRESSION;
        if (options.classWeights() != ClassWeights.NONE && target.several()) {
            throw new UnsuitableOptionException("class weights need a single target");
        }
        if (options.classWeights() != ClassWeights.NONE && numbers) {
            throw new UnsuitableOptionException("class weights need classes, but "
                    + quote(target.coding().name()) + " is a number: " + target.reason());
        }
        int targets = target.codings().size();
        int classes = target.codings().get(0) instanceof ClassCoding coding
                ? coding.classes().size()
                : 0;
        List<Loss> fitting =
                Loss.all().stream().filter(loss -> loss.suits(targets, classes)).toList();
        Loss loss = options.loss().orElse(fitting.get(0));
        if (!loss.suits(targets, classes)) {
            String what = target.several()
                    ? numbers ? "several numbers" : "several yes/no targets"
                    : numbers ? "a number" : classes + " classes";
            throw new UnsuitableOptionException("loss " + loss.id() + " does not fit " + what + "; valid: "
                    + fitting.stream().map(Loss::id).collect(Collectors.joining(", "))
                    + (numbers && !target.several() ? "; task classification predicts classes" : ""));
        }
        return loss;
    }

    private int outputs() {
        return loss.outputs(target.codings().size(), classCounts.size());
    }

    /** {@return what each column of the table is taken for, in the order of the table} */
    public List<ColumnReport> columns() {
        return finest().describe();
    }

    /** {@return the columns that are predicted, mostly one} */
    public List<String> targets() {
        return roles.targets();
    }

    /** {@return what is predicted: classification or regression} */
    public Task task() {
        return target.task();
    }

    /** {@return why the task is that one, as the end of a sentence: "it holds text"} */
    public String taskReason() {
        return target.reason();
    }

    /** {@return the classes, sorted, and the rows of each; empty if a number or several targets are predicted} */
    public Map<String, Integer> classCounts() {
        return classCounts;
    }

    /**
     * {@return the networks that are compared on the validation rows, the one with the most inputs first} Whether the
     * later ones, which are regularized in other ways, have bins, depends on what the first ones predict.
     */
    public List<Network> networks() {
        List<Candidate> byBins = candidates.byBins();
        return Stream.concat(byBins.stream(), candidates.otherwiseRegularized(byBins, byBins.get(0)).stream())
                .map(Candidate::network)
                .toList();
    }

    /** {@return how they are going to be trained} */
    public TrainingOptions trainingOptions() {
        return candidates.byBins().get(0).options();
    }

    /** {@return the number of rows to learn from, by one member or another} */
    public int trainingRows() {
        return table.count()
                - (splits.everyRowValidates() || table.validation().isPresent() ? 0 : splits.validationRows());
    }

    /** {@return the number of validation rows} */
    public int validationRows() {
        return splits.validationRows();
    }

    /** {@return which rows validate, in words: "5-fold cross-validation"} */
    public String validation() {
        return splits.text();
    }

    /** {@return the engine that computes, and why} */
    public EngineInfo engine() {
        return recipe.options().machine().engine().describe();
    }

    /** {@return what was left out or is unusual, found in passing; {@link #audit()} looks further} */
    public List<Finding> notes() {
        return notes;
    }

    /**
     * Looks for what spoils a model or its metrics: columns that leak the target, duplicate rows, and so on. It is
     * done at each call, for 100,000 rows of 50 columns in less than a second, and changes nothing.
     *
     * @return what was found, the most important first, without hints at what is done already; nothing for several
     *     targets
     */
    public List<Finding> audit() {
        if (target.several()) {
            return List.of();
        }
        int folds = splits.everyRowValidates() ? splits.all().size() : 0;
        return Audit.of(table.table(), roles, target, finest(), folds).stream()
                .filter(finding -> switch (finding.kind()) {
                    case REPEATED_ROWS ->
                        table.validation().isEmpty()
                                && !(recipe.options().validation() instanceof Validation.Groups)
                                && !(recipe.options().validation() instanceof Validation.Latest);
                    case IMBALANCE -> recipe.options().objective().classWeights() == ClassWeights.NONE;
                    default -> true;
                })
                .toList();
    }

    /**
     * Trains the model.
     *
     * @return the model with its out-of-fold evaluation; each call trains anew
     * @throws StoppedException if it is stopped before there is any model
     * @throws densa.data.DataException if the validation table does not fit the training table
     * @throws densa.train.DivergedException if the loss becomes infinite or NaN
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public TrainingResult fit() {
        return new Race(this).run();
    }

    private Encoder finest() {
        return candidates.byBins().get(0).encoder();
    }

    Recipe recipe() {
        return recipe;
    }

    TabularListener listener() {
        return listener;
    }

    Splits splits() {
        return splits;
    }

    Candidates candidates() {
        return candidates;
    }

    TrainingTable table() {
        return table;
    }
}
