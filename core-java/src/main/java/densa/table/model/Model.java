package densa.table.model;

import static java.util.Objects.requireNonNull;

import densa.data.DataException;
import densa.engine.Engine;
import densa.engine.Machine;
import densa.network.Network;
import densa.store.ModelFile;
import densa.store.ModelFormatException;
import densa.table.ColumnType;
import densa.table.Schema;
import densa.table.Table;
import densa.table.encode.ColumnReport;
import densa.table.encode.EncodedTable;
import densa.table.encode.Encoder;
import densa.table.encode.InputNote;
import densa.table.encode.RowEncoder;
import densa.table.encode.Task;
import densa.train.TrainedNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A trained network for tables with all that it needs to predict: columns, scaling, levels, classes. Immutable: any
 * number of threads may predict at once.
 *
 * <pre>{@code
 * Model model = Model.load(Path.of("penguins.densa"));
 * Prediction prediction = model.predict(Map.of("island", "Dream", "bill_length_mm", 39.1, "sex", "male"));
 * prediction.label();
 * prediction.probability("Adelie");
 * Predictions all = model.predict(table);
 * }</pre>
 */
public final class Model {

    private final Encoder encoder;
    private final List<TrainedNetwork> members;
    private final OutputDecoder decoder;
    private final ValidationMetrics validation;
    private final Provenance provenance;
    private final List<Calibration> calibrations;
    private final List<PredictionIntervals> intervals;
    private final String trainingOptions;
    private final Ensemble ensemble;
    private final RowEncoder rowEncoder;
    private final int threads;

    /**
     * Assembles a model of networks that were trained.
     *
     * @param encoder how tables become inputs
     * @param members networks whose mean prediction is the model's, at least one
     * @param validation how good the model is out-of-fold
     * @param provenance where it comes from
     * @param calibrations one for each target, or none for numbers
     * @param intervals one for each target, or none for classes
     * @param trainingOptions the options of the training as JSON, which is kept and not read
     */
    public Model(
            Encoder encoder,
            List<TrainedNetwork> members,
            ValidationMetrics validation,
            Provenance provenance,
            List<Calibration> calibrations,
            List<PredictionIntervals> intervals,
            String trainingOptions) {
        this(
                encoder,
                members,
                validation,
                provenance,
                calibrations,
                intervals,
                trainingOptions,
                Machine.DEFAULTS.threads());
    }

    private Model(
            Encoder encoder,
            List<TrainedNetwork> members,
            ValidationMetrics validation,
            Provenance provenance,
            List<Calibration> calibrations,
            List<PredictionIntervals> intervals,
            String trainingOptions,
            int threads) {
        this.calibrations = List.copyOf(calibrations);
        this.intervals = List.copyOf(intervals);
        this.encoder = encoder;
        this.members = List.copyOf(members);
        this.decoder = new OutputDecoder(
                encoder.targets(), members.get(0).loss(), members.get(0).outputs());
        this.validation = validation;
        this.provenance = provenance;
        this.trainingOptions = trainingOptions;
        this.rowEncoder = encoder.rowEncoder();
        this.ensemble = new Ensemble(this.members, decoder, this.calibrations);
        this.threads = threads;
    }

    /**
     * {@return the same model with another number of threads for tables: for {@link #predict(Table)}, evaluations and
     * explanations} One row is always predicted on the calling thread; results do not depend on the number.
     *
     * @param most the maximum number of threads, 1 to {@value Machine#MAX_THREADS}; without this call, all processors
     *     that are idle
     * @throws IllegalArgumentException if it is out of range
     */
    public Model withThreads(int most) {
        return new Model(
                encoder,
                members,
                validation,
                provenance,
                calibrations,
                intervals,
                trainingOptions,
                Machine.checkThreads(most));
    }

    /** {@return the maximum number of threads for tables} */
    public int threads() {
        return threads;
    }

