package densa.bench;

import densa.data.Dataset;
import densa.data.Precision;
import densa.network.Activation;
import densa.network.Initializer;
import densa.network.Layer;
import densa.network.Loss;
import densa.network.Network;
import densa.optimize.Optimizer;
import java.util.SplittableRandom;

/** The trainings that are measured: from a learner's three rows to layers of a thousand units. */
@SuppressWarnings("ImmutableEnumChecker") // Networks, losses and optimisers are records, immutable all through.
enum Workload {
    /** The learner's network on study and sleep hours: float64, all three rows in one step. */
    W1(
            Network.withInputs(2).layer(tutorialLayer(3)).layer(tutorialLayer(1)),
            Loss.MEAN_SQUARED_ERROR,
            Optimizer.sgd(0.5),
            new Pace(3, 3, 10_000)),
    /** A table of 28 numeric columns and two classes. */
    W2(
            Network.withInputs(28)
                    .dense(64, Activation.RELU)
                    .dense(32, Activation.RELU)
                    .dense(1, Activation.IDENTITY),
            Loss.BINARY_CROSS_ENTROPY,
            Optimizer.adam(0.001),
            new Pace(100_000, 256, 200)),
    /** Images of 28 x 28 points and ten classes, a narrow network. */
    W3(
            Network.withInputs(784).dense(128, Activation.RELU).dense(10, Activation.IDENTITY),
            Loss.SOFTMAX_CROSS_ENTROPY,
            Optimizer.adam(0.001),
            new Pace(60_000, 128, 20)),
    /** The same with wide layers: 1.9 million parameters. */
    W4(
            Network.withInputs(784)
                    .dense(1024, Activation.RELU)
                    .dense(1024, Activation.RELU)
                    .dense(10, Activation.IDENTITY),
            Loss.SOFTMAX_CROSS_ENTROPY,
            Optimizer.adam(0.001),
            new Pace(8192, 256, 2)),
    /** A small network in small batches, where what surrounds the arithmetic counts. */
    W7(
            Network.withInputs(8)
                    .dense(16, Activation.RELU)
                    .dense(16, Activation.RELU)
                    .dense(1, Activation.IDENTITY),
            Loss.BINARY_CROSS_ENTROPY,
            Optimizer.adam(0.001),
            new Pace(100_000, 32, 3000)),
    /** A table of 64 columns and ten classes, a deep network in large batches. */
    W8(
            Network.withInputs(64)
                    .dense(256, Activation.RELU)
                    .dense(256, Activation.RELU)
                    .dense(256, Activation.RELU)
                    .dense(10, Activation.IDENTITY),
            Loss.SOFTMAX_CROSS_ENTROPY,
            Optimizer.adam(0.001),
            new Pace(100_000, 1024, 2));

    private static final long SEED = 1;

    /** Share of made-up rows whose class is drawn by lot, so that the loss cannot fall to nothing. */
    private static final double NOISE = 0.1;

    /** How far an input that belongs to the row's class is moved, in standard deviations. */
    private static final double SIGNAL = 0.5;

    private final Network network;
    private final Loss loss;
    private final Optimizer optimizer;
    private final Pace pace;

    /**
     * How much data there is, and how much of it one measured operation takes.
     *
     * @param steps of one operation: about as many as the trainer takes in one call of the native engine
     */
    private record Pace(int rows, int batchSize, int steps) {}

    Workload(Network network, Loss loss, Optimizer optimizer, Pace pace) {
        this.network = network;
        this.loss = loss;
        this.optimizer = optimizer;
        this.pace = pace;
    }

    private static Layer tutorialLayer(int units) {
        return new Layer.Dense(units, Activation.SIGMOID, false, Initializer.STANDARD_NORMAL);
    }

    Network network() {
        return network;
    }

    Loss loss() {
        return loss;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    int rows() {
        return pace.rows();
    }

    int batchSize() {
        return pace.batchSize();
    }

    /** Steps of one measured operation. */
    int steps() {
        return pace.steps();
    }

    /**
     * The rows to train on, made up but for W1; always the same. All numbers are float32 ones, so that every precision
     * and every other system gets the same.
     */
    Dataset dataset(Precision precision) {
        return this == W1 ? studyHours(precision) : clusters(precision);
    }

    /** Hours of study and sleep, divided by their maxima, and the score out of 100. */
    private static Dataset studyHours(Precision precision) {
        float[][] hours = {{2 / 3f, 9 / 9f}, {1 / 3f, 5 / 9f}, {3 / 3f, 6 / 9f}};
        float[][] scores = {{0.92f}, {0.86f}, {0.89f}};
        return Dataset.of(hours, scores, precision);
    }

    /** Uniform inputs of variance 1, every n-th of which is moved up in rows of class n. */
    private Dataset clusters(Precision precision) {
        SplittableRandom random = new SplittableRandom(SEED);
        int columns = network.inputWidth();
        int classes = Math.max(2, network.outputs());
        Dataset.Builder builder = Dataset.builder(network.inputs(), 1, rows(), precision);
        for (int row = 0; row < rows(); row++) {
            int label = random.nextInt(classes);
            for (int column = 0; column < columns; column++) {
                double shift = column % classes == label ? SIGNAL : 0;
                double value = (2 * random.nextDouble() - 1) * Math.sqrt(3) + shift;
                builder.setInput(row, column, (float) value);
            }
            builder.setTarget(row, 0, random.nextDouble() < NOISE ? random.nextInt(classes) : label);
        }
        return builder.build();
    }
}
