package densa.table.train;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.data.Dataset;
import densa.data.InputColumn;
import densa.data.Precision;
import densa.engine.EngineInfo;
import densa.network.Activation;
import densa.network.Loss;
import densa.network.Network;
import densa.optimize.GradientClipping;
import densa.optimize.LayerFactors;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.audit.Audit;
import densa.table.audit.Finding;
import densa.table.encode.ClassCoding;
import densa.table.encode.ColumnReport;
import densa.table.encode.Encoder;
import densa.table.encode.FittedTarget;
import densa.table.encode.NumberCoding;
import densa.table.encode.Roles;
import densa.table.encode.TableRows;
import densa.table.encode.TargetColumns;
import densa.table.encode.Task;
import densa.table.encode.WeightColumn;
import densa.train.EarlyStopping;
import densa.train.TrainingListener;
import densa.train.TrainingOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a {@link TabularTrainer} understood of a table and is going to do, so that it can be shown before the long part.
 * Immutable and safe for any number of threads.
 */
public final class Plan {

    private static final int FEW_VALIDATION_ROWS = 30;
    private static final String NUMBER_LOSSES =
            "mean_squared_error, mean_absolute_error, huber, poisson, gamma, tweedie, quantile";

    private final TableRows learning;
    private final Optional<TableRows> judging;
    private final Roles roles;
    private final TabularOptions options;
    private final TrainingListener listener;
    private final FittedTarget target;
    private final Loss loss;
    private final Splits splits;
    private final List<Candidate> candidates;
    private final Map<String, Integer> classCounts;
    private final List<String> notes;

    private Plan(
            Table table, Optional<Table> validation, Roles roles, TabularOptions options, TrainingListener listener) {
        this.options = options;
        this.listener = listener;
        FittedTarget found = FittedTarget.of(table, roles);
        Loss chosen = loss(found, options);
        this.loss = chosen;
        this.target = amounts(chosen)
                .map(rule -> found.withCoding(NumberCoding.ofAmounts(
                        table.column(roles.target()),
                        found.rows(),
                        value -> chosen.targetFault(value, 1).isEmpty(),
                        rule)))
                .orElse(found);
        this.classCounts = target.classCounts(table);
        this.notes = new ArrayList<>(target.notes());
        if (options.validation() instanceof Validation.Groups groups
                && roles.targets().contains(groups.column())) {
            throw new IllegalArgumentException("the target " + quote(groups.column())
                    + " cannot be the group column: each fold would have classes of its own");
        }
        this.roles = options.validation() instanceof Validation.Groups groups
                        && !roles.ids().contains(groups.column())
                ? roles.withIgnored(List.of(groups.column()))
                : roles;
        this.learning = TableRows.of(table, roles, target.rows());
        this.judging = validation.map(other -> TableRows.of(other, roles, judgingRows(other, roles, target)));
        this.splits = Splits.of(learning, judging, target, options);
        this.candidates = candidates();
        Encoder encoder = candidates.get(0).encoder();
        encoder.codings().stream()
                .map(coding -> table.column(coding.name()))
                .filter(column -> countsTheRows(column) && !roles.numeric().contains(column.name()))
                .forEach(column -> notes.add("column " + quote(column.name())
                        + " counts the rows: make it an id or ignore it unless their order means something"));
        if (!target.several() && target.coding() instanceof ClassCoding classes) {
            IntStream.of(splits.unlearned())
                    .forEach(index -> notes.add("all rows of class "
                            + quote(classes.classes().get(index))
                            + " judge together: members that they judge never learn it"));
        }
        if (validationRows() < FEW_VALIDATION_ROWS) {
            notes.add("only " + validationRows() + " validation rows: take the metrics as a hint");
        }
    }

    static Plan of(
            Table table, Optional<Table> validation, Roles roles, TabularOptions options, TrainingListener listener) {
        return new Plan(table, validation, roles, options, listener);
    }

    private static boolean countsTheRows(Column column) {
        return column instanceof NumericColumn numbers
                && IntStream.range(1, numbers.size()).allMatch(row -> numbers.value(row) == numbers.value(row - 1) + 1);
    }

