package densa.engine.session;

import densa.data.Dataset;
import densa.network.Loss;
import densa.network.Parameters;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/** A training in plain Java; the reference for the native engine. */
final class JavaSession implements TrainingSession {

    /** The least rows for which there is room, so that evaluation does not go in tiny blocks. */
    private static final int MIN_CAPACITY = 256;

    private final TrainingPlan plan;
    private final JavaLayers layers;
    private final JavaOptimizer optimizer;
    private final double[] parameters;
    private final double[] gradient;
    private final int capacity;
    private final int outputs;

    // Of the batch at hand; matrices of capacity rows.
    private final double[] x;
    private final double[][] z;
    private final double[][] y;
    private final double[][] delta;
    private final double[] weight;
    private final double[] target;
    private final double[] rowGradient;
    private final double[] rowOutput;
    private double[] record = new double[0];

    JavaSession(TrainingPlan plan, Parameters initial) {
        this.plan = plan;
        this.layers = new JavaLayers(plan.network());
        this.parameters = initial.toArray();
        this.gradient = new double[parameters.length];
        this.optimizer = new JavaOptimizer(plan, parameters.length);
        this.capacity = Math.max(plan.batchSize(), MIN_CAPACITY);
        this.outputs = plan.network().outputs();
        this.x = new double[Math.multiplyExact(capacity, layers.inputWidth)];
        this.z = new double[layers.count][];
        this.y = new double[layers.count][];
        this.delta = new double[layers.count][];
        for (int layer = 0; layer < layers.count; layer++) {
            int numbers = Math.multiplyExact(capacity, layers.units[layer]);
            z[layer] = new double[numbers];
            y[layer] = new double[numbers];
            delta[layer] = new double[numbers];
        }
        this.weight = new double[capacity];
        this.target = new double[capacity * plan.loss().targetColumns(outputs)];
        this.rowGradient = new double[outputs];
        this.rowOutput = new double[outputs];
        layers.refresh(parameters);
    }

    @Override
    public void train(Dataset data, IntBuffer rows, DoubleBuffer learningRates, LossSum sum) {
        int batch = 0;
        for (int at = rows.position(); at < rows.limit(); at += plan.batchSize()) {
            int count = Math.min(plan.batchSize(), rows.limit() - at);
            double total = gather(data, rows, at, count);
            Arrays.fill(gradient, 0);
            forward(count, true);
            loss(count, total, sum);
            backward(count, true);
            optimizer.step(learningRates.get(learningRates.position() + batch++), parameters, gradient);
            layers.refresh(parameters);
        }
    }

    @Override
    public void evaluate(Dataset data, IntBuffer rows, LossSum sum) {
        for (int at = rows.position(); at < rows.limit(); at += capacity) {
            int count = Math.min(capacity, rows.limit() - at);
            double total = gather(data, rows, at, count);
            forward(count, false);
            loss(count, total, sum);
        }
    }

    @Override
    public double gradient(Dataset data, double[] out) {
        double total = 0;
        for (int row = 0; row < data.rows(); row++) {
            total += data.weight(row);
        }
        Arrays.fill(gradient, 0);
        LossSum sum = new LossSum();
        for (int at = 0; at < data.rows(); at += capacity) {
            int count = Math.min(capacity, data.rows() - at);
            for (int i = 0; i < count; i++) {
                gather(data, at + i, i);
            }
            forward(count, false);
            loss(count, total, sum);
            backward(count, false);
        }
        System.arraycopy(gradient, 0, out, 0, gradient.length);
        return sum.mean();
    }

    /**
     * Copies the rows that stand in {@code rows} from {@code from} on to the batch; returns the sum of their weights.
     */
    private double gather(Dataset data, IntBuffer rows, int from, int count) {
        double total = 0;
        for (int i = 0; i < count; i++) {
            total += gather(data, rows.get(from + i), i);
        }
        return total;
    }

