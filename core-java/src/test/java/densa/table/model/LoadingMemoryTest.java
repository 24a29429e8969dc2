package densa.table.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import densa.data.Precision;
import densa.network.Activation;
import densa.network.Network;
import densa.network.Parameters;
import densa.store.ModelFile;
import densa.store.TensorFile;
import densa.table.ColumnType;
import densa.table.Tables;
import densa.table.encode.CategoricalCoding;
import densa.table.encode.Encoder;
import densa.table.encode.InputCoding;
import densa.table.encode.NumberCoding;
import densa.table.encode.Roles;
import densa.table.train.TabularTrainer;
import densa.table.train.Validation;
import densa.train.TrainedNetwork;
import densa.train.TrainingHistory;
import densa.train.TrainingOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading takes a small multiple of a file's size, whatever stands in it. */
class LoadingMemoryTest {

    private static final int BYTES = 2_000_000;
    /** As documented in {@link Model#load(Path)}. */
    private static final int TIMES = 32;

    /** More than a usual model allocates from first to last, with what is garbage at once. */
    private static final int USUAL_TIMES = 16;

    @TempDir
    Path folder;

    /** In a JVM whose heap is so many times the size of each file. */
    @Test
    void hostileFilesAreLoadedOrRefusedInASmallHeap() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + TIMES * BYTES / 1_000_000 + "m",
                "-cp",
                System.getProperty("java.class.path"),
                LoadModels.class.getName()));
        Map<String, byte[]> files = hostileFiles();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            assertThat(file.getValue()).hasSizeBetween(BYTES, 2 * BYTES);
            command.add(
                    Files.write(folder.resolve(file.getKey()), file.getValue()).toString());
        }
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        int exit = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        assertThat(exit).as(Files.readString(err)).isZero();
        assertThat(Files.readAllLines(out)).hasSize(files.size());
    }

    private static Map<String, byte[]> hostileFiles() throws IOException {
        TensorFile file = TensorFile.read(
                bytes(TabularTrainer.forTarget("species")
                        .validation(Validation.folds(2))
                        .bins(0)
                        .hidden(2)
                        .epochs(1)
                        .fit(Tables.PENGUINS)
                        .model()
                        .toFile()),
                "base");
        String quarter = list(i -> "0", BYTES / 4);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("empty objects", with(file, "{", "{\"x\":" + list(i -> "{}", BYTES) + ","));
        files.put("empty lists", with(file, "{", "{\"x\":" + list(i -> "[]", BYTES) + ","));
        files.put("numbers", with(file, "{", "{\"x\":{\"y\":" + list(i -> "0", BYTES) + "},"));
        files.put("nested lists", with(file, "{", "{\"x\":" + list(i -> "[[[[0]]]]", BYTES) + ","));
        files.put("sections", with(file, "{", "{" + fields("{}") + ","));
        files.put(
                "figures",
                with(file, "\"validation\":{\"rows\":", "\"validation\":{\"values\":{" + fields("0") + "},"));
        files.put("names", with(file, "\"ids\":[", "\"ids\":[" + items(i -> "\"" + i + "\"", BYTES) + ","));
        files.put("empty names", with(file, "\"missing\":[]", "\"missing\":" + list(i -> "\"\"", BYTES)));
        files.put(
                "many bytes a letter",
                with(file, "\"ids\":[", "\"ids\":[" + items(i -> "\"漢" + i + "\"", BYTES) + ","));
        files.put(
                "rules",
                with(
                        file,
                        "\"missing\":[],\"columns\":[]",
                        "\"missing\":[],\"columns\":" + list(i -> "{\"column\":\"" + i + "\",\"missing\":[]}", BYTES)));
        files.put(
                "layers", with(file, "\"layers\":[", "\"layers\":[" + items(i -> "{\"type\":\"dense\"}", BYTES) + ","));
        files.put(
                "columns",
                with(
                        file,
                        "\"network\":{\"inputs\":[",
                        "\"network\":{\"inputs\":[" + items(i -> "{\"type\":\"numeric\",\"count\":4}", BYTES) + ","));
        files.put("levels", with(file, "\"levels\":[\"", "\"levels\":[" + items(i -> "\"" + i + "\"", BYTES) + ",\""));
        files.put("letters", with(file, "\"activation\":\"", "\"activation\":\"" + "a".repeat(BYTES)));
        files.put(
                "epochs",
                with(
                        file,
                        "\"history\":{",
                        "\"history\":{\"train_loss\":" + quarter + ",\"validation_loss\":" + quarter
                                + ",\"learning_rate\":" + quarter + ",\"seconds\":" + quarter
                                + ",\"best_epoch\":1,\"epochs\":1,\"stop_reason\":\"completed\"},\"h\":{"));
        return files;
    }

    private static byte[] with(TensorFile file, String found, String replacement) throws IOException {
        Map<String, String> metadata = file.metadata();
        String description = metadata.get("densa");
        int at = description.indexOf(found);
        assertThat(at).as(found).isNotNegative();
        metadata.put("densa", description.substring(0, at) + replacement + description.substring(at + found.length()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TensorFile.of(metadata, file.tensors()).write(out);
        return out.toByteArray();
    }

    private static String items(IntFunction<String> item, int bytes) {
        StringBuilder items = new StringBuilder(item.apply(0));
        for (int i = 1; items.length() < bytes; i++) {
            items.append(',').append(item.apply(i));
        }
        return items.toString();
    }

    private static String list(IntFunction<String> item, int bytes) {
        return "[" + items(item, bytes) + "]";
    }

    private static String fields(String value) {
        return items(i -> "\"" + Integer.toString(i, Character.MAX_RADIX) + "\":" + value, BYTES);
    }

    @Test
    void usualModelTakesLessAllInAll() throws IOException {
        List<String> levels = IntStream.range(0, 50_000)
                .mapToObj(i -> "customer %06d".formatted(i * 7))
                .toList();
        List<InputCoding> codings = List.of(new CategoricalCoding("c", ColumnType.CATEGORICAL, levels, true, true));
        NumberCoding target = new NumberCoding("y", ColumnType.NUMERIC, false, 0, 1, 0, 1, Optional.empty());
        Encoder encoder = Encoder.of(Roles.target("y"), codings, List.of(), List.of(target), List.of());
        Network network =
                Network.withInputs(encoder.inputs()).dense(8, Activation.SILU).dense(1, Activation.IDENTITY);
        List<TrainedNetwork> members = IntStream.range(0, 3)
                .mapToObj(seed -> TrainedNetwork.of(
                        network, Parameters.initial(network, seed), TrainingOptions.DEFAULTS, TrainingHistory.NONE))
                .toList();
        Model model = new Model(
                encoder,
                members,
                new ValidationMetrics(1, Map.of("rmse", 1.0), Map.of(), List.of()),
                new Provenance("0.1.0", Instant.EPOCH, 1, 1, "", 1),
                List.of(),
                List.of(),
                "{}");
        assertThat(model.members().get(0).precision()).isEqualTo(Precision.FLOAT32);
        byte[] bytes = bytes(model.toFile());
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        Model loaded = Model.load(bytes);
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertThat(loaded.encoder().codings()).isEqualTo(codings);
        assertThat(allocated).isLessThan((long) USUAL_TIMES * bytes.length);
    }

    private static byte[] bytes(ModelFile file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file.write(out);
        return out.toByteArray();
    }
}
