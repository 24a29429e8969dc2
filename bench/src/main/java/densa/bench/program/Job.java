package densa.bench.program;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What a program has to do, and on which data.
 *
 * <p>The folder holds {@code workload.json} (a {@link Description}) and raw little-endian float32 files: {@code x.f32}
 * (rows x inputs), {@code y.f32} (class index, or the number), {@code layers.N.weight.f32} (units x inputs of the
 * layer) and {@code layers.N.bias.f32}. Immutable.
 *
 * @param folder where the files are
 * @param precision float32 or float64
 * @param threads the most threads to compute on
 * @param description the network and its training
 */
public record Job(Path folder, String precision, int threads, Description description) {

    /** Name of the file with the description. */
    public static final String DESCRIPTION = "workload.json";

    /**
     * A network and its training.
     *
     * @param workload W1 to W8, W5-row or W5-batch
     * @param rows rows of x and y
     * @param layers inputs, then units of each layer
     * @param activation of all layers but the last: relu, or sigmoid, which W1 has in the last layer too
     * @param bias whether layers have one
     * @param loss mean_squared_error; binary_cross_entropy or softmax_cross_entropy, both on logits
     * @param optimizer sgd or adam, plain
     * @param learningRate its learning rate
     * @param batchSize rows of a step, or of a call that predicts
     */
    public record Description(
            String workload,
            int rows,
            List<Integer> layers,
            String activation,
            boolean bias,
            String loss,
            String optimizer,
            double learningRate,
            int batchSize) {

        /** Width of a row. */
        public int inputs() {
            return layers.get(0);
        }

        /** Units of the last layer. */
        public int outputs() {
            return layers.get(layers.size() - 1);
        }

        /** Whether the job is to train; else it is to predict. */
        public boolean training() {
            return !workload.startsWith("W5");
        }
    }

    /** Reads the description in {@code folder}. */
    public static Job read(Path folder, String precision, int threads) throws IOException {
        String json = Files.readString(folder.resolve(DESCRIPTION));
        return new Job(folder, precision, threads, new Gson().fromJson(json, Description.class));
    }

    /** Inputs, rows x columns. */
    public float[] x() throws IOException {
        return read("x");
    }

    /** Class index of each row, or the number to predict. */
    public float[] y() throws IOException {
        return read("y");
    }

    /** Weights of a layer, units x inputs of the layer. */
    public float[] weight(int layer) throws IOException {
        return read("layers." + layer + ".weight");
    }

    /** Biases of a layer. */
    public float[] bias(int layer) throws IOException {
        return read("layers." + layer + ".bias");
    }

    private float[] read(String name) throws IOException {
        try (FileChannel file = FileChannel.open(folder.resolve(name + ".f32"), StandardOpenOption.READ)) {
            MappedByteBuffer bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
            float[] values = new float[(int) (file.size() / Float.BYTES)];
            bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
            return values;
        }
    }
}
