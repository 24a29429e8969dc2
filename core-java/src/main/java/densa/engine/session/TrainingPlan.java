package densa.engine.session;

import densa.data.Precision;
import densa.network.Loss;
import densa.network.Network;
import densa.optimize.GradientClipping;
import densa.optimize.LayerFactors;
import densa.optimize.Optimizer;
import java.util.List;

/**
 * Everything about a training that stays fixed while it runs.
 *
 * @param l2 adds l2 w to the gradient of every parameter w; 0 or more
 * @param weightDecay multiplies every parameter by 1 - rate weightDecay before each step (Loshchilov and Hutter 2019)
 * @param layerFactors one a dense layer, or none: all one
 * @param batchSize the most rows of one step
 * @param seed of the dropout masks
 * @param threads the most threads that the engine may use; it takes fewer where more do not pay
 */
public record TrainingPlan(
        Network network,
        Loss loss,
        Optimizer optimizer,
        GradientClipping clipping,
        double l2,
        double weightDecay,
        List<LayerFactors> layerFactors,
        int batchSize,
        long seed,
        Precision precision,
        int threads) {

    /** Creates the record, with copies of its lists. */
    public TrainingPlan {
        layerFactors = List.copyOf(layerFactors);
    }

    /** The factors of a dense layer, counted from 0. */
    LayerFactors factors(int layer) {
        return layerFactors.isEmpty() ? LayerFactors.ONE : layerFactors.get(layer);
    }
}
