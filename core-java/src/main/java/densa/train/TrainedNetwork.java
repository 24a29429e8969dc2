package densa.train;

import static java.util.Objects.requireNonNull;

import densa.data.DataException;
import densa.data.Dataset;
import densa.data.InputColumn;
import densa.data.Precision;
import densa.engine.Engine;
import densa.engine.Machine;
import densa.engine.session.Backend;
import densa.engine.session.Predictor;
import densa.network.Layer;
import densa.network.Loss;
import densa.network.Network;
import densa.network.ParameterLayout;
import densa.network.Parameters;
import densa.store.ModelFile;
import densa.store.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A network with its parameters, ready to predict. Immutable: any number of threads may predict at once.
 *
 * <p>Predictions are the network's raw outputs; {@link Loss#toPrediction} turns the logits of a cross-entropy into
 * probabilities, logarithms into amounts, and sorts quantiles.
 */
public final class TrainedNetwork {

    private static final int CHUNK_ROWS = 1024;

    private final Network network;
    private final Parameters parameters;
    private final TrainingOptions options;
    private final Precision precision;
    private final TrainingHistory history;
    private final Engine engine;
    private final Predictor predictor;
    private final int inputColumns;
    private final int outputs;
    /** The input columns that are not just numbers. */
    private final int[] checked;

    private TrainedNetwork(
            Network network,
            Parameters parameters,
            TrainingOptions options,
            Precision precision,
            Backend backend,
            TrainingHistory history) {
        this.network = network;
        this.parameters = parameters;
        this.options = options;
        this.precision = precision;
        this.history = history;
        this.engine = backend.engine();
        this.predictor = backend.predictor(network, parameters, precision);
        this.inputColumns = network.inputs().size();
        this.outputs = network.outputs();
        this.checked = IntStream.range(0, inputColumns)
                .filter(column -> !(network.inputs().get(column) instanceof InputColumn.Numeric))
                .toArray();
    }

    static TrainedNetwork trained(
            Network network,
            Parameters parameters,
            TrainingOptions options,
            Precision precision,
            Backend backend,
            TrainingHistory history) {
        return new TrainedNetwork(network, parameters, options, precision, backend, history);
    }

    /**
     * {@return a network with parameters from elsewhere}
     *
     * @param network the architecture
     * @param parameters its weights and biases, in its layout
     * @param options their loss, engine and precision matter for prediction, the rest is kept for the record
     * @param history how they came about, for the record; {@link TrainingHistory#NONE} if that is not known
     * @throws IllegalArgumentException if the parameters are not of the network's layout
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public static TrainedNetwork of(
            Network network, Parameters parameters, TrainingOptions options, TrainingHistory history) {
        if (!parameters.layout().equals(network.layout())) {
            throw new IllegalArgumentException("parameters must have the network's layout, got "
                    + parameters.layout().tensors());
        }
        Backend backend = Backend.of(options.machine().engine());
        return new TrainedNetwork(
                network,
                parameters,
                options,
                backend.precision(options.machine().precision()),
                backend,
                history);
    }

    /**
     * {@return this network with one of its outputs only}
     *
     * @param index of the output, from 0 on
     * @throws IndexOutOfBoundsException if there is no such output
     */
    public TrainedNetwork withOutput(int index) {
        Objects.checkIndex(index, outputs);
        List<Layer> layers = new ArrayList<>(network.layers());
        Layer.Dense last = network.outputLayer();
        layers.set(layers.size() - 1, new Layer.Dense(1, last.activation(), last.bias(), last.initializer()));
        Network one = new Network(network.inputs(), layers);
        double[] from = parameters.toArray();
        double[] to = new double[one.layout().size()];
        for (int t = 0; t < one.layout().tensors().size(); t++) {
            ParameterLayout.Tensor wide = network.layout().tensors().get(t);
            ParameterLayout.Tensor own = one.layout().tensors().get(t);
            int first = own.rows() < wide.rows() ? index * wide.columns() : 0;
            System.arraycopy(from, wide.offset() + first, to, own.offset(), own.size());
        }
        return new TrainedNetwork(
                one, Parameters.of(one.layout(), to), options, precision, Backend.of(engine), history);
    }