    /**
     * Predicts every row of a table.
     *
     * @param table any rows; columns are found by name, whatever their order; others are ignored, and the target need
     *     not be there
     * @return one prediction for each row, in order, with notes on what had to be guessed
     * @throws DataException if a needed column is not there, more than a few texts stand where numbers or dates belong,
     *     or the model's weights are so large that a prediction is not finite
     */
    public Predictions predict(Table table) {
        return predict(table, threads);
    }

    /**
     * As {@link #predict(Table)}, on another number of threads than {@link #threads()}.
     *
     * @param table as {@link #predict(Table)} takes it
     * @param threads the maximum number of threads, the caller's included, 1 to {@value Machine#MAX_THREADS}
     * @return the same bits, whatever the number of threads
     * @throws DataException as {@link #predict(Table)}
     * @throws IllegalArgumentException if the number of threads is out of range
     */
    public Predictions predict(Table table, int threads) {
        Machine.checkThreads(threads);
        EncodedTable encoded = encoder.inputs(requireNonNull(table, "table"));
        return predict(encoded.rows(), encoded::read, encoded.notes(), threads);
    }

    /**
     * Predicts rows that were encoded already.
     *
     * @param inputs rows x input columns of {@link #encoder()}, as {@link EncodedTable#read} writes them
     * @return one prediction for each row, in order, without notes
     * @throws IllegalArgumentException if they are no whole rows, a column of names holds no level index, or a number
     *     is not finite
     * @throws DataException if a prediction is not finite, because weights or numbers are too large
     */
    public Predictions predict(double[] inputs) {
        int width = encoder.inputs().size();
        if (requireNonNull(inputs, "inputs").length % width != 0) {
            throw new IllegalArgumentException(
                    "inputs must hold a multiple of " + width + " values, got " + inputs.length);
        }
        return predict(
                inputs.length / width,
                (row, out, at) -> System.arraycopy(inputs, row * width, out, at, width),
                List.of(),
                threads);
    }

    private Predictions predict(int rows, Ensemble.Rows encoded, List<InputNote> notes, int threads) {
        return predictions(rows, ensemble.predict(rows, encoded, threads), notes);
    }

    /** Returns predictions of this model; takes over the array. */
    Predictions predictions(int rows, double[] values, List<InputNote> notes) {
        return new Predictions(rows, decoder, values, notes, intervals);
    }

    /** Calibrates probabilities, in place, if there are calibrations. */
    double[] calibrated(double[] values, ToDoubleFunction<Calibration> temperature) {
        decoder.calibrate(values, calibrations, temperature);
        return values;
    }

    /**
     * Predicts one row.
     *
     * @param row values by column name: numbers, texts, or dates and times ({@code java.time},
     *     {@link java.util.Date}) of the years 1 to 9999; a boolean, character or enum constant is its text; a column
     *     that is left out, or null, is missing; columns of the training table that are no inputs may be there
     * @return the prediction, with notes on what had to be guessed
     * @throws NullPointerException if the row is null or has a null key
     * @throws DataException if a name is unknown, no input column is named, a value cannot be one of the column, or the
     *     model's weights are so large that the prediction is not finite
     */
    public Prediction predict(Map<String, ? extends @Nullable Object> row) {
        double[] inputs = new double[encoder.inputs().size()];
        boolean guessed = rowEncoder.encode(row, inputs);
        double[] values = new double[decoder.width()];
        ensemble.predict(inputs, 1, new double[decoder.outputs()], values);
        // The map may change until the notes are asked for; most rows have none.
        Map<String, Object> given = guessed ? new HashMap<>(row) : Map.of();
        return new Prediction(
                decoder,
                values,
                intervals,
                () -> given.isEmpty()
                        ? List.of()
                        : encoder.inputs(encoder.row(given)).notes());
    }

    /**
     * Predicts rows as they come, one at a time on the calling thread.
     *
     * @param rows each as {@link #predict(Map)} takes it
     * @return lazily, in the order of the rows
     */
    public Stream<Prediction> predict(Stream<? extends Map<String, ? extends @Nullable Object>> rows) {
        return requireNonNull(rows, "rows").map(this::predict);
    }

    /** {@return what predicts typed rows one after another, without garbage; one for each thread} */
    public RowPredictor rowPredictor() {
        return new RowPredictor(rowEncoder, ensemble, decoder);
    }

