package densa.model;

import static densa.table.DataException.quote;

import densa.encode.ClassCoding;
import densa.encode.ColumnReport;
import densa.encode.Dataset;
import densa.encode.Encoder;
import densa.encode.EncodingRules;
import densa.encode.FittedTarget;
import densa.encode.NumberCoding;
import densa.encode.Precision;
import densa.encode.Roles;
import densa.encode.TableRows;
import densa.encode.Task;
import densa.encode.Weights;
import densa.engine.EngineInfo;
import densa.network.Activation;
import densa.network.Loss;
import densa.network.Network;
import densa.optimize.GradientClipping;
import densa.table.Column;
import densa.table.DataException;
import densa.table.NumericColumn;
import densa.table.Table;
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
            "mean_squared_error, mean_absolute_error, huber, poisson, gamma, tweedie";

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
        this.roles = options.validation() instanceof Validation.Groups groups
                        && !roles.ids().contains(groups.column())
                ? roles.withIgnored(List.of(groups.column()))
                : roles;
        this.learning = TableRows.of(table, roles, target.rows());
        this.judging = validation.map(other -> TableRows.of(other, roles, judgingRows(other, roles)));
        this.splits = Splits.of(learning, judging, target, options);
        this.candidates = candidates();
        Encoder encoder = candidates.get(0).encoder();
        encoder.codings().stream()
                .map(coding -> table.column(coding.name()))
                .filter(Plan::countsTheRows)
                .forEach(column -> notes.add("column " + quote(column.name())
                        + " counts the rows: make it an id or ignore it unless their order means something"));
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

    private static int[] judgingRows(Table table, Roles roles) {
        Column column = table.column(roles.target());
        Weights weights = Weights.of(table, roles);
        int[] rows = IntStream.range(0, column.size())
                .filter(row -> !column.isMissing(row) && weights.weight(row) > 0)
                .toArray();
        if (rows.length == 0) {
            throw new DataException(
                    "the validation table has no row with a value of the target " + quote(column.name()));
        }
        return rows;
    }

    private static Loss loss(FittedTarget target, TabularOptions options) {
        boolean classes = target.task() == Task.CLASSIFICATION;
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
        if (loss instanceof Loss.Quantile && !classes) {
            throw new IllegalArgumentException("loss quantile predicts several numbers a row, but a model of a table"
                    + " predicts one; train such a network on arrays, or take one of " + NUMBER_LOSSES);
        }
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
        Encoder finest = Encoder.fit(
                learning.table(), roles, target, learning.rows(), options.bins().orElse(EncodingRules.BINS));
        boolean small = learning.count() <= options.effort().smallTable();
        List<Integer> bins =
                options.bins().isPresent() || !small ? List.of(EncodingRules.MAX_BINS) : EncodingRules.BINS_TO_TRY;
        double dropout =
                options.dropout().orElse(options.effort().dropoutsToTry().get(0));
        return bins.stream()
                .map(most -> candidate(finest.withBins(most), dropout))
                .toList();
    }

    /** Candidates that are like one of {@link #choices()} but for their dropout rates. */
    List<Candidate> withOtherDropout(Candidate choice) {
        if (options.dropout().isPresent() || options.hidden().isEmpty()) {
            return List.of();
        }
        List<Double> rates = options.effort().dropoutsToTry();
        return rates.subList(1, rates.size()).stream()
                .map(rate -> candidate(choice.encoder(), rate))
                .toList();
    }

    private Candidate candidate(Encoder encoder, double dropout) {
        int rows = splits.trainingRows();
        TrainingOptions training = new TrainingOptions(
                loss,
                options.optimizer(),
                options.schedule(),
                GradientClipping.NONE,
                0,
                options.weightDecay(),
                List.of(),
                options.epochsForRows(rows),
                options.batchSizeForRows(rows),
                true,
                options.seed(),
                options.patience().isPresent()
                        ? EarlyStopping.patience(options.patience().getAsInt())
                        : EarlyStopping.NONE,
                options.engine(),
                options.precision(),
                options.threads());
        return new Candidate(encoder, network(encoder, dropout), training);
    }

    private Network network(Encoder encoder, double dropout) {
        Network network = Network.inputs(encoder.inputs());
        for (int units : options.hidden()) {
            network = network.dense(units, options.activation());
            if (dropout > 0) {
                network = network.dropout(dropout);
            }
        }
        int outputs = loss instanceof Loss.SoftmaxCrossEntropy && encoder.target() instanceof ClassCoding classes
                ? classes.classes().size()
                : 1;
        return network.dense(outputs, Activation.IDENTITY);
    }

    /** What each column of the table is taken for, in the order of the table. */
    public List<ColumnReport> columns() {
        return candidates.get(0).encoder().describe();
    }

    /** What is predicted: classification or regression. */
    public Task task() {
        return target.task();
    }

    /** Why, as the end of a sentence: "it holds text". */
    public String taskReason() {
        return target.reason();
    }

    /** The classes, sorted, and the rows of each; empty if a number is predicted. */
    public Map<String, Integer> classCounts() {
        return classCounts;
    }

    /** The networks that are compared on the validation rows, the one with the most inputs first. */
    public List<Network> networks() {
        return candidates.stream().map(Candidate::network).toList();
    }

    /** How they are going to be trained. */
    public TrainingOptions trainingOptions() {
        return candidates.get(0).options();
    }

    /** Members that are trained side by side, one for each split. */
    int members() {
        return splits.all().size();
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
     * Does it.
     *
     * @throws densa.table.DataException if the validation table does not fit the training table
     * @throws densa.train.DivergedException if the loss becomes infinite or NaN
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public Model fit() {
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

    TableRows learning() {
        return learning;
    }

    /** The coding of the target's logarithm, if that could be better. */
    Optional<NumberCoding> logarithm() {
        if (!(loss instanceof Loss.MeanSquaredError) || !(target.coding() instanceof NumberCoding)) {
            return Optional.empty();
        }
        Column column = learning.table().column(target.coding().name());
        return NumberCoding.ofLogarithm(column, learning.rows())
                .filter(coding -> judging.stream().allMatch(rows -> isPositive(rows, coding.name())));
    }

    /** Trainings of as many members as there are splits. */
    int trainings() {
        return candidates.size()
                + withOtherDropout(candidates.get(0)).size()
                + options.effort().moreDeals()
                + (logarithm().isPresent() ? 1 : 0);
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

    /** The weights of the data set's rows. */
    double[] rowWeights() {
        return Stream.concat(Stream.of(learning), judging.stream())
                .flatMapToDouble(part -> Arrays.stream(part.weights()))
                .toArray();
    }

    /** The weights of the data set's rows, class weights included. */
    double[] lossWeights() {
        double[] factors = classFactors();
        return Stream.concat(Stream.of(learning), judging.stream())
                .flatMapToDouble(part -> Arrays.stream(weighted(part, factors).weights()))
                .toArray();
    }

    private double[] classFactors() {
        if (!(target.coding() instanceof ClassCoding classes)) {
            return new double[0];
        }
        double[] weightOf = new double[classes.classes().size()];
        Column column = learning.table().column(classes.name());
        for (int i = 0; i < learning.count(); i++) {
            weightOf[(int) classes.encode(column, learning.rows()[i])] += learning.weights()[i];
        }
        return options.classWeights().of(classes.classes(), weightOf);
    }

    private TableRows weighted(TableRows part, double[] factors) {
        if (!(target.coding() instanceof ClassCoding classes)) {
            return part;
        }
        double[] weights = part.weights().clone();
        int[] rows = part.rows();
        Column column = part.table().column(classes.name());
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= factors[(int) classes.encode(column, rows[i])];
        }
        return new TableRows(part.table(), rows, weights);
    }

    /** The target of every row of the data set: class index or number. */
    double[] truth() {
        List<TableRows> parts = new ArrayList<>(List.of(learning));
        judging.ifPresent(parts::add);
        return parts.stream()
                .flatMapToDouble(part -> {
                    Column column = part.table().column(target.coding().name());
                    return IntStream.of(part.rows())
                            .mapToDouble(row -> target.coding() instanceof ClassCoding classes
                                    ? classes.encode(column, row)
                                    : NumberCoding.value(column, row));
                })
                .toArray();
    }
}
