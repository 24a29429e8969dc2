package densa.bench;

import densa.data.Precision;
import densa.engine.Engine;
import densa.engine.Machine;
import densa.network.Parameters;
import densa.train.TrainedNetwork;
import densa.train.TrainingHistory;
import densa.train.TrainingOptions;
import java.util.SplittableRandom;

/**
 * Predictions by an {@link EngineVariant} through the network of W3, as a user of the library makes them: from array to
 * array, checks included.
 *
 * <p>Confined to one thread.
 */
final class PredictionRun {

    private static final long SEED = 1;

    private final String name;
    private final int rows;
    private final Precision precision;
    private final int threads;
    private final TrainedNetwork network;
    private final float[] in32;
    private final float[] out32;
    private final double[] in64;
    private final double[] out64;

    /**
     * Prepares the prediction of {@code rows} made-up rows by made-up weights.
     *
     * @throws densa.engine.EngineUnavailableException if the variant's engine cannot be used here
     */
    PredictionRun(EngineVariant variant, int rows) {
        this(variant, parameters(), inputs(rows));
    }

    /**
     * Prepares the prediction of all rows of {@code inputs}.
     *
     * @throws densa.engine.EngineUnavailableException if the variant's engine cannot be used here
     */
    PredictionRun(EngineVariant variant, Parameters parameters, float[] inputs) {
        this.name = "W5 on " + variant.id();
        this.precision = variant.precision();
        this.threads = variant.threads();
        this.network = network(variant.engine(), precision, parameters);
        this.rows = inputs.length / network.inputColumns();
        this.in32 = inputs;
        this.out32 = new float[rows * network.outputs()];
        this.in64 = new double[inputs.length];
        this.out64 = new double[out32.length];
        for (int i = 0; i < in64.length; i++) {
            in64[i] = in32[i];
        }
    }

    /** Weights of the network of W3. */
    static Parameters parameters() {
        return Parameters.initial(Workload.W3.network(), SEED);
    }

    /** Dense rows, rows x inputs; always the same. */
    static float[] inputs(int rows) {
        float[] inputs = new float[rows * Workload.W3.network().inputWidth()];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.nextDouble(-1, 1);
        }
        return inputs;
    }

    private static TrainedNetwork network(Engine engine, Precision precision, Parameters parameters) {
        TrainingOptions options = TrainingOptions.DEFAULTS
                .withLoss(Workload.W3.loss())
                .withMachine(Machine.DEFAULTS.withEngine(engine).withPrecision(precision));
        return TrainedNetwork.of(Workload.W3.network(), parameters, options, TrainingHistory.NONE);
    }

    /** Predicts all rows once; returns their number. */
    long run() {
        if (precision == Precision.FLOAT32) {
            network.predict(in32, out32, threads);
        } else {
            network.predict(in64, out64, threads);
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
        TrainedNetwork reference = network(Engine.JAVA, Precision.FLOAT64, network.parameters());
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
