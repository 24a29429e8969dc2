package densa.train;

import densa.data.Dataset;
import densa.data.InputColumn;
import densa.network.Activation;
import densa.network.Layer;
import densa.network.Loss;
import densa.network.Network;
import densa.network.ParameterLayout;
import densa.network.Parameters;
import java.util.Arrays;
import java.util.List;

/**
 * The mean and the standard deviation of each numeric input of the training rows and, for a loss whose outputs are in
 * the unit of the targets, of each target. A network is trained on numbers of mean 0 and deviation 1. Then its first
 * and its last layer take over what was done to inputs and targets, so that it reads and gives the numbers as they
 * were:
 *
 * <pre>
 * W (x - m) / s + b        = (W / s) x + (b - W m / s)
 * S (W h + b) + M          = (S W) h + (S b + M)
 * </pre>
 *
 * <p>The rounding of that is as large as the rounding of x to the network's precision: both are m / s times an ulp.
 */
final class Standardization {

    private final Network network;
    /** Of each input of the first layer; 0 and 1 for those of other kinds of columns. */
    private final double[] inputMean;

    private final double[] inputScale;
    /** Of each target column; 0 and 1 if targets stay as they are. */
    private final double[] targetMean;

    private final double[] targetScale;

    /**
     * Measures the training rows.
     *
     * @throws IllegalArgumentException if the first or the last layer cannot take over the scaling
     */
    Standardization(Network network, Loss loss, Rows train) {
        this.network = network;
        Dataset data = train.data();
        boolean targets = loss.link() == Loss.Link.IDENTITY;
        checkLayers(network, targets);
        List<InputColumn> columns = network.inputs();
        this.inputMean = new double[columns.size()];
        this.inputScale = new double[columns.size()];
        this.targetMean = new double[data.targetColumns()];
        this.targetScale = new double[data.targetColumns()];
        Arrays.fill(inputScale, 1);
        Arrays.fill(targetScale, 1);
        double[] row = new double[data.stride()];
        double[] mean = new double[data.stride()];
        double[] square = new double[data.stride()];
        double weights = 0;
        for (int number : train.numbers()) {
            data.read(number, row);
            double weight = row[row.length - 1];
            weights += weight;
            double share = weights > 0 ? weight / weights : 0;
            for (int i = 0; i < row.length; i++) {
                double distance = row[i] - mean[i];
                mean[i] += share * distance;
                square[i] += weight * distance * (row[i] - mean[i]);
            }
        }
        for (int column = 0; column < inputMean.length; column++) {
            if (columns.get(column) instanceof InputColumn.Numeric) {
                inputMean[column] = mean[column];
                inputScale[column] = scale(square[column] / weights);
            }
        }
        for (int target = 0; targets && target < targetMean.length; target++) {
            targetMean[target] = mean[inputMean.length + target];
            targetScale[target] = scale(square[inputMean.length + target] / weights);
        }
    }

    /** A column that is the same in all rows is shifted only. */
    private static double scale(double variance) {
        double deviation = Math.sqrt(variance);
        return deviation > 0 ? deviation : 1;
    }

    private static void checkLayers(Network network, boolean targets) {
        Layer.Dense last = network.outputLayer();
        if (!network.denseLayers().get(0).bias() || (targets && !last.bias())) {
            throw new IllegalArgumentException("standardizing needs a bias in the "
                    + (targets ? "first and the last dense layer, which take" : "first dense layer, which takes")
                    + " over the scaling");
        }
        if (targets && last.activation() != Activation.IDENTITY) {
            throw new IllegalArgumentException(
                    "standardizing needs the activation identity in the last layer, which takes over the scaling of the"
                            + " targets, got " + last.activation().id());
        }
    }

    /** Returns a copy of a data set with standardized inputs and targets. */
    Dataset apply(Dataset data) {
        Dataset.Builder builder = Dataset.builder(data.inputs(), data.targetColumns(), data.rows(), data.precision());
        double[] row = new double[data.stride()];
        for (int number = 0; number < data.rows(); number++) {
            data.read(number, row);
            for (int column = 0; column < inputMean.length; column++) {
                builder.setInput(number, column, (row[column] - inputMean[column]) / inputScale[column]);
            }
            for (int target = 0; target < targetMean.length; target++) {
                double value = row[inputMean.length + target];
                builder.setTarget(number, target, (value - targetMean[target]) / targetScale[target]);
            }
            builder.setWeight(number, row[row.length - 1]);
        }
        return builder.build();
    }

    /** Turns parameters for standardized numbers into those for numbers as they were. */
    Parameters restored(Parameters standardized) {
        double[] values = standardized.toArray();
        forFirstLayer((weight, bias, mean, scale) -> {
            values[weight] /= scale;
            values[bias] -= values[weight] * mean;
        });
        forLastLayer((weights, count, bias, mean, scale) -> {
            for (int i = weights; i < weights + count; i++) {
                values[i] *= scale;
            }
            values[bias] = values[bias] * scale + mean;
        });
        return Parameters.of(network.layout(), values);
    }

    /** The reverse of {@link #restored}. */
    Parameters standardized(Parameters restored) {
        double[] values = restored.toArray();
        forLastLayer((weights, count, bias, mean, scale) -> {
            for (int i = weights; i < weights + count; i++) {
                values[i] /= scale;
            }
            values[bias] = (values[bias] - mean) / scale;
        });
        forFirstLayer((weight, bias, mean, scale) -> {
            values[bias] += values[weight] * mean;
            values[weight] *= scale;
        });
        return Parameters.of(network.layout(), values);
    }

    /** What happens to one weight of the first layer; its index and that of its unit's bias in the flat vector. */
    private interface OfWeight {
        void change(int weight, int bias, double mean, double scale);
    }

    /** What happens to one unit of the last layer; the indexes of its weights, and that of its bias. */
    private interface OfUnit {
        void change(int weights, int count, int bias, double mean, double scale);
    }

    private void forFirstLayer(OfWeight change) {
        ParameterLayout.Tensor weight = network.layout().tensors().get(0);
        int bias = network.layout().tensors().get(1).offset();
        for (int unit = 0; unit < weight.rows(); unit++) {
            int at = weight.offset() + unit * weight.columns();
            for (int column = 0; column < inputMean.length; column++) {
                if (network.inputs().get(column) instanceof InputColumn.Numeric) {
                    change.change(at, bias + unit, inputMean[column], inputScale[column]);
                }
                at += network.inputs().get(column).width();
            }
        }
    }

    private void forLastLayer(OfUnit change) {
        List<ParameterLayout.Tensor> tensors = network.layout().tensors();
        if (!network.outputLayer().bias()) {
            return; // targets stay as they are
        }
        ParameterLayout.Tensor weight = tensors.get(tensors.size() - 2);
        int bias = tensors.get(tensors.size() - 1).offset();
        for (int unit = 0; unit < weight.rows(); unit++) {
            // Several quantiles are those of one target.
            int target = targetMean.length == 1 ? 0 : unit;
            int at = weight.offset() + unit * weight.columns();
            change.change(at, weight.columns(), bias + unit, targetMean[target], targetScale[target]);
        }
    }
}
