package densa.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Where each tensor of a network stands in its flat vector of parameters: layer after layer, the weight before the
 * bias, row-major. An optimiser, a file and an all-reduce are then one loop over one array.
 *
 * @param tensors in the order of the vector
 */
public record ParameterLayout(List<Tensor> tensors) {

    /** The most parameters that a network may have: they fit one Java array. */
    public static final long MAX_PARAMETERS = Integer.MAX_VALUE - 8;

    /**
     * One named tensor.
     *
     * @param name {@code layers.N.weight} or {@code layers.N.bias}; N counts the dense layers from 0
     * @param offset index of its first element in the vector
     * @param rows units of the layer
     * @param columns inputs of the layer; 1 for a bias
     * @param bias whether it is a bias, a vector of {@code rows} numbers
     */
    public record Tensor(String name, int offset, int rows, int columns, boolean bias) {
        /** {@return the number of elements} */
        public int size() {
            return rows * columns;
        }
    }

    /**
     * Creates the record, with a copy of the list.
     *
     * @param tensors in the order of the vector, each beginning where the one before ends; not checked
     */
    public ParameterLayout {
        tensors = List.copyOf(tensors);
    }

    /**
     * {@return the layout of a network}
     *
     * @param inputs of the first layer: {@link Network#inputWidth()}
     * @param layers the dense layers, in order
     * @throws IllegalArgumentException if there are more than {@link #MAX_PARAMETERS}
     */
    public static ParameterLayout of(int inputs, List<Layer.Dense> layers) {
        List<Tensor> tensors = new ArrayList<>();
        long offset = 0;
        int fanIn = inputs;
        int index = 0;
        for (Layer.Dense layer : layers) {
            offset = append(tensors, "layers." + index + ".weight", offset, layer.units(), fanIn, false);
            if (layer.bias()) {
                offset = append(tensors, "layers." + index + ".bias", offset, layer.units(), 1, true);
            }
            fanIn = layer.units();
            index++;
        }
        return new ParameterLayout(tensors);
    }

    private static long append(List<Tensor> tensors, String name, long offset, int rows, int columns, boolean bias) {
        long end = offset + (long) rows * columns;
        if (end > MAX_PARAMETERS) {
            throw new IllegalArgumentException("a network may have at most " + MAX_PARAMETERS + " parameters; up to "
                    + name + " there are " + end + ": use fewer units");
        }
        tensors.add(new Tensor(name, (int) offset, rows, columns, bias));
        return end;
    }

    /** {@return the number of parameters} */
    public int size() {
        if (tensors.isEmpty()) {
            return 0;
        }
        Tensor last = tensors.get(tensors.size() - 1);
        return last.offset() + last.size();
    }
}
