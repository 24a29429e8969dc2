package densa.network;

import java.util.Random;

/**
 * The weights and biases of a network: one flat vector in the order of its {@link ParameterLayout}. Immutable and safe
 * for any number of threads.
 */
public final class Parameters {

    private final ParameterLayout layout;
    private final double[] values;

    private Parameters(ParameterLayout layout, double[] values) {
        this.layout = layout;
        this.values = values;
    }

    /**
     * {@return parameters of the given values}
     *
     * @param layout where each tensor stands: {@link Network#layout()}
     * @param values one number a parameter, in the order of the layout; copied
     * @throws IllegalArgumentException if the number of values is not that of the layout
     */
    public static Parameters of(ParameterLayout layout, double[] values) {
        if (values.length != layout.size()) {
            throw new IllegalArgumentException(
                    "the network has " + layout.size() + " parameters, got " + values.length + " values");
        }
        return new Parameters(layout, values.clone());
    }

    /**
     * {@return initial parameters: weights from each layer's {@link Initializer}, biases 0}
     *
     * @param network says the layout and the initializers
     * @param seed any number; the same seed gives the same parameters on every JVM
     * @throws IllegalArgumentException if there are more than {@link ParameterLayout#MAX_PARAMETERS}
     */
    public static Parameters initial(Network network, long seed) {
        ParameterLayout layout = network.layout();
        double[] values = new double[layout.size()];
        Random random = new Random(seed);
        int dense = 0;
        for (ParameterLayout.Tensor tensor : layout.tensors()) {
            if (tensor.bias()) {
                continue;
            }
            Initializer initializer = network.denseLayers().get(dense++).initializer();
            double deviation = initializer.standardDeviation(tensor.columns(), tensor.rows());
            for (int i = 0; i < tensor.size(); i++) {
                values[tensor.offset() + i] = initializer.sample(random, deviation);
            }
        }
        return new Parameters(layout, values);
    }

    /** {@return where each tensor stands} */
    public ParameterLayout layout() {
        return layout;
    }

    /** {@return the number of parameters} */
    public int size() {
        return values.length;
    }

    /**
     * {@return a parameter}
     *
     * @param index its place in the flat vector, 0 to below {@link #size()}
     */
    public double get(int index) {
        return values[index];
    }

    /** {@return a copy of the flat vector} */
    public double[] toArray() {
        return values.clone();
    }

    /** Returns for example "Parameters 49 in 4 tensors". */
    @Override
    public String toString() {
        return "Parameters " + size() + " in " + layout.tensors().size() + " tensors";
    }

    /**
     * {@return the weight matrix of a dense layer, units x inputs, as a copy}
     *
     * @param denseLayer the layer's number among the dense layers, from 0 on
     * @throws IllegalArgumentException if there is no such layer
     */
    public double[][] weight(int denseLayer) {
        ParameterLayout.Tensor tensor = tensor("layers." + denseLayer + ".weight");
        double[][] matrix = new double[tensor.rows()][tensor.columns()];
        for (int row = 0; row < tensor.rows(); row++) {
            System.arraycopy(values, tensor.offset() + row * tensor.columns(), matrix[row], 0, tensor.columns());
        }
        return matrix;
    }

    /**
     * {@return the bias of a dense layer, one number a unit, as a copy}
     *
     * @param denseLayer the layer's number among the dense layers, from 0 on
     * @throws IllegalArgumentException if there is no such layer or it has no bias
     */
    public double[] bias(int denseLayer) {
        ParameterLayout.Tensor tensor = tensor("layers." + denseLayer + ".bias");
        double[] vector = new double[tensor.size()];
        System.arraycopy(values, tensor.offset(), vector, 0, vector.length);
        return vector;
    }

    private ParameterLayout.Tensor tensor(String name) {
        return layout.tensors().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the network has no tensor \"" + name + "\"; it has "
                        + layout.tensors().stream()
                                .map(ParameterLayout.Tensor::name)
                                .toList()));
    }
}
