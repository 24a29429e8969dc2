package densa.model;

import static densa.table.DataException.quote;

import densa.encode.ClassCoding;
import densa.encode.ColumnReport;
import densa.encode.Dataset;
import densa.encode.Encoder;
import densa.encode.FittedTarget;
import densa.encode.NumberCoding;
import densa.encode.Precision;
import densa.encode.Roles;
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
import densa.table.Split;
import densa.table.Table;
import densa.train.EarlyStopping;
import densa.train.TrainedNetwork;
import densa.train.Trainer;
import densa.train.TrainingListener;
import densa.train.TrainingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a {@link TabularTrainer} understood of a table and is going to do, so that it can be shown before the long part.
 * Immutable and safe for any number of threads.
 */
public final class Plan {

    private static final int FEW_VALIDATION_ROWS = 30;

    private final Part train;
    private final Part validation;
    private final TabularOptions options;
    private final TrainingListener listener;
    private final FittedTarget target;
    private final Encoder encoder;
    private final Network network;
    private final TrainingOptions trainingOptions;
    private final Map<String, Integer> classCounts;
    private final List<String> notes;

    /** Some rows of a table, with their weights. */
    private record Part(Table table, int[] rows, double[] weights) {
        static Part of(Table table, Roles roles, int[] rows) {
            Weights weights = Weights.of(table, roles);
            return new Part(
                    table, rows, IntStream.of(rows).mapToDouble(weights::weight).toArray());
        }
    }

    private Plan(Table table, Optional<Table> judging, Roles roles, TabularOptions options, TrainingListener listener) {
        this.options = options;
        this.listener = listener;
        FittedTarget found = FittedTarget.of(table, roles);
        Loss loss = loss(found, options);
        this.target = loss instanceof Loss.Poisson
                ? found.withCoding(NumberCoding.ofCounts(table.column(roles.target()), found.rows()))
                : found;
        this.classCounts = target.classCounts(table);
        this.notes = new ArrayList<>(target.notes());
        if (judging.isPresent()) {
            Weights weights = Weights.of(judging.get(), roles);
            this.train = Part.of(table, roles, target.rows());
            this.validation =
                    Part.of(judging.get(), roles, judgingRows(judging.get().column(roles.target()), weights));
        } else {
            Split split = split(table, target, options);
            int[] rows = target.rows();
            this.train = Part.of(table, roles, pick(rows, split.train()));
            this.validation = Part.of(table, roles, pick(rows, split.validation()));
        }
        this.encoder = Encoder.fit(table, roles, target, train.rows());
        this.network = network(encoder, loss, options);
        this.trainingOptions = trainingOptions(loss, options, train.rows().length);
        encoder.codings().stream()
                .map(coding -> table.column(coding.name()))
                .filter(column -> countsTheRows(column) && !roles.numeric().contains(column.name()))
                .forEach(column -> notes.add("column " + quote(column.name())
                        + " counts the rows: make it an id or ignore it unless their order means something"));
        if (validation.rows().length < FEW_VALIDATION_ROWS) {
            notes.add("only " + validation.rows().length + " validation rows: take the metrics as a hint");
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

    private static int[] pick(int[] rows, int[] positions) {
        return IntStream.of(positions).map(position -> rows[position]).toArray();
    }

    private static int[] judgingRows(Column column, Weights weights) {
        int[] rows = IntStream.range(0, column.size())
                .filter(row -> !column.isMissing(row) && weights.weight(row) > 0)
                .toArray();
        if (rows.length == 0) {
            throw new DataException(
                    "the validation table has no row with a value of the target " + quote(column.name()));
        }
        return rows;
    }

    private static Split split(Table table, FittedTarget target, TabularOptions options) {
        int[] rows = target.rows();
        double fraction = options.validationFraction();
        if (target.coding() instanceof ClassCoding classes) {
            Column column = table.column(classes.name());
            int[] codes = IntStream.of(rows)
                    .map(row -> (int) classes.encode(column, row))
                    .toArray();
            return Split.stratified(codes, fraction, options.seed());
        }
        return Split.random(rows.length, fraction, options.seed());
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
        boolean fits = classes
                ? loss instanceof Loss.SoftmaxCrossEntropy || count == 2 && loss instanceof Loss.BinaryCrossEntropy
                : !(loss instanceof Loss.SoftmaxCrossEntropy || loss instanceof Loss.BinaryCrossEntropy);
        if (!fits) {
            throw new IllegalArgumentException("loss " + loss.id() + " does not fit "
                    + (classes ? count + " classes" : "a number") + "; valid: "
                    + (!classes
                            ? "mean_squared_error, mean_absolute_error, huber, poisson"
                            : count == 2 ? "binary_cross_entropy, softmax_cross_entropy" : "softmax_cross_entropy"));
        }
        return loss;
    }

    private static Network network(Encoder encoder, Loss loss, TabularOptions options) {
        Network network = Network.inputs(encoder.inputs());
        for (int units : options.hidden()) {
            network = network.dense(units, options.activation());
            if (options.dropout() > 0) {
                network = network.dropout(options.dropout());
            }
        }
        int outputs = loss instanceof Loss.SoftmaxCrossEntropy && encoder.target() instanceof ClassCoding classes
                ? classes.classes().size()
                : 1;
        return network.dense(outputs, Activation.IDENTITY);
    }

    private static TrainingOptions trainingOptions(Loss loss, TabularOptions options, int rows) {
        return new TrainingOptions(
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
                EarlyStopping.patience(options.patience()),
                options.engine(),
                options.precision(),
                options.threads());
    }

    /** What each column of the table is taken for, in the order of the table. */
    public List<ColumnReport> columns() {
        return encoder.describe();
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

    /** The network to train. */
    public Network network() {
        return network;
    }

    /** How it is going to be trained. */
    public TrainingOptions trainingOptions() {
        return trainingOptions;
    }

    /** Number of rows to learn from. */
    public int trainingRows() {
        return train.rows().length;
    }

    /** Number of rows that judge the epochs. */
    public int validationRows() {
        return validation.rows().length;
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
        Precision precision = options.engine().precision(options.precision());
        double[] factors = classFactors();
        TrainedNetwork trained = Trainer.of(network)
                .options(trainingOptions)
                .listener(listener)
                .fit(dataset(train, factors, precision), dataset(validation, factors, precision));
        Provenance provenance =
                Model.provenanceOf(train.table(), train.rows().length, validation.rows().length, options.seed());
        return Model.trained(
                encoder, trained, options, provenance, validation.table().select(validation.rows()));
    }

    private double[] classFactors() {
        if (!(encoder.target() instanceof ClassCoding classes)) {
            return new double[0];
        }
        double[] weightOf = new double[classes.classes().size()];
        Column column = train.table().column(classes.name());
        for (int i = 0; i < train.rows().length; i++) {
            weightOf[(int) classes.encode(column, train.rows()[i])] += train.weights()[i];
        }
        return options.classWeights().of(classes.classes(), weightOf);
    }

    private Dataset dataset(Part part, double[] factors, Precision precision) {
        double[] weights = part.weights().clone();
        if (encoder.target() instanceof ClassCoding classes) {
            Column column = part.table().column(classes.name());
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= factors[(int) classes.encode(column, part.rows()[i])];
            }
        }
        return encoder.encode(part.table(), part.rows(), weights, precision);
    }
}
