package densa.table.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import densa.data.DataException;
import densa.store.ModelFormatException;
import densa.store.Tensor;
import densa.store.TensorFile;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.ColumnType;
import densa.table.NumericColumn;
import densa.table.Schema;
import densa.table.Table;
import densa.table.train.Effort;
import densa.table.train.TabularTrainer;
import densa.table.train.Validation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Edits of model files that fit together, which flipped bytes miss: a value of the description exchanged, moved,
 * repeated or taken out, with layers and tensors changed alike. What loads predicts finite numbers or says why not.
 */
class ModelMutationTest {

    /** For each kind of model; {@code -Ddensa.mutations=200000} tries more. */
    private static final int MUTATIONS = Integer.getInteger("densa.mutations", 400);

    private static final int ROWS = 40;
    private static final double[] NUMBERS = {
        0, -1, 1, 2, 3, 0.5, 64, 65, 2_147_483_647, 4e9, 1e18, -1e18, 1e-308, -1e-308, 1e308, -1e308, 3e38
    };
    private static final String[] TEXTS = {
        "", "x", "relu", "numeric", "categorical", "day", "none", "\u0000", "\n\u001b[2J"
    };

    private static final Table TABLE = Table.of(
            CategoricalColumn.of("day", texts("2024-01-31", "2024-05-17", "2023-12-01", "2024-02-29", "")),
            NumericColumn.of(
                    "x", IntStream.range(0, ROWS).mapToDouble(i -> i * 7 % ROWS).toArray()),
            CategoricalColumn.of("color", texts("red", "green", "blue", "red", "")),
            NumericColumn.of(
                    "price",
                    IntStream.range(0, ROWS)
                            .mapToDouble(i -> Math.exp(i * 7 % ROWS / 9.0))
                            .toArray()),
            NumericColumn.of(
                    "size",
                    IntStream.range(0, ROWS).mapToDouble(i -> i % 11 + 0.5).toArray()),
            CategoricalColumn.of("sold", texts("yes", "no", "no")));

    private static String[] texts(String... some) {
        return IntStream.range(0, ROWS).mapToObj(i -> some[i % some.length]).toArray(String[]::new);
    }

    private static TensorFile file(TabularTrainer trainer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        trainer.effort(Effort.QUICK)
                .validation(Validation.folds(2))
                .hidden(3)
                .bins(4)
                .epochs(3)
                .fit(TABLE)
                .model()
                .toFile()
                .write(out);
        return TensorFile.read(out.toByteArray(), "model");
    }

