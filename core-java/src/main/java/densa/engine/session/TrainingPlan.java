package densa.engine.session;

import densa.data.Precision;
import densa.network.Loss;
import densa.network.Network;
import densa.optimize.Descent;

/**
 * Everything about a training that stays fixed while it runs.
 *
 * @param batchSize the maximum number of rows of one step
 * @param seed of the dropout masks
 * @param threads the maximum number of threads that the engine may use; it takes fewer where more do not pay
 */
public record TrainingPlan(
        Network network, Loss loss, Descent descent, int batchSize, long seed, Precision precision, int threads) {}