    /**
     * Predicts the rows of a table and compares the predictions with the targets.
     *
     * @param table rows with the model's inputs and targets; those without one of the targets are left out; weights
     *     count if the weight column is there
     * @return the rows that have all targets, with truth, weights and predictions
     * @throws DataException if a target or a needed column is not there, no row has all targets, all weights are 0, or
     *     a target is none of the classes
     */
    public Evaluation evaluate(Table table) {
        requireNonNull(table, "table");
        return Evaluation.of(this, table, rows -> predict(rows.length == table.rows() ? table : table.select(rows)));
    }

    /**
     * As {@link #evaluate(Table)}, with predictions that were made already.
     *
     * @param table as {@link #evaluate(Table)} takes it
     * @param predictions those for {@code table}, row by row
     * @return the evaluation of these predictions; the model predicts nothing itself
     * @throws IllegalArgumentException if they are of another number of rows
     */
    public Evaluation evaluate(Table table, Predictions predictions) {
        requireNonNull(table, "table");
        requireNonNull(predictions, "predictions");
        if (predictions.rows() != table.rows()) {
            throw new IllegalArgumentException("the predictions must be those for the table, " + table.rows()
                    + " rows, got " + predictions.rows());
        }
        return Evaluation.of(this, table, predictions::select);
    }

    /**
     * {@return the column that is predicted}
     *
     * @throws IllegalStateException if there are several
     */
    public String target() {
        return encoder.target().name();
    }

    /** {@return the columns that are predicted, mostly one} */
    public List<String> targets() {
        return encoder.roles().targets();
    }

    /** {@return what is predicted: classification or regression} */
    public Task task() {
        return decoder.isClasses() ? Task.CLASSIFICATION : Task.REGRESSION;
    }

    /**
     * {@return the classes, sorted: by number if all of them are numbers, by text otherwise; empty if a number or
     * several targets are predicted}
     */
    public List<String> classes() {
        return decoder.classes();
    }

    /** {@return the levels of the quantiles that are predicted, ascending; empty if none are} */
    public List<Double> quantiles() {
        return decoder.quantiles();
    }

    /** Returns how the outputs of the networks become predictions. */
    OutputDecoder decoder() {
        return decoder;
    }

    /** {@return what each column of the training table was taken for, in the order of the table} */
    public List<ColumnReport> columns() {
        return encoder.describe();
    }

    /** {@return how tables become inputs} */
    public Encoder encoder() {
        return encoder;
    }

    /** {@return the networks, at least one; the model predicts the mean of their predictions} */
    public List<TrainedNetwork> members() {
        return members;
    }

    /** {@return the architecture that all members share} */
    public Network network() {
        return members.get(0).network();
    }

    /** {@return the options of the training as JSON; {@code TabularOptions.of} reads them} */
    public String trainingOptions() {
        return trainingOptions;
    }

    /** {@return how good the model was on its validation rows} */
    public ValidationMetrics validationMetrics() {
        return validation;
    }

    /**
     * {@return how far the probabilities of each target can be trusted, in the order of the targets; none for numbers}
     */
    public List<Calibration> calibrations() {
        return calibrations;
    }

    /** {@return how far the numbers of each target can be trusted, in the order of the targets; none for classes} */
    public List<PredictionIntervals> intervals() {
        return intervals;
    }

    /** {@return where the model comes from} */
    public Provenance provenance() {
        return provenance;
    }

    /** {@return the columns that a table to predict must have, with the types in which they should be read} */
    public Schema inputSchema() {
        return encoder.inputSchema();
    }

    /**
     * {@return all columns that the model may use, with the types in which they should be read: the inputs, the targets
     * and the weight if it has one, and the ids, as text}
     */
    public Schema schema() {
        List<Schema.Field> fields = new ArrayList<>(inputSchema().fields());
        encoder.targets().forEach(target -> fields.add(new Schema.Field(target.name(), target.source())));
        weight().ifPresent(name -> fields.add(new Schema.Field(name, ColumnType.NUMERIC)));
        ids().forEach(name -> fields.add(new Schema.Field(name, ColumnType.CATEGORICAL)));
        return new Schema(fields);
    }

