package densa.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