    private static int[] judgingRows(Table table, Roles roles, FittedTarget target) {
        WeightColumn weights = WeightColumn.of(table, roles);
        int[] rows = IntStream.of(TargetColumns.of(table, target.codings()).completeRows())
                .filter(row -> weights.weight(row) > 0)
                .toArray();
        if (rows.length == 0) {
            throw new DataException(
                    "the validation table has no row with a value of " + TargetColumns.named(roles.targets()));
        }
        return rows;
    }

    private static Loss loss(FittedTarget target, TabularOptions options) {
        boolean classes = target.task() == Task.CLASSIFICATION;
        if (target.several()) {
            return lossOfSeveral(classes, options);
        }
        int count =
                target.coding() instanceof ClassCoding coding ? coding.classes().size() : 0;
        if (options.classWeights() != ClassWeights.NONE && !classes) {
            throw new IllegalArgumentException("class weights need classes, but "
                    + quote(target.coding().name()) + " is a number: " + target.reason());
        }
        if (options.loss().isEmpty()) {
            return !classes
                    ? Loss.MEAN_SQUARED_ERROR
                    : count == 2 ? Loss.BINARY_CROSS_ENTROPY : Loss.SOFTMAX_CROSS_ENTROPY;
        }
        Loss loss = options.loss().get();
        boolean fits = classes
                ? loss instanceof Loss.SoftmaxCrossEntropy || count == 2 && loss instanceof Loss.BinaryCrossEntropy
                : !(loss instanceof Loss.SoftmaxCrossEntropy || loss instanceof Loss.BinaryCrossEntropy);
        if (!fits) {
            throw new IllegalArgumentException("loss " + loss.id() + " does not fit "
                    + (classes ? count + " classes" : "a number") + "; valid: "
                    + (!classes
                            ? NUMBER_LOSSES
                            : count == 2 ? "binary_cross_entropy, softmax_cross_entropy" : "softmax_cross_entropy"));
        }
        return loss;
    }

    private static Loss lossOfSeveral(boolean classes, TabularOptions options) {
        if (options.classWeights() != ClassWeights.NONE) {
            throw new IllegalArgumentException("class weights need a single target");
        }
        Loss loss = options.loss().orElse(classes ? Loss.BINARY_CROSS_ENTROPY : Loss.MEAN_SQUARED_ERROR);
        boolean fits = classes
                ? loss instanceof Loss.BinaryCrossEntropy
                : loss instanceof Loss.MeanSquaredError
                        || loss instanceof Loss.MeanAbsoluteError
                        || loss instanceof Loss.Huber;
        if (!fits) {
            throw new IllegalArgumentException("loss " + loss.id() + " does not fit several "
                    + (classes
                            ? "yes/no targets; valid: binary_cross_entropy"
                            : "numbers; valid: mean_squared_error, mean_absolute_error, huber"));
        }
        return loss;
    }

    /** What a loss that predicts the logarithm of a number demands of it; empty for other losses. */
    private static Optional<String> amounts(Loss loss) {
        if (loss instanceof Loss.Poisson) {
            return Optional.of("loss poisson predicts counts of 0 or more");
        } else if (loss instanceof Loss.Gamma) {
            return Optional.of("loss gamma needs amounts above 0");
        } else if (loss instanceof Loss.Tweedie) {
            return Optional.of("loss tweedie needs amounts of 0 or more");
        }
        return Optional.empty();
    }

    /** One for each number of bins that may be best; the first one has the most. */
    private List<Candidate> candidates() {
        int rows = learning.count();
        Encoder finest = Encoder.fit(
                learning.table(),
                roles,
                target,
                learning.rows(),
                options.binsForTable(rows, 1).get(0));
        int columns = (int) finest.inputs().stream()
                .filter(InputColumn.Piecewise.class::isInstance)
                .count();
        List<Integer> bins = columns == 0 ? List.of(0) : options.binsForTable(rows, columns);
        return bins.stream()
                .map(most -> candidate(
                        finest.withBins(most),
                        options.regularizationsForRows(rows).get(0)))
                .toList();
    }

