package densa.train;

import java.util.List;

/**
 * The networks of one training whose epochs were compared on several validation sets: each set chooses the epoch of its
 * lowest loss, and so do all of them together. A network does not overfit a validation set that had no say in its
 * choice.
 *
 * @param each the network that each validation set chose by itself, in the order of the sets
 * @param overall the network of the epoch with the lowest loss over the rows of all sets
 */
public record BestNetworks(List<TrainedNetwork> each, TrainedNetwork overall) {

    /**
     * Creates the result of a training.
     *
     * @param each the network that each validation set chose by itself, in the order of the sets; copied
     * @param overall the network that all sets together chose
     */
    public BestNetworks {
        each = List.copyOf(each);
    }
}
