package densa.train;

import static densa.reference.Reference.assertClose;
import static densa.reference.Reference.matrix;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import densa.data.Precision;
import densa.engine.Engine;
import densa.engine.Machine;
import densa.network.Activation;
import densa.network.Initializer;
import densa.network.Layer;
import densa.network.Network;
import densa.network.Parameters;
import densa.optimize.Optimizer;
import densa.reference.Reference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The classic 2-3-1 network of the NumPy tutorials, number for number, through the public API. */
class TutorialTest {

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "JAVA"})
    void everyStepEqualsTheReference(Engine engine) {
        JsonObject json = Reference.read("tutorial.json");
        double[][] x = scaled(matrix(json.get("x")), Reference.vector(json.get("x_max")));
        double[][] query = scaled(matrix(json.get("query")), Reference.vector(json.get("x_max")));
        double[][] y =
                scaled(matrix(json.get("y")), new double[] {json.get("y_scale").getAsDouble()});
        double[][] w1 = matrix(json.get("w1_initial"));
        double[][] w2 = matrix(json.get("w2_initial"));
        Network network =
                Network.withInputs(x[0].length).layer(layer(w1[0].length)).layer(layer(w2[0].length));
        Parameters start = Parameters.of(network.layout(), flat(w1, w2));
        for (JsonElement element : json.getAsJsonArray("steps")) {
            JsonObject step = element.getAsJsonObject();
            int steps = step.get("step").getAsInt();
            TrainedNetwork trained = steps == 0
                    ? TrainedNetwork.of(
                            network,
                            start,
                            TrainingOptions.DEFAULTS.withMachine(new Machine(engine, Precision.FLOAT64, 1)),
                            TrainingHistory.NONE)
                    : Trainer.of(network)
                            .optimizer(Optimizer.sgd(1.5))
                            .epochs(steps)
                            .batchSize(x.length)
                            .shuffle(false)
                            .precision(Precision.FLOAT64)
                            .engine(engine)
                            .initialParameters(start)
                            .fit(x, y);
            double tolerance = steps <= 10 ? 1e-12 : 1e-9;
            String what = "step " + steps;
            double loss = 0;
            for (int row = 0; row < x.length; row++) {
                double[] output = trained.predict(x[row]);
                assertClose(what + " output", output, matrix(step.get("output"))[row], tolerance, 0);
                loss += Math.pow(output[0] - y[row][0], 2) / x.length;
            }
            assertClose(what + " loss", loss, step.get("loss").getAsDouble(), tolerance, tolerance * 1e-3);
            assertClose(what + " query", trained.predict(query[0]), matrix(step.get("query_output"))[0], tolerance, 0);
            double[] expected = flat(matrix(step.get("w1")), matrix(step.get("w2")));
            assertClose(what + " weights", trained.parameters().toArray(), expected, tolerance, tolerance);
        }
    }

    private static Layer.Dense layer(int units) {
        return new Layer.Dense(units, Activation.SIGMOID, false, Initializer.STANDARD_NORMAL);
    }

    private static double[][] scaled(double[][] values, double[] by) {
        for (double[] row : values) {
            for (int column = 0; column < row.length; column++) {
                row[column] /= by[column];
            }
        }
        return values;
    }

    /** Inputs x outputs, as NumPy has them, to our outputs x inputs. */
    private static double[] flat(double[][]... weights) {
        double[] flat = new double
                [java.util.Arrays.stream(weights)
                        .mapToInt(w -> w.length * w[0].length)
                        .sum()];
        int at = 0;
        for (double[][] weight : weights) {
            for (int output = 0; output < weight[0].length; output++) {
                for (double[] input : weight) {
                    flat[at++] = input[output];
                }
            }
        }
        return flat;
    }
}
