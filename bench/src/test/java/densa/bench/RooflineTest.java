package densa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import densa.network.Activation;
import densa.network.Network;
import org.junit.jupiter.api.Test;

class RooflineTest {

    private static final Network NETWORK =
            Network.withInputs(5).dense(4, Activation.RELU).dense(3, Activation.IDENTITY);

    @Test
    void operationsCountEveryProductOfAStep() {
        // Weights 20 and 12: forward and gradient of both, input gradient of the second alone.
        assertThat(Roofline.trainingOperations(NETWORK)).isEqualTo(2 * (2 * 32 + 12));
    }

    @Test
    void bytesCountParametersMomentsTransposedCopyAndRow() {
        // 39 parameters, read and written with two moments; 12 transposed; a row of 5, the rest shared by 10 rows.
        assertThat(Roofline.trainingBytes(NETWORK, 4, 10, true)).isEqualTo(4 * ((6 * 39 + 2 * 12) / 10.0 + 5));
    }
}
