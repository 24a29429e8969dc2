package densa.network;

import densa.data.InputColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Architecture of a feed-forward network, without parameters. Immutable: each method returns a longer network.
 *
 * <pre>{@code
 * Network network = Network.inputs(4).dense(16, Activation.RELU).dropout(0.1).dense(3, Activation.IDENTITY);
 * }</pre>
 *
 * @param inputs how the columns of a data set become the inputs of the first layer
 * @param layers the layers in order; a dropout layer follows the inputs or a dense layer
 */
public record Network(List<InputColumn> inputs, List<Layer> layers) {

    /** The most inputs that a network may have after its columns are widened. */
    public static final int MAX_INPUTS = 1 << 22;

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

    /** A network, still without layers, of {@code columns} numeric inputs. */
    public static Network inputs(int columns) {
        if (columns < 1 || columns > MAX_INPUTS) {
            throw new IllegalArgumentException("inputs must be 1 to " + MAX_INPUTS + ", got " + columns);
        }
        return inputs(Collections.nCopies(columns, InputColumn.NUMERIC));
    }

    /** A network, still without layers, on the given columns. */
    public static Network inputs(List<InputColumn> columns) {
        return new Network(columns, List.of());
    }

    /** Appends a dense layer with bias and customary initial weights. */
    public Network dense(int units, Activation activation) {
        return layer(new Layer.Dense(units, activation));
    }

    /** Appends a dropout layer. */
    public Network dropout(double rate) {
        return layer(new Layer.Dropout(rate));
    }

    /** Appends a layer. */
    public Network layer(Layer layer) {
        List<Layer> longer = new ArrayList<>(layers);
        longer.add(layer);
        return new Network(inputs, longer);
    }

    /** Inputs of the first dense layer: the sum of the columns' widths. */
    public int inputWidth() {
        return inputs.stream().mapToInt(InputColumn::width).sum();
    }

    /** The dense layers, in order. */
    public List<Layer.Dense> denseLayers() {
        return layers.stream()
                .filter(Layer.Dense.class::isInstance)
                .map(Layer.Dense.class::cast)
                .toList();
    }

    /** Dropout rate of what dense layer {@code index} reads (of its input values), 0 if there is no dropout. */
    public double dropoutBefore(int index) {
        int dense = 0;
        double rate = 0;
        for (Layer layer : layers) {
            if (layer instanceof Layer.Dropout dropout) {
                rate = dropout.rate();
            } else if (dense++ == index) {
                return rate;
            } else {
                rate = 0;
            }
        }
        throw new IndexOutOfBoundsException("dense layer " + index + " of " + dense);
    }

    /**
     * Units of the last layer.
     *
     * @throws IllegalStateException if the last layer is not a dense one
     */
    public int outputs() {
        return outputLayer().units();
    }

    /**
     * The last layer.
     *
     * @throws IllegalStateException if it is not a dense one
     */
    public Layer.Dense outputLayer() {
        if (!layers.isEmpty() && layers.get(layers.size() - 1) instanceof Layer.Dense last) {
            return last;
        }
        throw new IllegalStateException("the last layer of a network must be a dense layer, got "
                + (layers.isEmpty() ? "no layer" : "dropout") + "; append one with dense(units, activation)");
    }

    /** Number of weights and biases. */
    public long parameterCount() {
        return layout().size();
    }

    /** Where each tensor stands in the flat vector of parameters. */
    public ParameterLayout layout() {
        return ParameterLayout.of(this);
    }
}