    /** {@return the columns that are passed through to the predictions} */
    public List<String> ids() {
        return encoder.roles().ids();
    }

    /** {@return the column of row weights, if there is one} */
    public Optional<String> weight() {
        return encoder.roles().weight();
    }

    /**
     * Writes the model to a file, as a whole or not at all.
     *
     * @param path the file to write or replace, by custom named {@code .densa}, in a folder that exists
     * @throws IOException if it cannot be written; the message says so in one line, and an old file is as it was
     */
    public void save(Path path) throws IOException {
        toFile().write(path);
    }

    /** {@return the content of the model's file} */
    public ModelFile toFile() {
        return TrainedNetwork.toFile(members).withSection(ModelJson.SECTION, ModelJson.toJson(this));
    }

    /**
     * Reads a model. One that was trained on the Java engine by name predicts there, any other one on the native engine
     * if it loads.
     *
     * <p>A file from elsewhere does no harm: nothing in it is run, and loading it takes at most 32 times its size at
     * once on the Java heap, 2 to 7 times if it is a usual model, and the native engine's copy of the weights.
     *
     * @param path a file of a model for tables
     * @return the model, ready to predict
     * @throws IOException if the file cannot be read
     * @throws ModelFormatException if it is not a model for tables, is damaged, or comes from a newer Densa
     */
    public static Model load(Path path) throws IOException {
        return of(ModelFile.read(path));
    }

    /**
     * Reads a model from a stream.
     *
     * @param in the bytes of the model's file, from the first one on; read to its end and not closed
     * @return the model as {@link #load(Path)} gives it
     * @throws IOException if it cannot be read
     * @throws ModelFormatException as {@link #load(Path)}
     */
    public static Model load(InputStream in) throws IOException {
        return of(ModelFile.read(in, "the model"));
    }

    /**
     * Reads a model from the bytes of its file.
     *
     * @param bytes the whole file; not kept
     * @return the model as {@link #load(Path)} gives it
     * @throws ModelFormatException as {@link #load(Path)}
     */
    public static Model load(byte[] bytes) {
        return of(ModelFile.read(bytes, "the model"));
    }

    /**
     * {@return the model in a file}
     *
     * @param file what {@link #toFile} gave, or what was read from a file
     * @throws ModelFormatException if it is not a model for tables
     */
    public static Model of(ModelFile file) {
        return ModelJson.model(file, TrainedNetwork.fromFile(file));
    }

    /**
     * {@return the same model on another engine}
     *
     * @param engine what predicts, whatever engine the model was loaded for
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public Model on(Engine engine) {
        requireNonNull(engine, "engine");
        return new Model(
                encoder,
                TrainedNetwork.fromFile(toFile(), engine),
                validation,
                provenance,
                calibrations,
                intervals,
                trainingOptions,
                threads);
    }

    /**
     * {@return the same model for one of its targets, for what asks for a model of a single one} It predicts what this
     * one does for that target.
     *
     * @param name one of {@link #targets()}
     * @throws IllegalArgumentException if there is no such target; the message lists them
     */
    public Model forTarget(String name) {
        if (!decoder.several() && name.equals(target())) {
            return this;
        }
        Encoder one = encoder.forTarget(name);
        int index = decoder.index(name);
        return new Model(
                one,
                members.stream().map(member -> member.withOutput(index)).toList(),
                validation.forTarget(name),
                provenance,
                calibrations.isEmpty() ? List.of() : List.of(calibrations.get(index)),
                intervals.isEmpty() ? List.of() : List.of(intervals.get(index)),
                trainingOptions,
                threads);
    }

    /** Returns what is predicted, from what, and by how many networks, for debuggers. */
    @Override
    public String toString() {
        return "Model of " + String.join(", ", targets()) + " (" + task().id() + ") from "
                + encoder.codings().size() + " columns: " + members.size() + " x " + network();
    }
}
