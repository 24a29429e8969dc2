package densa.table.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import densa.data.DataException;
import densa.data.Precision;
import densa.store.ModelFormatException;
import densa.store.Tensor;
import densa.store.TensorFile;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.encode.InputNote;
import densa.table.train.Effort;
import densa.table.train.TabularTrainer;
import densa.table.train.Validation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finite numbers that no training writes: refused at loading, or told at prediction; never NaN. */
class HostileNumbersTest {

    private static final int ROWS = 60;

    private static double[] numbers(DoubleUnaryOperator of) {
        return IntStream.range(0, ROWS).mapToDouble(i -> of.applyAsDouble(i)).toArray();
    }

    private static String[] texts(String... some) {
        return IntStream.range(0, ROWS).mapToObj(i -> some[i % some.length]).toArray(String[]::new);
    }

    private static final Table TABLE = Table.of(
            CategoricalColumn.of(
                    "day",
                    IntStream.range(0, ROWS)
                            .mapToObj(i -> "2024-0" + (1 + i % 9) + "-1" + i % 10)
                            .toArray(String[]::new)),
            NumericColumn.of("x", numbers(i -> i * 7 % ROWS)),
            NumericColumn.of("near", numbers(i -> i * 7 % ROWS + i % 3)),
            NumericColumn.of("gap", numbers(i -> i % 4 == 0 ? Double.NaN : 40 + i % 11)),
            CategoricalColumn.of("color", texts("red", "green", "blue", "red")),
            NumericColumn.of("price", numbers(i -> Math.exp(i * 7 % ROWS / 9.0))),
            CategoricalColumn.of("sold", texts("yes", "no", "no")));

    private static final TensorFile PRICES = file("price", "sold");
    private static final TensorFile SALES = file("sold", "price");

    private static TensorFile file(String target, String other) {
        Model model = TabularTrainer.forTarget(target)
                .ignore(other)
                .effort(Effort.QUICK)
                .validation(Validation.folds(2))
                .hidden(3)
                .bins(4)
                .epochs(3)
                .fit(TABLE)
                .model();
        assertThat(model.encoder().contrasts()).isNotEmpty();
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            model.toFile().write(out);
            return TensorFile.read(out.toByteArray(), "model");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Model load(Map<String, String> metadata, List<Tensor> tensors) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TensorFile.of(metadata, tensors).write(out);
        return Model.load(out.toByteArray());
    }

    private static Model load(TensorFile file, String description) throws IOException {
        Map<String, String> metadata = file.metadata();
        metadata.put("densa", description);
        return load(metadata, file.tensors());
    }

    /** Predicts in all ways, and checks that no number is NaN. */
    private static void predict(Model model) {
        try {
            for (int row : new int[] {0, 4, 7}) {
                Table one = TABLE.select(new int[] {row});
                double[] values = model.predict(one).values();
                assertThat(values).doesNotContain(Double.NaN);
                Map<String, Object> map = new HashMap<>();
                for (String name : model.inputSchema().names()) {
                    map.put(
                            name,
                            one.column(name).isMissing(0)
                                    ? null
                                    : one.column(name).text(0));
                }
                Prediction prediction = model.predict(map);
                prediction.notes().forEach(InputNote::text);
                if (!model.intervals().isEmpty()) {
                    assertThat(prediction.lower(0.9)).isNotNaN();
                    assertThat(prediction.upper(0.9)).isNotNaN();
                }
            }
            model.predict(TABLE).notes().forEach(InputNote::text);
        } catch (DataException e) {
            assertThat(e).hasMessageStartingWith("the model cannot predict: its network ");
        }
    }

    @Test
    void noNumberOfTheTextMakesAPredictionNaN() throws IOException {
        int[] loadedAndRefused = new int[2];
        for (TensorFile file : List.of(PRICES, SALES)) {
            JsonObject description =
                    JsonParser.parseString(file.metadata().get("densa")).getAsJsonObject();
            predict(load(file, description.toString()));
            JsonObject table = description.getAsJsonObject("table");
            for (String section : List.of("encoder", "calibration", "intervals")) {
                for (Runnable[] change : changes(table.get(section))) {
                    change[0].run();
                    try {
                        Model model = load(file, description.toString());
                        loadedAndRefused[0]++;
                        predict(model);
                    } catch (ModelFormatException e) {
                        loadedAndRefused[1]++;
                    }
                    change[1].run();
                }
            }
        }
        assertThat(loadedAndRefused[0]).isGreaterThan(100);
        assertThat(loadedAndRefused[1]).isGreaterThan(100);
    }