    /** Copies a row of the data set to a place of the batch; returns its weight. */
    private double gather(Dataset data, int row, int place) {
        if (record.length < data.stride()) {
            record = new double[data.stride()];
        }
        data.read(row, record);
        layers.expand(record, 0, x, place * layers.inputWidth);
        int targets = data.targetColumns();
        System.arraycopy(record, data.inputs().size(), target, place * targets, targets);
        weight[place] = record[data.stride() - 1];
        return weight[place];
    }

    private double[] inputOf(int layer) {
        return layer == 0 ? x : y[layer - 1];
    }

    private void forward(int rows, boolean training) {
        for (int layer = 0; layer < layers.count; layer++) {
            if (training && layers.dropout[layer] > 0) {
                drop(layer, inputOf(layer), rows);
            }
            layers.affine(layer, parameters, inputOf(layer), rows, z[layer]);
            layers.activate(layer, z[layer], y[layer], rows);
        }
    }

    /** Multiplies what {@code layer} reads, or its gradient, by the layer's dropout mask. */
    private void drop(int layer, double[] values, int rows) {
        int width = layers.inputs[layer];
        int threshold = DropoutMask.threshold(layers.dropout[layer]);
        double scale = 1 / (1 - layers.dropout[layer]);
        for (int row = 0; row < rows; row++) {
            int key = DropoutMask.key(plan.seed(), optimizer.number(), layer, row);
            for (int unit = 0; unit < width; unit++) {
                values[row * width + unit] *=
                        DropoutMask.draw(key, layers.droppedAs(layer, unit)) >= threshold ? scale : 0;
            }
        }
    }

    /** Adds the rows' losses to {@code sum}; leaves weight / totalWeight * d loss / d output in the last delta. */
    private void loss(int rows, double totalWeight, LossSum sum) {
        double[] output = y[layers.count - 1];
        double[] dOutput = delta[layers.count - 1];
        double losses = 0;
        double weights = 0;
        for (int row = 0; row < rows; row++) {
            double scale = totalWeight > 0 ? weight[row] / totalWeight : 0;
            double rowLoss = rowLoss(output, row);
            for (int i = 0; i < outputs; i++) {
                dOutput[row * outputs + i] = rowGradient[i] * scale;
            }
            // A row of weight 0 counts for nothing, even if its loss is not finite.
            losses += weight[row] > 0 ? weight[row] * rowLoss : 0;
            weights += weight[row];
        }
        sum.add(losses, weights);
    }

    /** The loss of one row; its gradient goes to rowGradient. */
    private double rowLoss(double[] output, int row) {
        if (plan.loss() instanceof Loss.Elementwise elementwise) {
            double total = 0;
            for (int i = 0; i < outputs; i++) {
                double o = output[row * outputs + i];
                double t = target[row * outputs + i];
                total += elementwise.value(o, t);
                rowGradient[i] = elementwise.derivative(o, t) / outputs;
            }
            return total / outputs;
        }
        System.arraycopy(output, row * outputs, rowOutput, 0, outputs);
        return ((Loss.WholeRow) plan.loss()).lossAndGradient(rowOutput, outputs, target[row], rowGradient);
    }

    private void backward(int rows, boolean training) {
        for (int layer = layers.count - 1; layer >= 0; layer--) {
            layers.activateBackward(layer, z[layer], delta[layer], rows);
            layers.gradient(layer, inputOf(layer), delta[layer], rows, gradient);
            if (layer > 0) {
                layers.affineBackward(layer, parameters, delta[layer], rows, delta[layer - 1]);
                if (training && layers.dropout[layer] > 0) {
                    drop(layer, delta[layer - 1], rows);
                }
            }
        }
    }

    @Override
    public void readParameters(double[] out) {
        System.arraycopy(parameters, 0, out, 0, parameters.length);
    }

    @Override
    public void writeParameters(double[] values) {
        System.arraycopy(values, 0, parameters, 0, parameters.length);
        layers.refresh(parameters);
    }

    @Override
    public int stateSize() {
        return 1 + plan.descent().optimizer().stateSize() * parameters.length;
    }

    @Override
    public void readState(double[] out) {
        optimizer.readState(out);
    }

    @Override
    public void writeState(double[] state) {
        optimizer.writeState(state);
    }

    @Override
    public void close() {}
}