    /** Candidates like the best of some choices, in tiny tables like each of them, but regularized in other ways. */
    List<Candidate> otherwiseRegularized(List<Candidate> choices, Candidate best) {
        int rows = learning.count();
        List<Candidate> like = options.isTiny(rows) ? choices : List.of(best);
        return options.regularizationsForRows(rows).stream()
                .skip(1)
                .flatMap(other -> like.stream().map(choice -> candidate(choice.encoder(), other)))
                .toList();
    }

    /**
     * Whether a candidate is part of the model whatever the judging rows say: in a tiny table they are too few to be
     * trusted, and what is held back most, without bins, is never far wrong.
     */
    boolean alwaysKept(Candidate candidate) {
        return options.isTiny(learning.count())
                && candidate.options().weightDecay() == Regularization.MUCH.weightDecay()
                && candidate.bins() == 0;
    }

    private Candidate candidate(Encoder encoder, Regularization regularization) {
        int rows = splits.trainingRows();
        TrainingOptions training = new TrainingOptions(
                loss,
                options.optimizer(),
                options.schedule(),
                GradientClipping.NONE,
                0,
                regularization.weightDecay(),
                layerFactors(),
                options.epochsForRows(rows),
                options.batchSizeForRows(rows),
                true,
                options.seed(),
                EarlyStopping.patience(options.patienceForRows(rows)),
                options.engine(),
                options.precision(),
                options.threads());
        return new Candidate(encoder, network(encoder, regularization), training);
    }

    /** For each dense layer; none if all are alike. */
    private List<LayerFactors> layerFactors() {
        LayerFactors first = options.firstLayerForRows(learning.count());
        return first.equals(LayerFactors.ONE)
                ? List.of()
                : IntStream.rangeClosed(0, hidden().size())
                        .mapToObj(layer -> layer == 0 ? first : LayerFactors.ONE)
                        .toList();
    }

    private Network network(Encoder encoder, Regularization regularization) {
        Network network = Network.inputs(encoder.inputs());
        if (regularization.columnDropout() > 0) {
            network = network.dropout(regularization.columnDropout());
        }
        for (int units : hidden()) {
            network = network.dense(units, options.activation());
            if (regularization.dropout() > 0) {
                network = network.dropout(regularization.dropout());
            }
        }
        return network.dense(outputs(), Activation.IDENTITY);
    }

    private List<Integer> hidden() {
        return options.hiddenForRows(learning.count(), outputs());
    }

    private int outputs() {
        if (loss instanceof Loss.Quantile quantile) {
            return quantile.levels().size();
        }
        return loss instanceof Loss.SoftmaxCrossEntropy
                ? classCounts.size()
                : target.codings().size();
    }

    /** What each column of the table is taken for, in the order of the table. */
    public List<ColumnReport> columns() {
        return candidates.get(0).encoder().describe();
    }

    /** The columns that are predicted, mostly one. */
    public List<String> targets() {
        return roles.targets();
    }

    /** What is predicted: classification or regression. */
    public Task task() {
        return target.task();
    }

    /** Why, as the end of a sentence: "it holds text". */
    public String taskReason() {
        return target.reason();
    }

    /** The classes, sorted, and the rows of each; empty if a number or several targets are predicted. */
    public Map<String, Integer> classCounts() {
        return classCounts;
    }

    /**
     * The networks that are compared on the validation rows, the one with the most inputs first. Whether the later ones,
     * which are regularized in other ways, have bins, depends on what the first ones predict.
     */
    public List<Network> networks() {
        return Stream.concat(candidates.stream(), otherwiseRegularized(candidates, candidates.get(0)).stream())
                .map(Candidate::network)
                .toList();
    }

    /** How they are going to be trained. */
    public TrainingOptions trainingOptions() {
        return candidates.get(0).options();
    }

    /** Number of rows to learn from, by one member or another. */
    public int trainingRows() {
        return learning.count() - (splits.everyRowJudges() || judging.isPresent() ? 0 : splits.judged());
    }

    /** Number of rows that judge a member. */
    public int validationRows() {
        return splits.judged();
    }

    /** Which rows judge, as the end of a sentence: "each of 5 folds judges what is learned from the others". */
    public String validation() {
        return splits.text();
    }

    /** The engine that computes, and why. */
    public EngineInfo engine() {
        return options.engine().describe();
    }

