package densa.bench;

import com.google.gson.Gson;
import densa.bench.program.Job;
import densa.data.Dataset;
import densa.data.Precision;
import densa.network.Layer;
import densa.network.Network;
import densa.network.ParameterLayout;
import densa.network.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

/** A temporary folder with what the programs of the comparison read (see {@link Job}). Confined to one thread. */
final class DataFolder implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final Path path;
    private final Thread deletion;

    private DataFolder() throws IOException {
        this.path = Files.createTempDirectory("densa-compare");
        this.deletion = new Thread(this::delete, "delete data");
        Runtime.getRuntime().addShutdownHook(deletion);
    }

    /** The rows of a workload to train on. */
    static DataFolder training(Workload workload) throws IOException {
        DataFolder folder = new DataFolder();
        Dataset data = workload.dataset(Precision.FLOAT32);
        int inputs = data.inputs().size();
        folder.write("x", data.rows() * inputs, i -> data.input(i / inputs, i % inputs));
        folder.write("y", data.rows(), i -> data.target(i, 0));
        folder.describe(workload.name(), workload, data.rows(), workload.batchSize());
        return folder;
    }

    /** The rows of W5, {@code batchSize} of which are predicted in a call, and the network's weights. */
    static DataFolder prediction(String name, int batchSize) throws IOException {
        DataFolder folder = new DataFolder();
        float[] inputs = PredictionRun.inputs(batchSize);
        folder.write("x", inputs.length, i -> inputs[i]);
        folder.write(PredictionRun.parameters());
        folder.describe(name, Workload.W3, batchSize, batchSize);
        return folder;
    }

    /** The weights of an untrained network. */
    static DataFolder network(Workload workload, Parameters parameters) throws IOException {
        DataFolder folder = new DataFolder();
        folder.write(parameters);
        folder.describe(workload.name(), workload, 0, workload.batchSize());
        return folder;
    }

    /** The parameters in a folder, for the network of {@code workload}. */
    static Parameters parameters(Job job, Workload workload) throws IOException {
        ParameterLayout layout = workload.network().layout();
        double[] values = new double[layout.size()];
        int layer = 0;
        for (ParameterLayout.Tensor tensor : layout.tensors()) {
            float[] part = tensor.bias() ? job.bias(layer++) : job.weight(layer);
            for (int i = 0; i < part.length; i++) {
                values[tensor.offset() + i] = part[i];
            }
        }
        return Parameters.of(layout, values);
    }

    Path path() {
        return path;
    }

    private void write(Parameters parameters) throws IOException {
        for (ParameterLayout.Tensor tensor : parameters.layout().tensors()) {
            write(tensor.name(), tensor.size(), i -> parameters.get(tensor.offset() + i));
        }
    }

    private void write(String name, int size, IntToDoubleFunction values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel file = FileChannel.open(
                path.resolve(name + ".f32"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int start = 0; start < size; start += CHUNK) {
                bytes.clear();
                for (int i = start; i < Math.min(size, start + CHUNK); i++) {
                    bytes.putFloat((float) values.applyAsDouble(i));
                }
                bytes.flip();
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
            }
        }
    }

    private void describe(String name, Workload workload, int rows, int batchSize) throws IOException {
        Network network = workload.network();
        List<Layer.Dense> dense = network.denseLayers();
        List<Integer> layers = new ArrayList<>(List.of(network.inputWidth()));
        dense.forEach(layer -> layers.add(layer.units()));
        Job.Description description = new Job.Description(
                name,
                rows,
                layers,
                dense.get(0).activation().id(),
                dense.get(0).bias(),
                workload.loss().id(),
                workload.optimizer().id(),
                workload.optimizer().learningRate(),
                batchSize);
        Files.writeString(path.resolve(Job.DESCRIPTION), new Gson().toJson(description));
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        delete();
        Runtime.getRuntime().removeShutdownHook(deletion);
    }
}
