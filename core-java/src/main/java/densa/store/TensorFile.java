package densa.store;

import densa.data.Precision;
import densa.internal.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A safetensors file: named tensors in float32 or float64 and a map of texts. The bytes are the length of the header
 * (u64, little-endian), the header (a JSON object, padded with spaces) and the tensors' numbers one after the other,
 * little-endian, as <a href="https://github.com/huggingface/safetensors#format">specified</a>.
 *
 * <pre>{@code
 * TensorFile.of(Map.of("made_by", "me"), List.of(weight, bias)).write(Path.of("net.safetensors"));
 * Tensor weight = TensorFile.read(Path.of("net.safetensors")).tensor("weight").orElseThrow();
 * }</pre>
 *
 * <p>Immutable and safe for any number of threads.
 */
public final class TensorFile {

    private static final int CHUNK_BYTES = 1 << 16;

    private final Map<String, String> metadata;
    private final List<Tensor> tensors;
    private final Map<String, Tensor> byName;

    private TensorFile(Map<String, String> metadata, List<Tensor> tensors) {
        this.metadata = metadata;
        this.tensors = tensors;
        this.byName = new HashMap<>();
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
    }

    /**
     * {@return the content of a file}
     *
     * @param metadata the texts of the header's {@code __metadata__}, which is left out if there are none; copied
     * @param tensors the tensors in the order in which the file holds their numbers; copied
     * @throws IllegalArgumentException if two tensors have the same name, or one is called {@code __metadata__}
     */
    public static TensorFile of(Map<String, String> metadata, List<Tensor> tensors) {
        Set<String> names = new HashSet<>();
        for (Tensor tensor : tensors) {
            if (tensor.name().equals(TensorHeader.METADATA) || !names.add(tensor.name())) {
                throw new IllegalArgumentException("tensor names must be unique and not " + TensorHeader.METADATA
                        + ", got \"" + tensor.name() + "\"");
            }
        }
        return new TensorFile(new LinkedHashMap<>(metadata), List.copyOf(tensors));
    }

    /** {@return the texts of the header's {@code __metadata__}, in order} */
    public Map<String, String> metadata() {
        return new LinkedHashMap<>(metadata);
    }

    /** {@return the tensors, in the order of their numbers} */
    public List<Tensor> tensors() {
        return tensors;
    }

    /**
     * {@return the tensor of the given name; empty if there is none}
     *
     * @param name its name in the file, such as {@code layers.0.weight}
     */
    public Optional<Tensor> tensor(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Writes the file, or replaces it: the bytes go to a new file in the same folder, which takes the place of the old
     * one only when all of them are on the disk.
     *
     * @param path the file to write or replace, in a folder that exists
     * @throws IOException if the file cannot be written; the message says so in one line, and an old file is as it was
     */
    public void write(Path path) throws IOException {
        WholeFile.write(path, UnaryOperator.identity(), this::write);
    }

    /**
     * Writes the file's bytes.
     *
     * @param out where they go; written in chunks, flushed, not closed
     * @throws IOException if the stream throws it
     */
    public void write(OutputStream out) throws IOException {
        byte[] header = TensorHeader.toBytes(metadata, tensors);
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(header.length);
        flush(buffer, out);
        out.write(header);
        for (Tensor tensor : tensors) {
            for (int i = 0; i < tensor.size(); i++) {
                if (buffer.remaining() < Double.BYTES) {
                    flush(buffer, out);
                }
                if (tensor.precision() == Precision.FLOAT32) {
                    buffer.putFloat((float) tensor.value(i));
                } else {
                    buffer.putDouble(tensor.value(i));
                }
            }
        }
        flush(buffer, out);
        out.flush();
    }

    private static void flush(ByteBuffer buffer, OutputStream out) throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    /**
     * Reads a file.
     *
     * @param path the file; if it is not a regular one but, say, a pipe, it is read to its end
     * @return the whole content; the file is closed again
     * @throws IOException if it cannot be read
     * @throws ModelFormatException if it is not a safetensors file of float32 and float64 tensors; the message names it
     */
    public static TensorFile read(Path path) throws IOException {
        return TensorReader.read(path, TensorFile::of);
    }

    /**
     * Reads the bytes of a file.
     *
     * @param bytes the whole file; not kept
     * @param name what to call them in messages
     * @return the whole content
     * @throws ModelFormatException as {@link #read(Path)}
     */
    public static TensorFile read(byte[] bytes, String name) {
        return TensorReader.read(bytes, name, TensorFile::of);
    }

    /**
     * Reads a stream to its end; does not close it.
     *
     * @param in a file's bytes, from the first one on
     * @param name what to call it in messages
     * @return the whole content
     * @throws IOException if it cannot be read
     * @throws ModelFormatException as {@link #read(Path)}
     */
    public static TensorFile read(InputStream in, String name) throws IOException {
        return TensorReader.read(in, name, TensorFile::of);
    }

    private static TensorFile of(TensorReader reader) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        for (TensorHeader.Entry entry : reader.header().entries()) {
            double[] values = new double[entry.size()];
            reader.read(entry, values, 0);
            tensors.add(Tensor.owning(entry.name(), entry.precision(), entry.shape(), values));
        }
        return new TensorFile(reader.header().metadata(), List.copyOf(tensors));
    }
}
