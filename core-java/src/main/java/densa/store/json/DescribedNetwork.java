package densa.store.json;

import densa.data.InputColumn;
import densa.network.Layer;
import densa.network.Network;
import densa.network.ParameterLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * An architecture as a file describes it, with a count for equal columns side by side. A few letters describe 4 million
 * columns, so they are expanded only when it is known that the file holds their weights.
 */
public final class DescribedNetwork {

    private final List<Run> runs;
    private final List<Layer> layers;
    private final ParameterLayout layout;

    /** Equal columns side by side. */
    record Run(InputColumn column, int count) {}

    /**
     * Creates the description.
     *
     * @throws IllegalArgumentException if it is none of a network with an output layer
     */
    DescribedNetwork(List<Run> runs, List<Layer> layers) {
        this.runs = runs;
        this.layers = layers;
        long width = runs.stream()
                .mapToLong(run -> (long) run.count() * run.column().width())
                .reduce(0, (sum, more) -> Math.min(sum + more, Network.MAX_INPUTS + 1L));
        if (width > Network.MAX_INPUTS) {
            throw new IllegalArgumentException("a network may have at most " + Network.MAX_INPUTS + " inputs");
        }
        // The rules for columns and layers are those of any network, here of one with each column once.
        Network once = new Network(runs.stream().map(Run::column).toList(), layers);
        once.outputs();
        this.layout = ParameterLayout.of((int) width, once.denseLayers());
    }

    /** {@return where each tensor stands in the flat vector of parameters} */
    public ParameterLayout layout() {
        return layout;
    }

    /** {@return the architecture with all of its columns} */
    public Network network() {
        List<InputColumn> inputs = new ArrayList<>();
        for (Run run : runs) {
            for (int i = 0; i < run.count(); i++) {
                inputs.add(run.column());
            }
        }
        return new Network(inputs, layers);
    }
}
