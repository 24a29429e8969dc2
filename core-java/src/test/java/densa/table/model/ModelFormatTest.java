package densa.table.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import densa.engine.Engine;
import densa.network.Loss;
import densa.network.Network;
import densa.network.Parameters;
import densa.store.ModelFile;
import densa.store.ModelFormatException;
import densa.table.Tables;
import densa.table.encode.Task;
import densa.table.train.TabularOptions;
import densa.table.train.TabularTrainer;
import densa.table.train.Validation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of every released format stay readable: the resources were written when their format was new. */
class ModelFormatTest {

    private static final Model SMALL = TabularTrainer.forTarget("species")
            .validation(Validation.folds(2))
            .bins(0)
            .hidden(2)
            .epochs(1)
            .fit(Tables.PENGUINS)
            .model();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "JAVA"})
    void classifierOfFormatOnePredictsAsItDid(Engine engine) throws IOException {
        Model model = load("penguins-format-1.densa").on(engine);
        assertThat(model.task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(model.classes()).containsExactly("Adelie", "Chinstrap", "Gentoo");
        assertThat(TabularOptions.of(model).architecture().hidden()).contains(List.of(4));
        assertThat(model.members().get(0).history().bestEpoch()).isEqualTo(30);
        assertThat(model.validationMetrics().values().get("log_loss")).isCloseTo(0.6143173144373462, within(1e-12));
        Predictions predictions = model.predict(Tables.PENGUINS_TEST);
        double[][] expected = {
            {0.6600576353157439, 0.1752535442473119, 0.1646888204369442},
            {0.44688678016512673, 0.2672116412590297, 0.28590157857584353},
            {0.6121930508954031, 0.2040500585598123, 0.18375689054478458},
        };
        for (int row = 0; row < expected.length; row++) {
            for (int c = 0; c < 3; c++) {
                assertThat(predictions.probability(row, c)).isCloseTo(expected[row][c], within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "JAVA"})
    void regressionOfFormatOnePredictsAsItDid(Engine engine) throws IOException {
        Model model = load("concrete-format-1.densa").on(engine);
        assertThat(model.task()).isEqualTo(Task.REGRESSION);
        assertThat(model.members().get(0).loss()).isEqualTo(Loss.huber(0.5));
        assertThat(model.ids()).containsExactly("fly_ash");
        assertThat(model.weight()).contains("age");
        double[] expected = {37.932761802495264, 47.63211872853247, 40.104467907619735};
        Predictions predictions = model.predict(Tables.CONCRETE_TEST);
        for (int row = 0; row < expected.length; row++) {
            assertThat(predictions.value(row)).isCloseTo(expected[row], within(1e-9));
        }
    }

    private static Model load(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(ModelFormatTest.class.getResourceAsStream(resource))) {
            return Model.load(in);
        }
    }

    @Test
    void fileOfANetworkAloneIsNoModelForTables() throws IOException {
        Network network = SMALL.network();
        Path path = folder.resolve("net.densa");
        ModelFile.of(
                        network,
                        Parameters.initial(network, 1),
                        SMALL.members().get(0).loss(),
                        SMALL.members().get(0).precision())
                .write(path);
        assertThatThrownBy(() -> Model.load(path))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessage(path + " holds a network without table columns: load it with TrainedNetwork.load");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"kind\":\"numeric\"|\"kind\":\"fancy\"|table.encoder.inputs[1] has the unknown kind \"fancy\"",
                "\"scale\":|\"scale\":-|table.encoder.inputs[1]: scale must be 0 or more and finite",
                "\"Chinstrap\",\"Gentoo\"]|\"Chinstrap\"]|table has a target that does not fit the network's 3 outputs"
                        + " and the loss softmax_cross_entropy",
                "\"Dream\",\"Torgersen\"|\"Dream\"|table encodes other input columns than those of the network",
                "\"Dream\",\"Torgersen\"|\"Dream\",\"Dream\"|table.encoder.inputs[0]: levels must be distinct, got"
                        + " \"Dream\" twice",
                "\"name\":\"bill_length_mm\"|\"name\":\"bill_depth_mm\"|table.encoder: two input columns have the same"
                        + " name",
                "\"confusion\":[|\"confusion\":[[1,2,3],|table.validation must have a confusion matrix of the 3"
                        + " classes, or none",
                "\"confusion\":[[|\"confusion\":[[1,|table.validation must have a confusion matrix of the 3 classes, or"
                        + " none",
                "\"calibration\":[|\"calibration\":[{},|table must have calibration of each of the 1 targets, got 2",
                "\"intervals\":[]|\"intervals\":[{\"errors\":[]},{}]|table must have intervals of each of the 1"
                        + " targets, got 2",
                "\"intervals\":[]|\"intervals\":[{}]|table must have intervals of numbers only",
                "\"members\":[{|\"members\":[{},{|it describes 3 trainings, but holds 2 networks",
                "\"created\":\"2|\"created\":\"x2|table.provenance has a time of creation that is not one",
                "\"best_epoch\":1|\"best_epoch\":5|training.members[0].history.best_epoch must be 0 to 1, got \"5\"",
            })
    void damagedSectionIsNamed(String found, String replacement, String message) throws IOException {
        byte[] bytes = damaged(found, replacement);
        assertThatThrownBy(() -> Model.load(bytes))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("the model cannot be read: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"kind\":\"categorical\",\"levels\":[|\"x\",|",
                "\"classes\":[|\"x\",|",
                "\"targets\":[|\"x\",|",
                "\"edges\":[|0,|0",
            })
    void moreThanTheNetworkHasInputsAndOutputsForIsRefused(String list, String item, String last) {
        String items = item.repeat(100) + (last == null ? "" : last);
        assertThatThrownBy(() -> Model.load(damaged(list, list + items)))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessage("the model cannot be read: table encodes more columns, levels, bins or classes than the"
                        + " network has inputs and outputs");
    }

    @Test
    void damagedOptionsAreNamedToWhoeverReadsThem() throws IOException {
        Model model = Model.load(damaged("\"hidden\":[2]", "\"hidden\":[0]"));
        assertThatThrownBy(() -> TabularOptions.of(model))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("the model cannot be read: table.options: units of a hidden layer must be 1 to"
                        + " 1048576, got 0");
    }

    /** The model's file with another text in its header, whose length is that of the new text. */
    private static byte[] damaged(String found, String replacement) throws IOException {
        String file = new String(bytes(), StandardCharsets.ISO_8859_1);
        String quoted = found.replace("\"", "\\\"");
        String changed = replacement.replace("\"", "\\\"");
        assertThat(file).contains(quoted);
        int at = file.indexOf(quoted);
        String header = file.substring(0, at) + changed + file.substring(at + quoted.length());
        byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
        int length = bytes.length - bytes().length;
        int old = (bytes[0] & 0xff) | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff) << 16;
        for (int i = 0; i < 3; i++) {
            bytes[i] = (byte) (old + length >> 8 * i);
        }
        return bytes;
    }

    @Test
    void everyChangedByteEndsInAModelOrOneLine() throws IOException {
        byte[] bytes = bytes();
        Random random = new Random(6);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            byte[] choices = {'0', '"', '}', '-', ',', (byte) random.nextInt(256)};
            changed[i] = choices[random.nextInt(choices.length)];
            try {
                Model.load(changed);
            } catch (ModelFormatException e) {
                assertThat(e).hasMessageStartingWith("the model ").hasMessageNotContaining("\n");
            }
        }
    }

    private static byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SMALL.toFile().write(out);
        return out.toByteArray();
    }
}
