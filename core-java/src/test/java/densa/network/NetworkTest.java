package densa.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.InputColumn;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private static final Network SMALL =
            Network.withInputs(4).dense(8, Activation.RELU).dropout(0.1).dense(1, Activation.IDENTITY);

    @Test
    void eachMethodReturnsALongerNetwork() {
        Network start = Network.withInputs(4);
        Network longer = start.dense(8, Activation.RELU);
        assertThat(start.layers()).isEmpty();
        assertThat(longer.layers()).containsExactly(new Layer.Dense(8, Activation.RELU));
        assertThat(longer.dropout(0.1).dense(1, Activation.IDENTITY)).isEqualTo(SMALL);
    }

    @Test
    void inputsAreWidenedColumns() {
        Network network = Network.withInputs(
                        List.of(InputColumn.NUMERIC, new InputColumn.OneHot(5), new InputColumn.Piecewise(3)))
                .dense(2, Activation.TANH);
        assertThat(network.inputWidth()).isEqualTo(9);
        assertThat(network.outputs()).isEqualTo(2);
        assertThat(network.parameterCount()).isEqualTo(9 * 2 + 2);
        assertThat(network).hasToString("Network 3 columns as 9 inputs -> dense 2 tanh, 20 parameters");
    }

    @Test
    void layoutHasTheWeightOfEachLayerBeforeItsBias() {
        Network network = Network.withInputs(4)
                .layer(new Layer.Dense(3, Activation.RELU).withoutBias())
                .dense(2, Activation.IDENTITY);
        assertThat(network.layout().tensors())
                .containsExactly(
                        new ParameterLayout.Tensor("layers.0.weight", 0, 3, 4, false),
                        new ParameterLayout.Tensor("layers.1.weight", 12, 2, 3, false),
                        new ParameterLayout.Tensor("layers.1.bias", 18, 2, 1, true));
        assertThat(network.layout().size()).isEqualTo(20).isEqualTo((int) network.parameterCount());
    }

    @Test
    void dropoutBelongsToTheDenseLayerThatFollows() {
        Network network = SMALL.dense(2, Activation.IDENTITY);
        assertThat(network.dropoutBefore(0)).isZero();
        assertThat(network.dropoutBefore(1)).isEqualTo(0.1);
        assertThat(network.dropoutBefore(2)).isZero();
        assertThatThrownBy(() -> network.dropoutBefore(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void toStringShowsTheLayers() {
        assertThat(SMALL).hasToString("Network 4 -> dense 8 relu -> dropout 0.1 -> dense 1 identity, 49 parameters");
        assertThat(Network.withInputs(2).layer(new Layer.Dense(1, Activation.SIGMOID).withoutBias()))
                .hasToString("Network 2 -> dense 1 sigmoid without bias, 2 parameters");
        assertThat(Network.withInputs(2)).hasToString("Network 2, 0 parameters");
    }

    @Test
    void aNetworkTooLargeForAnArrayCanBeShownButHasNoLayout() {
        Network huge =
                Network.withInputs(1 << 12).dense(1 << 20, Activation.RELU).dense(1, Activation.IDENTITY);
        assertThat(huge).hasToString("Network 4096 -> dense 1048576 relu -> dense 1 identity, 4297064449 parameters");
        assertThatThrownBy(huge::layout)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a network may have at most 2147483639 parameters; up to layers.0.weight there are"
                        + " 4294967296: use fewer units");
    }

    @Test
    void impossibleNetworksAreRejected() {
        assertThatThrownBy(() -> Network.withInputs(0)).hasMessage("inputs must be 1 to 4194304, got 0");
        assertThatThrownBy(() -> Network.withInputs(List.of()))
                .hasMessage("a network must have at least one input column, got none");
        assertThatThrownBy(() -> Network.withInputs(Collections.nCopies(5, new InputColumn.OneHot(1 << 20))))
                .hasMessage("a network may have at most 4194304 inputs, got 5242880");
        assertThatThrownBy(() -> SMALL.dropout(0.1).dropout(0.2))
                .hasMessage("two dropout layers follow each other; give one rate");
        assertThatThrownBy(() -> SMALL.dense(0, Activation.RELU)).hasMessage("units must be 1 to 1048576, got 0");
        assertThatThrownBy(() -> SMALL.dropout(0.1).outputs())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the last layer of a network must be a dense layer, got dropout; append one with"
                        + " dense(units, activation)");
    }
}
