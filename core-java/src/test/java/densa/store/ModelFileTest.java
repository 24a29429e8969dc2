package densa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import densa.data.InputColumn;
import densa.data.Precision;
import densa.network.Activation;
import densa.network.Initializer;
import densa.network.Layer;
import densa.network.Loss;
import densa.network.Network;
import densa.network.OtherSettings;
import densa.network.Parameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFileTest {

    private static final Network NETWORK =
            Network.withInputs(2).dense(3, Activation.TANH).dropout(0.5).dense(1, Activation.IDENTITY);
    private static final ModelFile FILE =
            ModelFile.of(NETWORK, Parameters.initial(NETWORK, 1), Loss.MEAN_SQUARED_ERROR, Precision.FLOAT64);

    @TempDir
    Path folder;

    @Test
    void randomNetworksComeBack() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            Network network = network(random);
            Precision precision = pick(random, List.of(Precision.values()));
            Loss usual = pick(random, Loss.all());
            Loss loss = usual.with(OtherSettings.of(usual.settings(), random.nextDouble()));
            Parameters parameters = Parameters.initial(network, random.nextLong());
            ModelFile file =
                    ModelFile.of(network, parameters, loss, precision).withSection("extra", "{\"a\":[1,\"é\"]}");
            ModelFile read = ModelFile.read(bytes(file), "x.densa");
            assertThat(read.network()).isEqualTo(network);
            assertThat(read.loss()).isEqualTo(loss);
            assertThat(read.precision()).isEqualTo(precision);
            assertThat(read.members().get(0).toArray())
                    .containsExactly(Arrays.stream(parameters.toArray())
                            .map(precision::round)
                            .toArray());
            assertThat(read.section("extra")).contains("{\"a\":[1,\"é\"]}");
            assertThat(read.section("other")).isEmpty();
            assertThat(read.densaVersion()).isEqualTo(DensaVersion.CURRENT);
        }
    }

    private static Network network(Random random) {
        List<InputColumn> inputs = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            inputs.add(
                    switch (random.nextInt(4)) {
                        case 0 -> new InputColumn.OneHot(1 + random.nextInt(9));
                        case 1 -> new InputColumn.Piecewise(1 + random.nextInt(64));
                        default -> InputColumn.NUMERIC;
                    });
        }
        Network network = Network.withInputs(inputs);
        for (int i = random.nextInt(4); i >= 0; i--) {
            if (random.nextInt(3) == 0) {
                network = network.dropout(random.nextDouble());
            }
            network = network.layer(new Layer.Dense(
                    1 + random.nextInt(20),
                    pick(random, List.of(Activation.values())),
                    random.nextBoolean(),
                    pick(random, List.of(Initializer.values()))));
        }
        return network;
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @Test
    void weightsAreOrdinaryTensors() throws IOException {
        TensorFile tensors = TensorFile.read(bytes(FILE), "x");
        assertThat(tensors.tensors())
                .extracting(Tensor::toString)
                .containsExactly(
                        "layers.0.weight float64 [3, 2]",
                        "layers.0.bias float64 [3]",
                        "layers.1.weight float64 [1, 3]",
                        "layers.1.bias float64 [1]");
        assertThat(tensors.tensor("layers.0.weight").orElseThrow().value(3))
                .isEqualTo(FILE.members().get(0).weight(0)[1][1]);
        assertThat(tensors.metadata()).containsEntry("format", "densa").containsEntry("format_version", "1");
    }

    @Test
    void membersOfAnEnsembleComeBackInOrderUnderTheirOwnTensors() throws IOException {
        List<Parameters> members =
                List.of(Parameters.initial(NETWORK, 1), Parameters.initial(NETWORK, 2), Parameters.initial(NETWORK, 3));
        ModelFile file = ModelFile.of(NETWORK, members, Loss.MEAN_SQUARED_ERROR, Precision.FLOAT64);
        ModelFile read = ModelFile.read(bytes(file), "x");
        assertThat(read.members()).hasSize(3);
        for (int member = 0; member < 3; member++) {
            assertThat(read.members().get(member).toArray())
                    .containsExactly(members.get(member).toArray());
        }
        assertThat(TensorFile.read(bytes(file), "x").tensor("members.2.layers.1.bias"))
                .isPresent();
        assertThat(bytes(read)).isEqualTo(bytes(file));
    }

    @Test
    void numberOfMembersIsChecked() {
        assertThatThrownBy(() -> ModelFile.of(NETWORK, List.of(), Loss.MEAN_SQUARED_ERROR, Precision.FLOAT64))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("members must be 1 to 1000, got 0");
        assertFault(
                "x.densa cannot be read: its network has 8 tensors, the file 4",
                metadata -> with(metadata, "densa", metadata.get("densa").replaceFirst("^\\{", "{\"members\":2,")));
        assertFault(
                "x.densa cannot be read: the description.members must be 1 to 1000, got \"0\"",
                metadata -> with(metadata, "densa", metadata.get("densa").replaceFirst("^\\{", "{\"members\":0,")));
    }

    @Test
    void streamAndBytesAreReadLikeTheFile() throws IOException {
        byte[] bytes = bytes(FILE);
        assertThat(ModelFile.read(bytes, "x").members().get(0).toArray())
                .containsExactly(FILE.members().get(0).toArray());
        assertThat(ModelFile.read(new ByteArrayInputStream(bytes), "x").network())
                .isEqualTo(NETWORK);
    }

    @Test
    void newerFormatAsksForAnUpgrade() {
        assertFault(
                "x.densa was written by a newer Densa (format 2; this is 0.1.0 and reads up to format 1): upgrade"
                        + " Densa",
                metadata -> with(metadata, "format_version", "2"));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1.0", "one", "99999999999"})
    void formatVersionThatIsNoneIsRejected(String version) {
        assertFault(
                "x.densa cannot be read: its format version is \"" + version + "\"",
                metadata -> with(metadata, "format_version", version));
    }

    @Test
    void safetensorsFileOfAnotherProgramIsRejected() {
        String message =
                "x.densa is not a Densa model: it is a safetensors file without Densa's description of the network";
        assertFault(message, metadata -> Map.of());
        assertFault(message, metadata -> with(metadata, "format", "pt"));
        assertFault(message, metadata -> Map.of("format", "densa", "format_version", "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^{\"densa_version\"^|^x{^|the description is not valid JSON at line 1, column 1",
                "\"precision\":\"float64\"|\"precision\":\"float16\"|the description.precision: unknown precision"
                        + " \"float16\"; did you mean \"float32\"? valid: float32, float64",
                "\"precision\":\"float64\"|\"precision\":64|the description.precision must be a text, got \"64\"",
                "\"precision\":\"float64\",||the description.precision is missing",
                "\"precision\":\"float64\"|\"precision\":\"float32\"|its network needs the tensor layers.0.weight"
                        + " float32 [3, 2], the file has layers.0.weight float64 [3, 2]",
                "\"units\":3|\"units\":4|its network needs the tensor layers.0.weight float64 [4, 2], the file has"
                        + " layers.0.weight float64 [3, 2]",
                "\"units\":3|\"units\":0|the description.network.layers[0].units must be 1 to 1048576, got \"0\"",
                "\"units\":3|\"units\":2.5|the description.network.layers[0].units must be a whole number, got \"2.5\"",
                "\"units\":3|\"units\":1000000|its network needs the tensor layers.0.weight float64 [1000000, 2], the"
                        + " file has layers.0.weight float64 [3, 2]",
                "\"count\":2|\"count\":4000000|its network needs the tensor layers.0.weight float64 [3, 4000000], the"
                        + " file has layers.0.weight float64 [3, 2]",
                "\"bias\":true|\"bias\":1|the description.network.layers[0].bias must be true or false, got \"1\"",
                "\"tanh\"|\"tan\"|the description.network.layers[0].activation: unknown activation \"tan\"; did you"
                        + " mean \"tanh\"? valid: {activations}",
                "\"rate\":0.5|\"rate\":1e999|the description.network.layers[1].rate must be a finite number, got"
                        + " \"Infinity\"",
                "\"rate\":0.5|\"rate\":1|the description.network.layers[1]: dropout rate must be at least 0 and below"
                        + " 1, got 1.0",
                "\"type\":\"dropout\"|\"type\":\"drop\\\\nout\"|the description.network.layers[1] has the unknown type"
                        + " \"drop\\nout\"",
                "\"layers\":[|\"layers\":{},\"x\":[|the description.network.layers must be a list, got \"{}\"",
                "\"mean_squared_error\"|\"squared\"|the description.loss.name: unknown loss \"squared\"; valid:"
                        + " {losses}",
                "\"mean_squared_error\"|\"tweedie\",\"power\":2|the description.loss: Tweedie power must be > 1 and"
                        + " < 2, got 2.0",
                "\"mean_squared_error\"|\"tweedie\"|the description.loss.power is missing",
                "\"mean_squared_error\"|\"quantile\",\"levels\":[]|the description.loss: quantile levels must be 1 to"
                        + " 100 numbers, got 0",
                "\"mean_squared_error\"|\"quantile\",\"levels\":0.5|the description.loss.levels must be a list, got"
                        + " \"0.5\"",
            })
    void brokenDescriptionIsNamed(String found, String replacement, String message) {
        String losses = Loss.all().stream().map(Loss::id).collect(Collectors.joining(", "));
        String activations = Stream.of(Activation.values()).map(Activation::id).collect(Collectors.joining(", "));
        assertFault(
                "x.densa cannot be read: " + message.replace("{losses}", losses).replace("{activations}", activations),
                metadata -> with(
                        metadata,
                        "densa",
                        metadata.get("densa")
                                .replaceFirst(Pattern.quote(found), replacement == null ? "" : replacement)));
    }

    /** Some letters of the description ask for up to 17 GB of parameters, or for 4 million columns. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"units\":3|\"units\":1000000|^\"count\":2^|^\"count\":2145^|[1000000, 2145]",
                "\"units\":3|\"units\":500|^\"count\":2^|^\"count\":4194304^|[500, 4194304]",
                "\"units\":3|\"units\":3|^\"count\":2^|^\"count\":4194304^|[3, 4194304]",
                "\"units\":3|\"units\":3|^{\"type\":\"numeric\",\"count\":2}^"
                        + "|^{\"type\":\"one_hot\",\"levels\":1024,\"count\":4096}^|[3, 4194304]",
            })
    void sizesAreComparedWithTheFileBeforeAnythingOfThemIsAllocated(
            String units, String manyUnits, String columns, String manyColumns, String shape) throws IOException {
        TensorFile whole = FILE.toTensors();
        String description = whole.metadata()
                .get("densa")
                .replaceFirst(Pattern.quote(units), manyUnits)
                .replaceFirst(Pattern.quote(columns), manyColumns);
        byte[] bytes = bytes(TensorFile.of(with(whole.metadata(), "densa", description), whole.tensors()));
        Path path = Files.write(folder.resolve("x.densa"), bytes);
        assertRefusedWithoutAllocating(
                "cannot be read: its network needs the tensor layers.0.weight float64 " + shape
                        + ", the file has layers.0.weight float64 [3, 2]",
                () -> ModelFile.read(bytes, "x.densa"),
                () -> ModelFile.read(new ByteArrayInputStream(bytes), "x.densa"),
                () -> ModelFile.read(path));
    }

    private static void assertRefusedWithoutAllocating(String message, ThrowingCallable... reads) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (ThrowingCallable read : reads) {
            long before = thread.getCurrentThreadAllocatedBytes();
            assertThatThrownBy(read)
                    .isExactlyInstanceOf(ModelFormatException.class)
                    .hasMessageEndingWith(message);
            assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(4_000_000);
        }
    }

    @Test
    void moreInputsThanANetworkMayHaveAreRejected() {
        assertFault(
                "x.densa cannot be read: the description.network: a network may have at most 4194304 inputs",
                metadata -> with(
                        metadata,
                        "densa",
                        metadata.get("densa")
                                .replace(
                                        "{\"type\":\"numeric\",\"count\":2}",
                                        "{\"type\":\"one_hot\",\"levels\":1048576,\"count\":4194304}")));
    }

    @Test
    void tensorsMayLieInAnyOrder() throws IOException {
        TensorFile whole = FILE.toTensors();
        List<Tensor> reversed = new ArrayList<>(whole.tensors());
        Collections.reverse(reversed);
        ModelFile read = ModelFile.read(bytes(TensorFile.of(whole.metadata(), reversed)), "x.densa");
        assertThat(read.members().get(0).toArray())
                .containsExactly(FILE.members().get(0).toArray());
    }

    @Test
    void networkWithoutOutputLayerIsRejected() {
        assertFault(
                "x.densa cannot be read: the description.network: the last layer of a network must be a dense layer,"
                        + " got no layer; append one with dense(units, activation)",
                metadata -> with(
                        metadata,
                        "densa",
                        metadata.get("densa").replaceFirst("\"layers\":\\[.*\\]\\}", "\"layers\":[]}")));
    }

    @Test
    void parametersThatAreNotFiniteAreRejected() {
        double[] values = FILE.members().get(0).toArray();
        values[7] = Double.NaN;
        TensorFile tensors = ModelFile.of(
                        NETWORK, Parameters.of(NETWORK.layout(), values), FILE.loss(), Precision.FLOAT64)
                .toTensors();
        assertThatThrownBy(() -> ModelFile.read(bytes(tensors), "x.densa"))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessage("x.densa is damaged: tensor layers.0.bias holds a value that is not finite");
    }

    @Test
    void tensorTooManyOrTooFewIsRejected() {
        TensorFile whole = FILE.toTensors();
        TensorFile part = TensorFile.of(whole.metadata(), whole.tensors().subList(0, 3));
        assertThatThrownBy(() -> ModelFile.read(bytes(part), "x.densa"))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessage("x.densa cannot be read: its network has 4 tensors, the file 3");
    }

    @Test
    void sectionMustBeANewJsonObject() {
        assertThatThrownBy(() -> FILE.withSection("loss", "{}"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("section \"loss\" is there already");
        assertThatThrownBy(() -> FILE.withSection("mine", "[1]"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("section \"mine\" must be a JSON object");
    }

    @Test
    void everyChangedByteEndsInAModelOrOneLine() throws IOException {
        byte[] bytes = bytes(FILE);
        Random random = new Random(5);
        for (int i = 0; i < bytes.length; i++) {
            for (int value :
                    new int[] {0, '"', '{', '9', '-', bytes[i] ^ 1 << random.nextInt(8), random.nextInt(256)}) {
                byte[] changed = bytes.clone();
                changed[i] = (byte) value;
                try {
                    ModelFile.read(changed, "x.densa");
                } catch (ModelFormatException e) {
                    assertThat(e).hasMessageStartingWith("x.densa ").hasMessageNotContaining("\n");
                }
            }
        }
    }

    @Test
    void failedWriteLeavesTheOldFile() throws IOException {
        Path path = folder.resolve("x.densa");
        FILE.write(path);
        byte[] before = Files.readAllBytes(path);
        assertThatThrownBy(() -> FILE.write(path.resolve("y.densa"))).isInstanceOf(IOException.class);
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
    }

    private static Map<String, String> with(Map<String, String> metadata, String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(metadata);
        changed.put(key, value);
        return changed;
    }

    private static void assertFault(String message, UnaryOperator<Map<String, String>> change) {
        TensorFile whole = FILE.toTensors();
        TensorFile changed = TensorFile.of(change.apply(whole.metadata()), whole.tensors());
        assertThatThrownBy(() -> ModelFile.read(bytes(changed), "x.densa"))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessage(message);
    }

    private static byte[] bytes(ModelFile file) throws IOException {
        return bytes(file.toTensors());
    }

    private static byte[] bytes(TensorFile file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file.write(out);
        return out.toByteArray();
    }
}