    /** {@return the architecture} */
    public Network network() {
        return network;
    }

    /** {@return the weights and biases} */
    public Parameters parameters() {
        return parameters;
    }

    /** {@return the options of the training} */
    public TrainingOptions options() {
        return options;
    }

    /** {@return the loss that was minimised} */
    public Loss loss() {
        return options.loss();
    }

    /** {@return the precision in which it was trained and predicts} */
    public Precision precision() {
        return precision;
    }

    /** {@return the engine that predicts: native or java} */
    public Engine engine() {
        return engine;
    }

    /** {@return how the training went} */
    public TrainingHistory history() {
        return history;
    }

    /** {@return how many numbers a row has, before one-hot columns are widened} */
    public int inputColumns() {
        return inputColumns;
    }

    /** {@return how many numbers are predicted for a row} */
    public int outputs() {
        return outputs;
    }

    /**
     * Predicts one row.
     *
     * @param row one number for each input column, as the column takes it
     * @return the raw outputs, a new array
     * @throws IllegalArgumentException if the row has another number of values than the network has input columns, or a
     *     one-hot or piecewise column cannot take its value, or an output is not finite because a value is not
     * @throws DataException if an output is not finite because values or weights are too large for the precision
     */
    public float[] predict(float[] row) {
        checkRow(requireNonNull(row, "row").length);
        float[] out = new float[outputs];
        predict(row, out);
        return out;
    }

    /**
     * As {@link #predict(float[])}, with double precision at the border.
     *
     * @param row one number for each input column, as the column takes it
     * @return the raw outputs, a new array
     */
    public double[] predict(double[] row) {
        checkRow(requireNonNull(row, "row").length);
        double[] out = new double[outputs];
        predict(row, out);
        return out;
    }

    /**
     * Predicts as many rows as {@code rows} holds, on the calling thread; allocates nothing.
     *
     * @param rows rows x input columns
     * @param out receives rows x outputs, from its start on; may be longer
     * @throws IllegalArgumentException if a length does not fit, or a one-hot or piecewise column cannot take its
     *     value, or an output is not finite because a value is not; the message names row and column
     * @throws DataException if an output is not finite because values or weights are too large for the precision; the
     *     message names the row
     */
    public void predict(float[] rows, float[] out) {
        predict(rows, out, 1);
    }

    /**
     * As {@link #predict(float[], float[])}, on several threads of the native engine: worth it from some 100
     * microseconds on. Garbage collection may wait some milliseconds for the arrays.
     *
     * @param rows rows x input columns
     * @param out receives rows x outputs, from its start on; may be longer
     * @param threads the maximum number of threads, the caller's included, 1 to {@value Machine#MAX_THREADS}; the
     *     result does not depend on it; the Java engine takes one
     * @throws IllegalArgumentException if {@code threads} is out of range, or as {@link #predict(float[], float[])}
     */
    public void predict(float[] rows, float[] out, int threads) {
        int count = count(requireNonNull(rows, "rows").length, requireNonNull(out, "out").length);
        for (int row = 0; row < count; row++) {
            for (int column : checked) {
                checkValue(row, column, rows[row * inputColumns + column]);
            }
        }
        predictor.predict(rows, count, out, Machine.checkThreads(threads));
        for (int i = 0; i < count * outputs; i++) {
            if (!Float.isFinite(out[i])) {
                int row = i / outputs;
                throw notFinite(row, i % outputs, out[i], column -> rows[row * inputColumns + column]);
            }
        }
    }

    /**
     * As {@link #predict(float[], float[])}, with double precision at the border.
     *
     * @param rows rows x input columns
     * @param out receives rows x outputs, from its start on; may be longer
     */
    public void predict(double[] rows, double[] out) {
        predict(rows, out, 1);
    }

