package densa.store;

import densa.data.Precision;
import densa.internal.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
        String name = path.toString();
        if (!Files.isRegularFile(path)) {
            try (InputStream in = Files.newInputStream(path)) {
                return read(in, name);
            } catch (NoSuchFileException e) {
                throw WholeFile.missing(name, e);
            } catch (IOException e) {
                throw WholeFile.failure("cannot read ", name, e);
            }
        }
        try (FileChannel channel = FileChannel.open(path)) {
            return read(name, channel.size(), channel::read);
        } catch (IOException e) {
            throw WholeFile.failure("cannot read ", name, e);
        }
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
        try {
            return read(name, bytes.length, (buffer, position) -> {
                int count = Math.min(buffer.remaining(), bytes.length - (int) position);
                buffer.put(bytes, (int) position, count);
                return count;
            });
        } catch (IOException e) {
            throw new IllegalStateException("an array cannot fail to be read", e);
        }
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
        byte[] start = in.readNBytes(Long.BYTES);
        TensorHeader.checkedLength(start, name);
        byte[] rest = in.readAllBytes();
        byte[] all = new byte[start.length + rest.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(rest, 0, all, start.length, rest.length);
        return read(all, name);
    }

    /** Where bytes come from: fills a buffer from a position, and returns how many bytes it put, -1 at the end. */
    private interface Source {
        int read(ByteBuffer buffer, long position) throws IOException;
    }

    private static TensorFile read(String name, long size, Source source) throws IOException {
        byte[] start = bytes(source, 0, (int) Math.min(size, Long.BYTES), name);
        int headerLength = TensorHeader.checkedLength(start, name);
        long dataStart = (long) Long.BYTES + headerLength;
        if (dataStart > size) {
            throw new ModelFormatException(
                    name + " is truncated: its header ends at byte " + dataStart + ", the file has " + size + " bytes");
        }
        TensorHeader header = TensorHeader.parse(bytes(source, Long.BYTES, headerLength, name), size - dataStart, name);
        List<Tensor> tensors = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, Math.max(1, size - dataStart)))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (TensorHeader.Entry entry : header.entries()) {
            double[] values = numbers(source, dataStart + entry.begin(), entry, buffer, name);
            tensors.add(Tensor.owning(entry.name(), entry.precision(), entry.shape(), values));
        }
        return new TensorFile(header.metadata(), List.copyOf(tensors));
    }

    private static double[] numbers(Source source, long start, TensorHeader.Entry entry, ByteBuffer buffer, String name)
            throws IOException {
        int width = entry.precision().bytes();
        double[] values = new double[(int) ((entry.end() - entry.begin()) / width)];
        int perChunk = Math.max(1, buffer.capacity() / width);
        for (int done = 0; done < values.length; ) {
            int count = Math.min(perChunk, values.length - done);
            buffer.clear().limit(count * width);
            fill(source, start + (long) done * width, buffer, name);
            for (int i = 0; i < count; i++) {
                values[done + i] = width == Float.BYTES ? buffer.getFloat() : buffer.getDouble();
            }
            done += count;
        }
        return values;
    }

    private static byte[] bytes(Source source, long position, int count, String name) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        fill(source, position, buffer, name);
        return buffer.array();
    }

    private static void fill(Source source, long position, ByteBuffer buffer, String name) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int count = source.read(buffer, at);
            if (count < 0) {
                throw new ModelFormatException(name + " is truncated: it became shorter while it was read");
            }
            at += count;
        }
        buffer.flip();
    }
}
