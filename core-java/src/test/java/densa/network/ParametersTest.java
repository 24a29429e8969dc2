package densa.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParametersTest {

    private static final Network NETWORK =
            Network.withInputs(2).dense(3, Activation.RELU).dense(1, Activation.IDENTITY);

    @Test
    void weightAndBiasAreCopiesOfTheFlatVector() {
        double[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
        Parameters parameters = Parameters.of(NETWORK.layout(), values);
        values[0] = 99;
        assertThat(parameters.weight(0)).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        assertThat(parameters.bias(0)).containsExactly(7, 8, 9);
        assertThat(parameters.weight(1)).isDeepEqualTo(new double[][] {{10, 11, 12}});
        assertThat(parameters.bias(1)).containsExactly(13);
        parameters.weight(0)[0][0] = 99;
        parameters.bias(0)[0] = 99;
        parameters.toArray()[0] = 99;
        assertThat(parameters.toArray()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        assertThat(parameters.get(12)).isEqualTo(13);
        assertThat(parameters).hasToString("Parameters 13 in 4 tensors");
    }

    @Test
    void whatIsNotThereIsRejected() {
        assertThatThrownBy(() -> Parameters.of(NETWORK.layout(), new double[12]))
                .hasMessage("the network has 13 parameters, got 12 values");
        Network withoutBias = Network.withInputs(2).layer(new Layer.Dense(1, Activation.RELU).withoutBias());
        Parameters parameters = Parameters.initial(withoutBias, 1);
        assertThatThrownBy(() -> parameters.bias(0))
                .hasMessage("the network has no tensor \"layers.0.bias\"; it has [layers.0.weight]");
        assertThatThrownBy(() -> parameters.weight(1))
                .hasMessage("the network has no tensor \"layers.1.weight\"; it has [layers.0.weight]");
    }

    @Test
    void theSeedDecidesInitialWeightsAndBiasesAreZero() {
        Parameters one = Parameters.initial(NETWORK, 1);
        assertThat(Parameters.initial(NETWORK, 1).toArray()).isEqualTo(one.toArray());
        assertThat(Parameters.initial(NETWORK, 2).toArray()).isNotEqualTo(one.toArray());
        assertThat(one.bias(0)).containsOnly(0);
        assertThat(one.bias(1)).containsOnly(0);
    }

    /** 200,000 draws: the standard error of the deviation is 0.16 % for the normal, less for the uniform ones. */
    @ParameterizedTest
    @EnumSource
    void initialWeightsHaveTheDeviationOfTheirInitializer(Initializer initializer) {
        int inputs = 400;
        int units = 500;
        Network network =
                Network.withInputs(inputs).layer(new Layer.Dense(units, Activation.RELU).withInitializer(initializer));
        double[] weights = Arrays.copyOf(Parameters.initial(network, 1).toArray(), inputs * units);
        double mean = Arrays.stream(weights).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(weights)
                .map(w -> (w - mean) * (w - mean))
                .average()
                .orElseThrow());
        double expected =
                switch (initializer) {
                    case GLOROT_UNIFORM, GLOROT_NORMAL -> Math.sqrt(2.0 / 900);
                    case HE_UNIFORM, HE_NORMAL -> Math.sqrt(2.0 / 400);
                    case LECUN_UNIFORM, LECUN_NORMAL -> Math.sqrt(1.0 / 400);
                    case STANDARD_NORMAL -> 1;
                };
        assertThat(deviation).isCloseTo(expected, Percentage.withPercentage(1));
        assertThat(Math.abs(mean)).isLessThan(0.01 * expected);
        boolean uniform = Arrays.stream(weights).map(Math::abs).max().orElseThrow() <= Math.sqrt(3) * expected;
        assertThat(uniform).isEqualTo(initializer.id().endsWith("uniform"));
    }

    @ParameterizedTest
    @EnumSource
    void everyActivationHasACustomaryInitializer(Activation activation) {
        assertThat(new Layer.Dense(1, activation).initializer()).isEqualTo(Initializer.customaryFor(activation));
        assertThat(Initializer.named(Initializer.customaryFor(activation).id()))
                .isEqualTo(Initializer.customaryFor(activation));
    }
}