    /** What was left out or is unusual, one line each. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * Looks for what spoils a model or its metrics: columns that give the target away, repeated rows, and so on. It is
     * done at each call, for 100,000 rows of 50 columns in less than a second, and changes nothing.
     *
     * @return what was found, the most important first, without hints at what is done already; nothing for several targets
     */
    public List<Finding> audit() {
        if (target.several()) {
            return List.of();
        }
        int folds = splits.everyRowJudges() ? splits.all().size() : 0;
        return Audit.of(learning.table(), roles, target, candidates.get(0).encoder(), folds).stream()
                .filter(finding -> switch (finding.kind()) {
                    case REPEATED_ROWS -> judging.isEmpty() && !(options.validation() instanceof Validation.Groups);
                    case IMBALANCE -> options.classWeights() == ClassWeights.NONE;
                    default -> true;
                })
                .toList();
    }

    /**
     * Does it.
     *
     * @throws StoppedException if it is stopped before there is any model
     * @throws densa.data.DataException if the validation table does not fit the training table
     * @throws densa.train.DivergedException if the loss becomes infinite or NaN
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public TrainingResult fit() {
        return new Fitting(this).fit();
    }

    // ---- for Fitting ----

    TabularOptions options() {
        return options;
    }

    TrainingListener listener() {
        return listener;
    }

    Splits splits() {
        return splits;
    }

    List<Candidate> choices() {
        return candidates;
    }

    /** The rows that only judge. */
    Optional<TableRows> judging() {
        return judging;
    }

    TableRows learning() {
        return learning;
    }

    /** The coding of the target's logarithm, if that could be better. */
    Optional<NumberCoding> logarithm() {
        if (!(loss instanceof Loss.MeanSquaredError) || target.several()) {
            return Optional.empty();
        }
        Column column = learning.table().column(target.coding().name());
        return NumberCoding.ofLogarithm(column, learning.rows())
                .filter(coding -> judging.stream().allMatch(rows -> isPositive(rows, coding.name())));
    }

    private static boolean isPositive(TableRows rows, String name) {
        Column column = rows.table().column(name);
        return IntStream.of(rows.rows()).allMatch(row -> NumberCoding.value(column, row) > 0);
    }

    /** The rows to learn from and then those that only judge, as a candidate encodes them. */
    Dataset dataset(Candidate candidate, Precision precision) {
        double[] factors = classFactors();
        List<TableRows> parts = new ArrayList<>();
        parts.add(weighted(learning, factors));
        judging.ifPresent(rows -> parts.add(weighted(rows, factors)));
        return candidate.encoder().encode(parts, precision);
    }

    /** The weights of the data set's rows, class weights included. */
    double[] weights() {
        double[] factors = classFactors();
        return IntStream.range(0, 2)
                .boxed()
                .flatMapToDouble(part -> Arrays.stream(
                        part == 0
                                ? weighted(learning, factors).weights()
                                : judging.map(rows -> weighted(rows, factors).weights())
                                        .orElse(new double[0])))
                .toArray();
    }

    private double[] classFactors() {
        if (target.several() || !(target.coding() instanceof ClassCoding classes)) {
            return new double[0];
        }
        double[] weightOf = new double[classes.classes().size()];
        Column column = learning.table().column(classes.name());
        int[] rows = learning.rows();
        double[] weights = learning.weights();
        for (int i = 0; i < rows.length; i++) {
            weightOf[(int) classes.encode(column, rows[i])] += weights[i];
        }
        return options.classWeights().of(classes.classes(), weightOf);
    }

    private TableRows weighted(TableRows part, double[] factors) {
        if (target.several() || !(target.coding() instanceof ClassCoding classes)) {
            return part;
        }
        double[] weights = part.weights();
        int[] rows = part.rows();
        Column column = part.table().column(classes.name());
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= factors[(int) classes.encode(column, rows[i])];
        }
        return new TableRows(part.table(), rows, weights);
    }

    /** The targets of every row of the data set, rows x targets: class indexes or numbers. */
    double[] truth() {
        List<TableRows> parts = new ArrayList<>(List.of(learning));
        judging.ifPresent(parts::add);
        return parts.stream()
                .flatMapToDouble(part -> Arrays.stream(
                        TargetColumns.of(part.table(), target.codings()).truth(part.rows())))
                .toArray();
    }
}
