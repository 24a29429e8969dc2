package densa.network;

import densa.data.InputColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Architecture of a feed-forward network, without parameters. Immutable: each method returns a longer network.
 *
 * <pre>{@code
 * Network network = Network.withInputs(4).dense(16, Activation.RELU).dropout(0.1).dense(3, Activation.IDENTITY);
 * }</pre>
 *
 * @param inputs how the columns of a data set become the inputs of the first layer
 * @param layers the layers in order; a dropout layer follows the inputs or a dense layer
 */
public record Network(List<InputColumn> inputs, List<Layer> layers) {

    /** The most inputs that a network may have after its columns are widened. */
    public static final int MAX_INPUTS = 1 << 22;

    /**
     * Creates the record.
     *
     * @param inputs the columns of a data set, at least one; together at most {@value #MAX_INPUTS} inputs once widened
     * @param layers the layers in order, none of them yet if they are appended later; no two dropout layers in a row
     * @throws IllegalArgumentException if a component is out of its range
     */
    public Network {
        inputs = List.copyOf(inputs);
        layers = List.copyOf(layers);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("a network must have at least one input column, got none");
        }
        long width = inputs.stream().mapToLong(InputColumn::width).sum();
        if (width > MAX_INPUTS) {
            throw new IllegalArgumentException("a network may have at most " + MAX_INPUTS + " inputs, got " + width);
        }
        for (int i = 1; i < layers.size(); i++) {
            if (layers.get(i) instanceof Layer.Dropout && layers.get(i - 1) instanceof Layer.Dropout) {
                throw new IllegalArgumentException("two dropout layers follow each other; give one rate");
            }
        }
    }

    /**
     * {@return a network of numeric inputs, still without layers}
     *
     * @param columns the number of inputs, 1 to {@value #MAX_INPUTS}
     * @throws IllegalArgumentException if {@code columns} is out of its range
     */
    public static Network withInputs(int columns) {
        if (columns < 1 || columns > MAX_INPUTS) {
            throw new IllegalArgumentException("inputs must be 1 to " + MAX_INPUTS + ", got " + columns);
        }
        return withInputs(Collections.nCopies(columns, InputColumn.NUMERIC));
    }

    /**
     * {@return a network on the columns of a data set, still without layers}
     *
     * @param columns the columns in the order of the data set, at least one; the list is copied
     * @throws IllegalArgumentException if there is no column, or they are more than {@value #MAX_INPUTS} inputs once
     *     widened
     */
    public static Network withInputs(List<InputColumn> columns) {
        return new Network(columns, List.of());
    }

    /**
     * Appends a dense layer with a bias and the initial weights that are customary for its activation.
     *
     * @param units outputs of the layer, 1 to 2^20
     * @param activation applied to every output; {@link Activation#IDENTITY} for none
     * @return the longer network
     * @throws IllegalArgumentException if {@code units} is out of its range
     */
    public Network dense(int units, Activation activation) {
        return layer(new Layer.Dense(units, activation));
    }

    /**
     * Appends a dropout layer, which in training zeroes each value with some probability and in prediction does
     * nothing.
     *
     * @param rate probability of zeroing, 0 to below 1
     * @return the longer network
     * @throws IllegalArgumentException if {@code rate} is out of its range, or the last layer is a dropout layer
     */
    public Network dropout(double rate) {
        return layer(new Layer.Dropout(rate));
    }

    /**
     * Appends a layer, for a dense one without bias or with other initial weights.
     *
     * @param layer any layer; a dropout layer only after the inputs or a dense layer
     * @return the longer network
     * @throws IllegalArgumentException if two dropout layers would follow each other
     */
    public Network layer(Layer layer) {
        List<Layer> longer = new ArrayList<>(layers);
        longer.add(layer);
        return new Network(inputs, longer);
    }

    /** {@return the number of inputs of the first dense layer: the sum of the columns' widths} */
    public int inputWidth() {
        return inputs.stream().mapToInt(InputColumn::width).sum();
    }

    /** {@return the dense layers, in order} */
    public List<Layer.Dense> denseLayers() {
        return layers.stream()
                .filter(Layer.Dense.class::isInstance)
                .map(Layer.Dense.class::cast)
                .toList();
    }

    /**
     * {@return the dropout rate of the values that a dense layer reads; 0 if there is no dropout}
     *
     * @param index the layer's number among the dense layers, from 0 on
     * @throws IndexOutOfBoundsException if there is no such layer
     */
    public double dropoutBefore(int index) {
        double[] rates = dropoutRates();
        if (index < 0 || index >= rates.length) {
            throw new IndexOutOfBoundsException("dense layer " + index + " of " + rates.length);
        }
        return rates[index];
    }

    /** {@return {@link #dropoutBefore} of each dense layer, in order} */
    public double[] dropoutRates() {
        double[] rates = new double[denseLayers().size()];
        int dense = 0;
        for (Layer layer : layers) {
            if (layer instanceof Layer.Dense) {
                dense++;
            } else if (layer instanceof Layer.Dropout dropout && dense < rates.length) {
                rates[dense] = dropout.rate();
            }
        }
        return rates;
    }

    /**
     * {@return the number of units of the last layer}
     *
     * @throws IllegalArgumentException if the last layer is not a dense one
     */
    public int outputs() {
        return outputLayer().units();
    }

    /**
     * {@return the last layer}
     *
     * @throws IllegalArgumentException if it is not a dense one
     */
    public Layer.Dense outputLayer() {
        if (!layers.isEmpty() && layers.get(layers.size() - 1) instanceof Layer.Dense last) {
            return last;
        }
        throw new IllegalArgumentException("the last layer of a network must be a dense layer, got "
                + (layers.isEmpty() ? "no layer" : "dropout") + "; append one with dense(units, activation)");
    }

    /** {@return the number of weights and biases} */
    public long parameterCount() {
        long count = 0;
        long fanIn = inputWidth();
        for (Layer.Dense layer : denseLayers()) {
            count += layer.units() * (fanIn + (layer.bias() ? 1 : 0));
            fanIn = layer.units();
        }
        return count;
    }

    /**
     * {@return where each tensor stands in the flat vector of parameters}
     *
     * @throws IllegalArgumentException if there are more than {@link ParameterLayout#MAX_PARAMETERS}
     */
    public ParameterLayout layout() {
        return ParameterLayout.of(inputWidth(), denseLayers());
    }

    /** Returns for example "Network 4 -> dense 8 relu -> dense 1 identity, 49 parameters". */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Network ").append(inputs.size());
        if (inputWidth() != inputs.size()) {
            text.append(" columns as ").append(inputWidth()).append(" inputs");
        }
        for (Layer layer : layers) {
            text.append(" -> ");
            if (layer instanceof Layer.Dense dense) {
                text.append("dense ")
                        .append(dense.units())
                        .append(' ')
                        .append(dense.activation().id());
                text.append(dense.bias() ? "" : " without bias");
            } else if (layer instanceof Layer.Dropout dropout) {
                text.append("dropout ").append(dropout.rate());
            }
        }
        return text.append(", ").append(parameterCount()).append(" parameters").toString();
    }
}
