package densa.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import densa.data.InputColumn;
import densa.engine.Engine;
import densa.engine.Machine;
import densa.network.Activation;
import densa.network.Network;
import densa.network.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntegratedGradientsTest {

    private static final TrainingOptions OPTIONS =
            TrainingOptions.DEFAULTS.withMachine(Machine.DEFAULTS.withEngine(Engine.JAVA));

    private static TrainedNetwork network(Network network, Parameters parameters) {
        return TrainedNetwork.of(network, parameters, OPTIONS, TrainingHistory.NONE);
    }

    @Test
    void linearNetworkGivesWeightTimesDistance() {
        Network linear = Network.withInputs(2).dense(1, Activation.IDENTITY);
        TrainedNetwork trained = network(linear, Parameters.of(linear.layout(), new double[] {2, -3, 7}));
        IntegratedGradients.Attributions found = IntegratedGradients.of(trained, 1)
                .attribute(new double[] {1, 2, 5, 0}, new double[] {0.5, 1}, new double[] {1, 10});
        assertThat(found.contributions()).containsExactly(new double[] {1, -3, 90, 30}, within(1e-12));
        assertThat(found.atBaseline()).containsExactly(new double[] {5, 50}, within(1e-12));
        assertThat(found.atRow()).containsExactly(new double[] {3, 170}, within(1e-12));
    }

    @Test
    void deepNetworkIsComplete() {
        Network deep = Network.withInputs(
                        List.of(InputColumn.NUMERIC, new InputColumn.OneHot(3), new InputColumn.Piecewise(4)))
                .dense(9, Activation.SILU)
                .dense(7, Activation.TANH)
                .dense(2, Activation.SIGMOID);
        TrainedNetwork trained = network(deep, Parameters.initial(deep, 4));
        IntegratedGradients gradients = IntegratedGradients.of(trained, 16);
        double[] rows = {0.5, 2, 2.25, -3, -1, 4, 1, 0, 0};
        assertThat(gradients.widen(rows))
                .startsWith(0.5, 0, 0, 1, 1, 1, 0.25, 0)
                .hasSize(3 * 8);
        double[] baseline = {0.1, 0.3, 0.3, 0.4, 1, 0.5, 0, 0};
        IntegratedGradients.Attributions found = gradients.attribute(rows, baseline, new double[] {1, -1, 0, 1, 2, 0});
        double[] predicted = new double[6];
        trained.predict(rows, predicted);
        assertThat(found.atRow()[0]).isCloseTo(predicted[0] - predicted[1], within(1e-12));
        for (int row = 0; row < 3; row++) {
            double sum = 0;
            for (int i = 0; i < 8; i++) {
                sum += found.contributions()[row * 8 + i];
            }
            assertThat(sum).isCloseTo(found.atRow()[row] - found.atBaseline()[row], within(1e-10));
        }
    }

    @Test
    void contributionsAreIntegralsOfSlopesOfPredictions() {
        Network deep = Network.withInputs(2)
                .dense(6, Activation.GELU)
                .dense(5, Activation.SILU)
                .dense(1, Activation.IDENTITY);
        TrainedNetwork trained = network(deep, Parameters.initial(deep, 9));
        double[] row = {2, -1};
        double[] baseline = {-0.5, 0.5};
        int parts = 2000;
        double h = 1e-5;
        double[] expected = new double[2];
        for (int part = 0; part < parts; part++) {
            double t = (part + 0.5) / parts;
            for (int input = 0; input < 2; input++) {
                double[] above = {baseline[0] + t * (row[0] - baseline[0]), baseline[1] + t * (row[1] - baseline[1])};
                double[] below = above.clone();
                above[input] += h;
                below[input] -= h;
                double slope = (trained.predict(above)[0] - trained.predict(below)[0]) / (2 * h);
                expected[input] += (row[input] - baseline[input]) * slope / parts;
            }
        }
        double[] found = IntegratedGradients.of(trained, 10)
                .attribute(row, baseline, new double[] {1})
                .contributions();
        assertThat(found).containsExactly(expected, within(1e-6));
    }

    @Test
    void lengthsAreChecked() {
        Network linear = Network.withInputs(2).dense(1, Activation.IDENTITY);
        IntegratedGradients gradients = IntegratedGradients.of(network(linear, Parameters.initial(linear, 1)), 3);
        assertThatThrownBy(() -> gradients.attribute(new double[3], new double[2], new double[1]))
                .hasMessage("rows must hold a multiple of 2 values, got 3");
        assertThatThrownBy(() -> gradients.attribute(new double[2], new double[3], new double[1]))
                .hasMessage("the baseline must have 2 values, got 3");
        assertThatThrownBy(() -> gradients.attribute(new double[2], new double[2], new double[2]))
                .hasMessage("directions must be 1 rows x 1 outputs, got 2 values");
        assertThatThrownBy(() -> IntegratedGradients.of(network(linear, Parameters.initial(linear, 1)), 0))
                .hasMessage("points must be 1 or more, got 0");
    }
}