    /**
     * As {@link #predict(float[], float[], int)}, with double precision at the border.
     *
     * @param rows rows x input columns
     * @param out receives rows x outputs, from its start on; may be longer
     * @param threads the maximum number of threads, the caller's included, 1 to {@value Machine#MAX_THREADS}
     */
    public void predict(double[] rows, double[] out, int threads) {
        int count = count(requireNonNull(rows, "rows").length, requireNonNull(out, "out").length);
        for (int row = 0; row < count; row++) {
            for (int column : checked) {
                checkValue(row, column, rows[row * inputColumns + column]);
            }
        }
        predictor.predict(rows, count, out, Machine.checkThreads(threads));
        checkOutputs(rows, out, count, 0);
    }

    /**
     * Predicts every row of a data set.
     *
     * @param data any rows with the network's input columns; targets and weights are not looked at
     * @return rows x outputs
     * @throws IllegalArgumentException if the data set's input columns are not those of the network
     * @throws DataException if an output is not finite because values or weights are too large for the precision
     */
    public double[] predict(Dataset data) {
        return predict(requireNonNull(data, "data"), data.rows(), row -> row);
    }

    /**
     * Predicts some rows of a data set.
     *
     * @param data has the network's input columns; targets and weights are not looked at
     * @param rows from 0 to below the number of rows of the data set, in any order
     * @return rows x outputs, in the order of {@code rows}
     * @throws IllegalArgumentException if the data set's input columns are not those of the network
     * @throws IndexOutOfBoundsException if the data set has no such row
     * @throws DataException if an output is not finite because values or weights are too large for the precision; the
     *     message names the row by its place in {@code rows}
     */
    public double[] predict(Dataset data, int[] rows) {
        return predict(
                requireNonNull(data, "data"),
                requireNonNull(rows, "rows").length,
                i -> Objects.checkIndex(rows[i], data.rows()));
    }

    private double[] predict(Dataset data, int total, IntUnaryOperator rowAt) {
        if (!data.inputs().equals(network.inputs())) {
            throw new IllegalArgumentException("the data must have the network's " + inputColumns
                    + " input columns, got " + data.inputs().size());
        }
        double[] all = new double[Math.multiplyExact(total, outputs)];
        int chunk = Math.min(CHUNK_ROWS, total);
        double[] rows = new double[chunk * inputColumns];
        double[] out = new double[chunk * outputs];
        double[] row = new double[data.stride()];
        for (int from = 0; from < total; from += chunk) {
            int count = Math.min(chunk, total - from);
            for (int i = 0; i < count; i++) {
                data.read(rowAt.applyAsInt(from + i), row);
                System.arraycopy(row, 0, rows, i * inputColumns, inputColumns);
            }
            predictor.predict(rows, count, out, 1);
            checkOutputs(rows, out, count, from);
            System.arraycopy(out, 0, all, from * outputs, count * outputs);
        }
        return all;
    }

    /**
     * Writes the network, its parameters, options and history to a {@code .densa} file, which any reader of safetensors
     * opens as well. A file that is there is replaced only once the new one is complete.
     *
     * @param file the file to write or replace, by custom named {@code .densa}, in a folder that exists
     * @throws IOException if the file cannot be written; the message says why, in one line
     */
    public void save(Path file) throws IOException {
        toFile(List.of(this)).write(file);
    }

    /**
     * Reads a file that {@link #save} wrote. It predicts on the native engine if that is available, unless the Java
     * engine was asked for by name in training.
     *
     * <p>Loading takes at most 32 times the size of the file at once on the Java heap, whatever the file holds, and the
     * native engine's copy of the weights.
     *
     * @param file a file of one network
     * @return the network, with the options and the history of its training if the file has them
     * @throws IOException if the file cannot be read
     * @throws ModelFormatException if it is not a whole Densa file, of a newer format, or holds several networks
     */
    public static TrainedNetwork load(Path file) throws IOException {
        return only(ModelFile.read(file));
    }

    /**
     * Reads a stream to its end, for example a resource of a program; does not close it.
     *
     * @param in the bytes of a file of one network, from the first one on
     * @return the network as {@link #load(Path)} gives it
     * @throws IOException if it cannot be read
     * @throws ModelFormatException as {@link #load(Path)}
     */
    public static TrainedNetwork load(InputStream in) throws IOException {
        return only(ModelFile.read(in, "the network"));
    }

