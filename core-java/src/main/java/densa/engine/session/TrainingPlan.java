package densa.engine.session;

import densa.data.Precision;
import densa.network.Loss;
import densa.network.Network;
import densa.optimize.Descent;

/**
 * Everything about a training that stays fixed while it runs.
 *
 * @param network the architecture
 * @param loss what is minimised; it suits the number of outputs
 * @param descent how parameters follow the gradient; its factors are none, or one for each dense layer
 * @param batchSize the maximum number of rows of one step
 * @param seed of the dropout masks
 * @param precision in which the native engine computes; the Java engine always takes float64
 * @param threads the maximum number of threads that the engine may use; it takes fewer where more do not pay
 */
public record TrainingPlan(
        Network network, Loss loss, Descent descent, int batchSize, long seed, Precision precision, int threads) {}