    /** For each number in a JSON tree, and each hostile one: how to put it there, and how to put the old one back. */
    private static List<Runnable[]> changes(JsonElement tree) {
        List<Runnable[]> changes = new ArrayList<>();
        if (tree instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                JsonElement old = array.get(i);
                changes.addAll(changes(old));
                hostile(old)
                        .forEach(number -> changes.add(
                                new Runnable[] {() -> array.set(at, new JsonPrimitive(number)), () -> array.set(at, old)
                                }));
            }
        } else if (tree instanceof JsonObject object) {
            for (String key : List.copyOf(object.keySet())) {
                JsonElement old = object.get(key);
                changes.addAll(changes(old));
                hostile(old)
                        .forEach(number -> changes.add(
                                new Runnable[] {() -> object.addProperty(key, number), () -> object.add(key, old)}));
            }
        }
        return changes;
    }

    private static List<Double> hostile(JsonElement old) {
        return old instanceof JsonPrimitive primitive && primitive.isNumber()
                ? List.of(1e-308, Double.MIN_VALUE, 1e308, -Double.MAX_VALUE, 0.0)
                : List.of();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "(\"kind\":\"numeric\",\"median\":[^,]*,\"scale\":)[^,]*|1E-308|table.encoder.inputs[0].parts[0]:"
                        + " median / scale must be finite, got median 19854.5 and scale 1.0E-308",
                "(\"logarithm\":false,\"center\":[^,]*,\"scale\":)[^,]*|1E308|table.encoder.targets[0]: center,"
                        + " scale and range must be within 1E100, got center ",
                "(\"errors\":\\[)[^,]*|-1|table.intervals[0]: errors must be 0 or more and ascend, got -1.0 after"
                        + " 0.0",
                "(\"logarithm\":)false(?=,\"power\")|true|table must have intervals of a logarithm where that is"
                        + " predicted, and nowhere else",
                "(\"calibration\":)\\[\\]|[{\"temperature\":1,\"out_of_fold_temperature\":1,\"error_before\":0,"
                        + "\"error_after\":0}]|table must have calibration of classes only",
                "(\"parts\":\\[\\{.{0,200}?\"min\":)[^,]*|-1E300|table.encoder.inputs[0]: the days of a date"
                        + " must be those of dates, got -1.0E300 to ",
            })
    void whatTheFileTellsIsRefused(String found, String replacement, String message) {
        String description = PRICES.metadata().get("densa");
        String changed = description.replaceFirst(found, "$1" + replacement);
        assertThat(changed).isNotEqualTo(description);
        assertThatThrownBy(() -> load(PRICES, changed))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("the model cannot be read: " + message);
    }

    @Test
    void moreErrorsThanAnIntervalKeepsAreRefused() {
        String description = PRICES.metadata()
                .get("densa")
                .replaceFirst("\"errors\":\\[", "\"errors\":[" + "0,".repeat(2001 - ROWS));
        assertThatThrownBy(() -> load(PRICES, description))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessage("the model cannot be read: table.intervals[0] must have at most 2000 errors, got 2001");
    }

    @Test
    void temperatureWithoutAnInverseIsRefused() {
        String description = SALES.metadata().get("densa").replaceFirst("(\"temperature\":)[^,]*", "$11E-309");
        assertThatThrownBy(() -> load(SALES, description))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessage(
                        "the model cannot be read: table.calibration[0]: temperature and 1 / temperature must be above"
                                + " 0 and finite, got 1.0E-309");
    }

    @Test
    void weightsThatAreTooLargeAreToldAtPrediction() throws IOException {
        for (TensorFile file : List.of(PRICES, SALES)) {
            List<Tensor> tensors = new ArrayList<>();
            for (Tensor tensor : file.tensors()) {
                double[] values = new double[tensor.size()];
                Arrays.setAll(values, i -> i % 2 == 0 ? 3e38 : -3e38);
                tensors.add(Tensor.of(tensor.name(), Precision.FLOAT32, tensor.shape(), values));
            }
            Model model = load(file.metadata(), tensors);
            String message = "the model cannot predict: its network 1 of "
                    + model.members().size() + " gives no finite number, as its weights (or"
                    + " inputs that were encoded elsewhere) are too large for float32; the model's file was damaged or"
                    + " made up";
            RowPredictor predictor = model.rowPredictor();
            predictor.row().set("x", 3);
            assertThatThrownBy(() -> model.predict(Map.of("x", 3)))
                    .isExactlyInstanceOf(DataException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> model.predict(TABLE))
                    .isExactlyInstanceOf(DataException.class)
                    .hasMessage(message);
            assertThatThrownBy(predictor::predict)
                    .isExactlyInstanceOf(DataException.class)
                    .hasMessage(message);
        }
    }

    @Test
    void encodedRowWithoutANumberIsNamed() throws IOException {
        Model model = load(PRICES, PRICES.metadata().get("densa"));
        double[] inputs = new double[2 * model.encoder().inputs().size()];
        int column = model.encoder().offset(1);
        inputs[inputs.length / 2 + column] = Double.NaN;
        assertThatThrownBy(() -> model.predict(inputs))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("row 1, column " + column + " must be a finite number in float32, got NaN");
    }
}
