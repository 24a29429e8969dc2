package densa.cli;

import densa.data.DataException;
import densa.data.Precision;
import densa.engine.Engine;
import densa.network.Activation;
import densa.network.Initializer;
import densa.network.Layer;
import densa.network.Loss;
import densa.network.Network;
import densa.network.Parameters;
import densa.optimize.Optimizer;
import densa.train.TrainedNetwork;
import densa.train.Trainer;
import densa.train.TrainingHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * The classic first network: hours of study and sleep, and the score of a test. Inputs are divided by their largest
 * values, scores by 100; every layer is sigmoid and has no bias. One iteration is a step of gradient descent on all
 * three rows. The rate 1.5 on the mean squared error of three rows is what the tutorials call rate 1 on half the summed
 * one.
 */
final class Tutorial {

    static final double[][] HOURS = {{2, 9}, {1, 5}, {3, 6}};
    static final double[][] SCORES = {{92}, {86}, {89}};
    static final double[] QUERY = {4, 8};
    static final double RATE = 1.5;
    static final double SCORE_SCALE = 100;

    private static final double[] LARGEST = largest();
    private static final double[][] INPUTS = {scaled(HOURS[0]), scaled(HOURS[1]), scaled(HOURS[2])};
    private static final double[][] TARGETS = {
        {SCORES[0][0] / SCORE_SCALE}, {SCORES[1][0] / SCORE_SCALE}, {SCORES[2][0] / SCORE_SCALE}
    };

    private final Trainer trainer;
    private final TrainedNetwork state;

    private Tutorial(Trainer trainer, TrainedNetwork state) {
        this.trainer = trainer;
        this.state = state;
    }

    /** A network before the first iteration, with random weights. */
    static Tutorial start(List<Integer> hidden, Engine engine, long seed) {
        Network network = UsageException.checked(() -> {
            Network typed = network(hidden);
            typed.layout(); // which refuses a network that is too large
            return typed;
        });
        return start(network, engine, Parameters.initial(network, seed));
    }

    /**
     * A network before the first iteration, with the given weights.
     *
     * @param matrices inputs x units, one a layer
     * @throws DataException if they do not follow each other, or do not begin with 2 inputs and end with 1 output
     */
    static Tutorial start(List<double[][]> matrices, Engine engine) {
        List<Integer> hidden = new ArrayList<>();
        int inputs = LARGEST.length;
        for (int layer = 0; layer < matrices.size(); layer++) {
            double[][] matrix = matrices.get(layer);
            boolean last = layer == matrices.size() - 1;
            if (matrix.length != inputs || (last && matrix[0].length != 1)) {
                throw new DataException(WeightFiles.name(layer) + " must have " + Numbers.count(inputs, "row")
                        + (last ? " of 1 value" : "") + ", got " + matrix.length + " of " + matrix[0].length);
            }
            inputs = matrix[0].length;
            if (!last) {
                hidden.add(inputs);
            }
        }
        Network network = network(hidden);
        double[] values = new double[network.layout().size()];
        int offset = 0;
        for (double[][] matrix : matrices) {
            for (int unit = 0; unit < matrix[0].length; unit++) {
                for (double[] row : matrix) {
                    values[offset++] = row[unit];
                }
            }
        }
        return start(network, engine, Parameters.of(network.layout(), values));
    }

    private static Tutorial start(Network network, Engine engine, Parameters parameters) {
        Trainer trainer = Trainer.of(network)
                .loss(Loss.MEAN_SQUARED_ERROR)
                .optimizer(Optimizer.sgd(RATE))
                .batchSize(INPUTS.length)
                .shuffle(false)
                .engine(engine)
                .precision(Precision.FLOAT64)
                .threads(1);
        return new Tutorial(trainer, TrainedNetwork.of(network, parameters, trainer.options(), TrainingHistory.NONE));
    }

    private static Network network(List<Integer> hidden) {
        Network network = Network.withInputs(LARGEST.length);
        for (int units : hidden) {
            network = network.layer(layer(units));
        }
        return network.layer(layer(1));
    }

    private static Layer layer(int units) {
        return new Layer.Dense(units, Activation.SIGMOID).withoutBias().withInitializer(Initializer.STANDARD_NORMAL);
    }

    /** The network after more iterations; gradient descent keeps no state, so pieces are the same as the whole. */
    Tutorial after(int iterations) {
        if (iterations == 0) {
            return this;
        }
        return new Tutorial(
                trainer,
                trainer.initialParameters(state.parameters()).epochs(iterations).fit(INPUTS, TARGETS));
    }

    TrainedNetwork network() {
        return state;
    }

    /** What the network says for the three rows, 0 to 1. */
    double[][] output() {
        double[][] output = new double[INPUTS.length][];
        for (int row = 0; row < output.length; row++) {
            output[row] = state.predict(INPUTS[row]);
        }
        return output;
    }

    /** What it says for the query, 0 to 1. */
    double[][] queryOutput() {
        return new double[][] {state.predict(scaled(QUERY))};
    }

    /** Mean squared error of the three rows. */
    double loss() {
        double[][] output = output();
        double sum = 0;
        for (int row = 0; row < output.length; row++) {
            double error = output[row][0] - TARGETS[row][0];
            sum += error * error;
        }
        return sum / output.length;
    }

    /** The weights of each layer, inputs x units. */
    List<double[][]> weights() {
        List<double[][]> matrices = new ArrayList<>();
        for (int layer = 0; layer < state.network().denseLayers().size(); layer++) {
            double[][] weight = state.parameters().weight(layer);
            double[][] matrix = new double[weight[0].length][weight.length];
            for (int unit = 0; unit < weight.length; unit++) {
                for (int input = 0; input < matrix.length; input++) {
                    matrix[input][unit] = weight[unit][input];
                }
            }
            matrices.add(matrix);
        }
        return matrices;
    }

    private static double[] largest() {
        double[] largest = new double[HOURS[0].length];
        for (double[] row : HOURS) {
            for (int i = 0; i < largest.length; i++) {
                largest[i] = Math.max(largest[i], row[i]);
            }
        }
        return largest;
    }

    private static double[] scaled(double[] hours) {
        double[] inputs = new double[hours.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = hours[i] / LARGEST[i];
        }
        return inputs;
    }
}