    /**
     * Reads the bytes of a file.
     *
     * @param bytes the whole file of one network; not kept
     * @return the network as {@link #load(Path)} gives it
     * @throws ModelFormatException as {@link #load(Path)}
     */
    public static TrainedNetwork load(byte[] bytes) {
        return only(ModelFile.read(bytes, "the network"));
    }

    private static TrainedNetwork only(ModelFile file) {
        List<TrainedNetwork> networks = fromFile(file);
        if (networks.size() > 1) {
            throw new ModelFormatException(file.name() + " holds " + networks.size()
                    + " networks that predict together: load it with Model.load");
        }
        return networks.get(0);
    }

    /**
     * {@return the content of a file that holds several networks, each with its options and history}
     *
     * @param networks of one architecture, loss and precision, at least one
     */
    public static ModelFile toFile(List<TrainedNetwork> networks) {
        return TrainingFile.toFile(networks);
    }

    /**
     * {@return the networks in a file, each as {@link #load} would}
     *
     * @param file what {@link #toFile} gave, or what was read from a file
     * @throws ModelFormatException if what it says about the trainings cannot be read
     */
    public static List<TrainedNetwork> fromFile(ModelFile file) {
        return TrainingFile.networks(file, Optional.empty());
    }

    /**
     * {@return the networks in a file, on an engine}
     *
     * @param file as for {@link #fromFile(ModelFile)}
     * @param engine what predicts, whatever engine the file asks for
     * @throws ModelFormatException if what it says about the trainings cannot be read
     * @throws densa.engine.EngineUnavailableException if the engine cannot be used here
     */
    public static List<TrainedNetwork> fromFile(ModelFile file, Engine engine) {
        return TrainingFile.networks(file, Optional.of(engine));
    }

    /** Returns its network, loss, precision and engine, and the epoch that was kept. */
    @Override
    public String toString() {
        return "Trained " + network + ", " + loss().id() + ", " + precision.id() + ", " + engine.id()
                + " engine, epoch " + history.bestEpoch() + " of "
                + history.epochs().size();
    }

    private void checkValue(int row, int column, double value) {
        String fault = network.inputs().get(column).fault(value);
        if (!fault.isEmpty()) {
            throw new IllegalArgumentException(
                    "row " + row + ", column " + column + " must be " + fault + ", got " + value);
        }
    }

    private void checkOutputs(double[] rows, double[] out, int count, int first) {
        for (int i = 0; i < count * outputs; i++) {
            if (!Double.isFinite(out[i])) {
                int row = i / outputs;
                throw notFinite(first + row, i % outputs, out[i], column -> rows[row * inputColumns + column]);
            }
        }
    }

    /** What an output that is not finite is told: NaN among the inputs reaches every output. */
    private RuntimeException notFinite(int row, int output, double value, IntToDoubleFunction input) {
        for (int column = 0; column < inputColumns; column++) {
            if (!Double.isFinite(input.applyAsDouble(column))) {
                return new IllegalArgumentException("row " + row + ", column " + column + " must be a finite number in "
                        + precision.id() + ", got " + input.applyAsDouble(column));
            }
        }
        return new DataException("row " + row + " cannot be predicted: output " + output + " of the network is " + value
                + ", as numbers of the row or weights are too large for " + precision.id());
    }

    private void checkRow(int length) {
        if (length != inputColumns) {
            throw new IllegalArgumentException("a row must have " + inputColumns + " values, got " + length);
        }
    }

    private int count(int length, int outLength) {
        if (length % inputColumns != 0) {
            throw new IllegalArgumentException(
                    "rows must hold a multiple of " + inputColumns + " values, got " + length);
        }
        int count = length / inputColumns;
        if (outLength < (long) count * outputs) {
            throw new IllegalArgumentException("out must have room for " + (long) count * outputs + " values (" + count
                    + " rows x " + outputs + " outputs), got " + outLength);
        }
        return count;
    }
}
