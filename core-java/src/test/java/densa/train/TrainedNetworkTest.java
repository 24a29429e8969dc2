package densa.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import densa.data.DataException;
import densa.data.Dataset;
import densa.data.Precision;
import densa.engine.Engine;
import densa.network.Activation;
import densa.network.Network;
import densa.network.Parameters;
import densa.optimize.Optimizer;
import densa.store.ModelFile;
import densa.store.ModelFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainedNetworkTest {

    private static final TrainedNetwork TRAINED = Trainer.of(
                    Network.withInputs(2).dense(5, Activation.TANH).dense(2, Activation.IDENTITY))
            .optimizer(Optimizer.adam(0.02))
            .epochs(7)
            .fit(new double[][] {{0, 1}, {1, 0}, {2, 2}}, new double[][] {{1, 2}, {2, 3}, {3, 5}});

    @Test
    void aFileAStreamAndBytesGiveTheSameNetwork(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("x.densa");
        TRAINED.save(file);
        byte[] bytes = Files.readAllBytes(file);
        ByteArrayInputStream stream = new ByteArrayInputStream(bytes);
        for (TrainedNetwork loaded :
                List.of(TrainedNetwork.load(file), TrainedNetwork.load(stream), TrainedNetwork.load(bytes))) {
            assertThat(loaded.parameters().toArray())
                    .isEqualTo(TRAINED.parameters().toArray());
            assertThat(loaded.history()).isEqualTo(TRAINED.history());
            assertThat(loaded.options()).isEqualTo(TRAINED.options());
            assertThat(loaded.predict(new double[] {3, 4})).isEqualTo(TRAINED.predict(new double[] {3, 4}));
        }
        assertThat(stream.read()).isEqualTo(-1);
    }

    @Test
    void severalNetworksShareAFile() throws IOException {
        TrainedNetwork other = TrainedNetwork.of(
                TRAINED.network(), Parameters.initial(TRAINED.network(), 9), TRAINED.options(), TrainingHistory.NONE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TrainedNetwork.toFile(List.of(TRAINED, other)).write(out);
        ModelFile file = ModelFile.read(out.toByteArray(), "x.densa");
        List<TrainedNetwork> read = TrainedNetwork.fromFile(file);
        assertThat(read).hasSize(2);
        assertThat(read.get(0).predict(new double[] {3, 4})).isEqualTo(TRAINED.predict(new double[] {3, 4}));
        assertThat(read.get(1).predict(new double[] {3, 4})).isEqualTo(other.predict(new double[] {3, 4}));
        assertThat(TrainedNetwork.fromFile(file, Engine.JAVA))
                .extracting(TrainedNetwork::engine)
                .containsExactly(Engine.JAVA, Engine.JAVA);
        assertThatThrownBy(() -> TrainedNetwork.load(out.toByteArray()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("the network holds 2 networks that predict together: load it with Model.load");
    }

    @Test
    void bytesThatAreNoNetworkAreNamed() {
        assertThatThrownBy(() -> TrainedNetwork.load(new byte[3]))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("the network is not a Densa model");
        assertThatThrownBy(() -> TrainedNetwork.load(new ByteArrayInputStream(new byte[3])))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("the network is not a Densa model");
    }

    private static TrainedNetwork network(Engine engine, Precision precision, double weight) {
        Network network = Network.withInputs(2).dense(2, Activation.RELU).dense(1, Activation.IDENTITY);
        double[] weights = new double[network.layout().size()];
        network.layout().tensors().stream()
                .filter(tensor -> !tensor.bias())
                .forEach(tensor -> Arrays.fill(weights, tensor.offset(), tensor.offset() + tensor.size(), weight));
        return TrainedNetwork.of(
                network,
                Parameters.of(network.layout(), weights),
                TrainingOptions.DEFAULTS.withMachine(
                        TrainingOptions.DEFAULTS.machine().withEngine(engine).withPrecision(precision)),
                TrainingHistory.NONE);
    }

    @ParameterizedTest
    @CsvSource({"NATIVE, FLOAT32", "NATIVE, FLOAT64", "JAVA, FLOAT64"})
    void inputThatIsNoFiniteNumberIsNamed(Engine engine, Precision precision) {
        TrainedNetwork network = network(engine, precision, 1);
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            String message = "row 1, column 0 must be a finite number in " + precision.id() + ", got " + value;
            double[] rows = {1, 2, value, 3};
            float[] singles = {1, 2, (float) value, 3};
            assertThatThrownBy(() -> network.predict(rows, new double[2]))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> network.predict(singles, new float[2]))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> network.predict(new double[] {4, value}))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("row 0, column 1 must be a finite number in " + precision.id() + ", got " + value);
        }
        assertThat(network.predict(new double[] {1, 2})).containsExactly(6);
    }

    @ParameterizedTest
    @CsvSource({"NATIVE, FLOAT32, 3e38", "NATIVE, FLOAT64, 1e308", "JAVA, FLOAT64, 1e308"})
    void outputThatIsNotFiniteIsToldWithItsRow(Engine engine, Precision precision, double weight) {
        TrainedNetwork network = network(engine, precision, weight);
        String message =
                "row 1 cannot be predicted: output 0 of the network is Infinity, as numbers of the row or weights"
                        + " are too large for " + precision.id();
        double[] rows = {-1, -1, 1, 2};
        double[] out = new double[2];
        assertThatThrownBy(() -> network.predict(rows, out))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage(message);
        assertThat(out[0]).isZero();
        assertThatThrownBy(() -> network.predict(new float[] {-1, -1, 1, 2}, new float[2]))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage(message);
        Dataset data = Dataset.builder(network.network().inputs(), 1, 2000, Precision.FLOAT64)
                .setInput(1500, 0, 3)
                .setInput(1500, 1, -1)
                .build();
        assertThatThrownBy(() -> network.predict(data))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage(message.replace("row 1", "row 1500"));
        assertThatThrownBy(() -> network.predict(data, new int[] {0, 1, 1500}))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage(message.replace("row 1", "row 2"));
    }

    /** But for the rounding of single precision, as a single output is summed by another kernel. */
    @Test
    void oneOutputOfSeveralPredictsTheSame() {
        double[] row = {3, 4};
        for (int output = 0; output < 2; output++) {
            TrainedNetwork one = TRAINED.withOutput(output);
            assertThat(one.outputs()).isEqualTo(1);
            assertThat(one.predict(row)[0]).isCloseTo(TRAINED.predict(row)[output], within(1e-6));
            assertThat(Arrays.asList(one.network().outputs(), one.parameters().size()))
                    .containsExactly(1, 21);
        }
        assertThatThrownBy(() -> TRAINED.withOutput(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
