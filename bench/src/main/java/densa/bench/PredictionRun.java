package densa.bench;

import densa.encode.Precision;
import densa.engine.Engine;
import densa.network.Network;
import densa.network.Parameters;
import densa.train.TrainedNetwork;
import densa.train.TrainingHistory;
import densa.train.TrainingOptions;
import java.util.SplittableRandom;

/**
 * Predictions by a {@link Contender} through the network of W3, as a user of the library makes them: on the caller's
 * thread, from array to array, checks included. The contender's threads do not matter.
 *
 * <p>Confined to one thread.
 */
final class PredictionRun {

    /** Workload W5. */
    static final String TITLE = "prediction through 784-128-10";

    private static final long SEED = 1;

    private final String name;
    private final int rows;
    private final Precision precision;
    private final TrainedNetwork network;
    private final float[] in32;
    private final float[] out32;
    private final double[] in64;
    private final double[] out64;

    /**
     * Prepares a network and {@code rows} dense rows.
     *
     * @throws densa.engine.EngineUnavailableException if the contender's engine cannot be used here
     */
    PredictionRun(Contender contender, int rows) {
        this.name = "W5 on " + contender.id();
        this.rows = rows;
        this.precision = contender.precision();
        this.network = network(contender.engine(), precision);
        this.in64 = new double[rows * network.inputColumns()];
        this.out64 = new double[rows * network.outputs()];
        this.in32 = new float[in64.length];
        this.out32 = new float[out64.length];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < in64.length; i++) {
            in32[i] = (float) random.nextDouble(-1, 1);
            in64[i] = in32[i];
        }
    }

    private static TrainedNetwork network(Engine engine, Precision precision) {
        Network network = Workload.W3.network();
        TrainingOptions options = TrainingOptions.DEFAULTS
                .withLoss(Workload.W3.loss())
                .withEngine(engine)
                .withPrecision(precision);
        return TrainedNetwork.of(network, Parameters.initial(network, SEED), options, TrainingHistory.NONE);
    }

    /** Predicts all rows once; returns their number. */
    long run() {
        if (precision == Precision.FLOAT32) {
            network.predict(in32, out32);
        } else {
            network.predict(in64, out64);
        }
        return rows;
    }

    /** Output {@code index} of the last run, rows x outputs. */
    double output(int index) {
        return precision == Precision.FLOAT32 ? out32[index] : out64[index];
    }

    /**
     * Makes sure that the predictions are those of the Java engine.
     *
     * @throws IllegalStateException if they are not
     */
    void check() {
        TrainedNetwork reference = network(Engine.JAVA, Precision.FLOAT64);
        double[] expected = new double[out64.length];
        reference.predict(in64, expected);
        // Outputs are of size 1; a sum of 784 products in float32 is off by a few 1e-6 at most.
        double tolerance = precision == Precision.FLOAT32 ? 1e-4 : 1e-12;
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(output(i) - expected[i]) <= tolerance)) {
                throw new IllegalStateException(name + " predicts " + output(i) + " where the Java engine predicts "
                        + expected[i] + " (row " + i / network.outputs() + ", output " + i % network.outputs() + ")");
            }
        }
    }
}