    private static TensorFile file(String kind) throws IOException {
        return switch (kind) {
            case "classes" -> file(TabularTrainer.forTarget("color"));
            case "number" -> file(TabularTrainer.forTarget("price"));
            case "quantiles" -> file(TabularTrainer.forTarget("size").quantiles(0.1, 0.5, 0.9));
            default -> file(TabularTrainer.forTargets("price", "size"));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"classes", "number", "quantiles", "targets"})
    void editedFileIsRefusedOrPredictsFiniteNumbers(String kind) throws IOException {
        TensorFile file = file(kind);
        int loaded = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            byte[] bytes = mutated(file, new SplittableRandom(seed));
            try {
                loaded += predicts(bytes) ? 1 : 0;
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(kind + ", seed " + seed, e);
            }
        }
        assertThat(loaded).isBetween(1, MUTATIONS - 1);
    }

    private static boolean predicts(byte[] bytes) {
        Model model;
        try {
            model = Model.load(bytes);
        } catch (ModelFormatException e) {
            assertThat(e.getMessage()).hasSizeLessThan(2000).doesNotContain("\n", "\u001b");
            return false;
        }
        List<Column> columns = new ArrayList<>();
        for (Schema.Field field : model.inputSchema().fields()) {
            columns.add(
                    field.type() == ColumnType.NUMERIC
                            ? NumericColumn.of(field.name(), Double.NaN, 1, -1e300)
                            : CategoricalColumn.of(field.name(), "", "red", "2024-01-01"));
        }
        try {
            Predictions predictions = model.predict(Table.of(columns));
            predictions.notes().forEach(note -> assertThat(note.text()).isNotEmpty());
            for (Column column : predictions.toTable().columns()) {
                for (int row = 0; column instanceof NumericColumn numbers && row < numbers.size(); row++) {
                    assertThat(numbers.value(row)).isFinite();
                }
            }
        } catch (DataException e) {
            assertThat(e.getMessage()).doesNotContain("\n", "\u001b");
        }
        return true;
    }

    private static byte[] mutated(TensorFile file, RandomGenerator random) throws IOException {
        Map<String, String> metadata = file.metadata();
        JsonObject description = JsonParser.parseString(metadata.get("densa")).getAsJsonObject();
        List<Tensor> tensors = new ArrayList<>(file.tensors());
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            if (random.nextInt(4) == 0) {
                tensors = reshaped(description, tensors, random);
            } else {
                edit(description, description, random);
            }
        }
        metadata.put("densa", description.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TensorFile.of(metadata, tensors).write(out);
        return out.toByteArray();
    }

    /** Another number of hidden units, said by the description and done to the tensors alike. */
    private static List<Tensor> reshaped(JsonObject description, List<Tensor> tensors, RandomGenerator random) {
        int units = 1 + random.nextInt(6);
        for (JsonElement layer : array(description, "network", "layers")) {
            JsonObject dense = layer.isJsonObject() ? layer.getAsJsonObject() : new JsonObject();
            if (dense.has("units") && dense.get("units").toString().equals("3")) {
                dense.addProperty("units", units);
            }
        }
        return tensors.stream()
                .map(tensor -> {
                    List<Integer> shape = tensor.shape().stream()
                            .map(size -> size == 3 ? units : size)
                            .toList();
                    int size = shape.stream().reduce(1, (a, b) -> a * b);
                    return Tensor.of(
                            tensor.name(),
                            tensor.precision(),
                            shape,
                            random.doubles(size, -1, 1).toArray());
                })
                .toList();
    }

    private static JsonArray array(JsonObject in, String first, String second) {
        return in.get(first) instanceof JsonObject inner && inner.get(second) instanceof JsonArray found
                ? found
                : new JsonArray();
    }

    /** Goes down to a value by chance, and does something to it. */
    private static void edit(JsonObject root, JsonElement at, RandomGenerator random) {
        if (at instanceof JsonObject object && !object.isEmpty()) {
            List<String> keys = List.copyOf(object.keySet());
            String key = keys.get(random.nextInt(keys.size()));
            JsonElement value = object.get(key);
            if (isLeaf(value) || random.nextInt(6) == 0) {
                if (random.nextInt(8) == 0) {
                    object.remove(key);
                } else {
                    object.add(key, other(root, value, random));
                }
            } else {
                edit(root, value, random);
            }
        } else if (at instanceof JsonArray list && !list.isEmpty()) {
            int place = random.nextInt(list.size());
            JsonElement value = list.get(place);
            if (isLeaf(value) || random.nextInt(6) == 0) {
                switch (random.nextInt(4)) {
                    case 0 -> list.remove(place);
                    case 1 -> list.add(value.deepCopy());
                    case 2 ->
                        list.set(place, list.get(random.nextInt(list.size())).deepCopy());
                    default -> list.set(place, other(root, value, random));
                }
            } else {
                edit(root, value, random);
            }
        }
    }

    private static boolean isLeaf(JsonElement value) {
        return value.isJsonPrimitive() || value.isJsonNull() || value.toString().length() == 2;
    }

    private static JsonElement other(JsonObject root, JsonElement value, RandomGenerator random) {
        switch (random.nextInt(10)) {
            case 0:
                return JsonNull.INSTANCE;
            case 1:
                return new JsonArray();
            case 2:
                return any(root, random).deepCopy();
            default:
                break;
        }
        if (value instanceof JsonPrimitive old && old.isNumber()) {
            double number = NUMBERS[random.nextInt(NUMBERS.length)];
            double changed = random.nextBoolean() ? number : old.getAsDouble() * (random.nextBoolean() ? -1 : 2);
            return changed == Math.rint(changed) && Math.abs(changed) < 1e15
                    ? new JsonPrimitive((long) changed)
                    : new JsonPrimitive(changed);
        } else if (value instanceof JsonPrimitive old && old.isBoolean()) {
            return new JsonPrimitive(!old.getAsBoolean());
        }
        return new JsonPrimitive(TEXTS[random.nextInt(TEXTS.length)]);
    }

    /** Any part of the description. */
    private static JsonElement any(JsonElement at, RandomGenerator random) {
        if (at instanceof JsonObject object && !object.isEmpty() && random.nextInt(5) > 0) {
            List<String> keys = List.copyOf(object.keySet());
            return any(object.get(keys.get(random.nextInt(keys.size()))), random);
        } else if (at instanceof JsonArray list && !list.isEmpty() && random.nextInt(5) > 0) {
            return any(list.get(random.nextInt(list.size())), random);
        }
        return at;
    }
}
