package densa.engine.session;

import densa.data.InputColumn;
import densa.network.Activation;
import densa.network.Layer;
import densa.network.Network;
import densa.network.ParameterLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The layers of a network over a block of rows, in plain loops that the JIT compiler vectorises: every product is a sum
 * of scaled rows (y += a x), four at a time, never a dot product, whose order of additions would forbid it.
 *
 * <p>Matrices are row-major. A layer's weight stands in the flat parameter vector as [units x inputs]; the forward pass
 * reads a copy [inputs x units].
 */
final class JavaLayers {

    final int count;
    final int inputWidth;
    final int[] inputs;
    final int[] units;
    final int[] weightOffset;
    /** Offset of each layer's bias in the parameter vector, or -1. */
    final int[] biasOffset;

    /** Of each input of the network, the column of the data set that it comes from. */
    private final int[] columnOf;

    final double[] dropout;
    final Activation[] activation;
    private final InputColumn[] columns;
    private final double[][] forwardWeight;

    JavaLayers(Network network) {
        List<Layer.Dense> layers = network.denseLayers();
        count = layers.size();
        inputWidth = network.inputWidth();
        columns = network.inputs().toArray(InputColumn[]::new);
        columnOf = IntStream.range(0, columns.length)
                .flatMap(column -> IntStream.generate(() -> column).limit(columns[column].width()))
                .toArray();
        inputs = new int[count];
        units = new int[count];
        weightOffset = new int[count];
        biasOffset = new int[count];
        dropout = network.dropoutRates();
        activation = new Activation[count];
        forwardWeight = new double[count][];
        Arrays.fill(biasOffset, -1);
        int layer = -1;
        for (ParameterLayout.Tensor tensor : network.layout().tensors()) {
            if (tensor.bias()) {
                biasOffset[layer] = tensor.offset();
            } else {
                layer++;
                weightOffset[layer] = tensor.offset();
                inputs[layer] = tensor.columns();
                units[layer] = tensor.rows();
                activation[layer] = layers.get(layer).activation();
                forwardWeight[layer] = new double[tensor.size()];
            }
        }
    }

    /** The number by which dropout knows an input of a layer: inputs of one column of the data set share it. */
    int droppedAs(int layer, int input) {
        return layer == 0 ? columnOf[input] : input;
    }

    /** Widens the compact input columns of one row into {@code inputWidth} numbers. */
    void expand(double[] row, int rowAt, double[] out, int outAt) {
        int at = outAt;
        for (int column = 0; column < columns.length; column++) {
            double value = row[rowAt + column];
            if (columns[column] instanceof InputColumn.OneHot oneHot) {
                Arrays.fill(out, at, at + oneHot.levels(), 0);
                if (value >= 0) {
                    out[at + (int) value] = 1;
                }
                at += oneHot.levels();
            } else if (columns[column] instanceof InputColumn.Piecewise piecewise) {
                for (int bin = 0; bin < piecewise.bins(); bin++) {
                    out[at++] = Math.min(Math.max(value - bin, 0), 1);
                }
            } else if (columns[column] instanceof InputColumn.Numeric) {
                out[at++] = value;
            } else {
                throw new IllegalStateException("the Java engine does not know the input column " + columns[column]);
            }
        }
    }

    /** Takes over changed parameters for the forward pass. */
    void refresh(double[] parameters) {
        for (int layer = 0; layer < count; layer++) {
            double[] weight = forwardWeight[layer];
            int from = weightOffset[layer];
            for (int unit = 0; unit < units[layer]; unit++) {
                for (int input = 0; input < inputs[layer]; input++) {
                    weight[input * units[layer] + unit] = parameters[from++];
                }
            }
        }
    }

    /** z = x W^T + b for rows of x. */
    void affine(int layer, double[] parameters, double[] x, int rows, double[] z) {
        int n = units[layer];
        for (int row = 0; row < rows; row++) {
            if (biasOffset[layer] >= 0) {
                System.arraycopy(parameters, biasOffset[layer], z, row * n, n);
            } else {
                Arrays.fill(z, row * n, (row + 1) * n, 0);
            }
            addScaledRows(x, row * inputs[layer], 1, inputs[layer], forwardWeight[layer], 0, z, row * n, n);
        }
    }

    /** y = activation(z). */
    void activate(int layer, double[] z, double[] y, int rows) {
        int numbers = rows * units[layer];
        if (activation[layer] == Activation.IDENTITY) {
            System.arraycopy(z, 0, y, 0, numbers);
            return;
        }
        for (int i = 0; i < numbers; i++) {
            y[i] = activation[layer].value(z[i]);
        }
    }

    /** dZ = dY * activation'(z), in place. */
    void activateBackward(int layer, double[] z, double[] delta, int rows) {
        if (activation[layer] == Activation.IDENTITY) {
            return;
        }
        for (int i = 0; i < rows * units[layer]; i++) {
            delta[i] *= activation[layer].derivative(z[i]);
        }
    }

    /** dX = dZ W for rows of dZ. */
    void affineBackward(int layer, double[] parameters, double[] delta, int rows, double[] dInput) {
        int width = inputs[layer];
        Arrays.fill(dInput, 0, rows * width, 0);
        for (int row = 0; row < rows; row++) {
            addScaledRows(
                    delta,
                    row * units[layer],
                    1,
                    units[layer],
                    parameters,
                    weightOffset[layer],
                    dInput,
                    row * width,
                    width);
        }
    }

    /** dW += dZ^T x and db += sum of dZ's rows, into the flat gradient. */
    void gradient(int layer, double[] x, double[] delta, int rows, double[] gradient) {
        int width = inputs[layer];
        for (int unit = 0; unit < units[layer]; unit++) {
            addScaledRows(delta, unit, units[layer], rows, x, 0, gradient, weightOffset[layer] + unit * width, width);
        }
        if (biasOffset[layer] >= 0) {
            for (int row = 0; row < rows; row++) {
                for (int unit = 0; unit < units[layer]; unit++) {
                    gradient[biasOffset[layer] + unit] += delta[row * units[layer] + unit];
                }
            }
        }
    }

    /** y[yAt + i] += sum over j of a[aAt + j aStep] x[xAt + j n + i], for i below n and j below m. */
    private static void addScaledRows(
            double[] a, int aAt, int aStep, int m, double[] x, int xAt, double[] y, int yAt, int n) {
        int j = 0;
        for (; j + 4 <= m; j += 4) {
            double a0 = a[aAt + j * aStep];
            double a1 = a[aAt + (j + 1) * aStep];
            double a2 = a[aAt + (j + 2) * aStep];
            double a3 = a[aAt + (j + 3) * aStep];
            int x0 = xAt + j * n;
            int x1 = x0 + n;
            int x2 = x1 + n;
            int x3 = x2 + n;
            for (int i = 0; i < n; i++) {
                y[yAt + i] += a0 * x[x0 + i] + a1 * x[x1 + i] + a2 * x[x2 + i] + a3 * x[x3 + i];
            }
        }
        for (; j < m; j++) {
            double a0 = a[aAt + j * aStep];
            int x0 = xAt + j * n;
            for (int i = 0; i < n; i++) {
                y[yAt + i] += a0 * x[x0 + i];
            }
        }
    }
}
