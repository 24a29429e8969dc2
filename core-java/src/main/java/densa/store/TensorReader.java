package densa.store;

import densa.internal.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A safetensors file of which the header was read and compared with the size of the file, while the numbers are still
 * to be read. So nobody has to believe a size before it is known that the file is that large.
 */
final class TensorReader {

    private static final int CHUNK_BYTES = 1 << 16;
    /** How a stream is kept until all of it is there. */
    private static final int BLOCK_BYTES = 1 << 20;

    private final String name;
    private final TensorHeader header;
    private final Source data;
    private final ByteBuffer buffer;

    /** What is done with a file while it is open. */
    interface Use<T> {
        T of(TensorReader reader) throws IOException;
    }

    /** Where bytes come from: fills a buffer from a position, and returns how many bytes it put, -1 at the end. */
    private interface Source {
        int read(ByteBuffer buffer, long position) throws IOException;
    }

    private TensorReader(String name, TensorHeader header, long dataBytes, Source data) {
        header.checkData(dataBytes, name);
        this.name = name;
        this.header = header;
        this.data = data;
        this.buffer = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, Math.max(Double.BYTES, dataBytes)))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Opens a file, uses and closes it; see {@link TensorFile#read(Path)}. */
    static <T> T read(Path path, Use<T> use) throws IOException {
        String name = path.toString();
        if (!Files.isRegularFile(path)) {
            try (InputStream in = Files.newInputStream(path)) {
                return read(in, name, use);
            } catch (NoSuchFileException e) {
                throw WholeFile.missing(name, e);
            } catch (IOException e) {
                throw WholeFile.failure("cannot read ", name, e);
            }
        }
        try (FileChannel channel = FileChannel.open(path)) {
            return read(name, channel.size(), channel::read, use);
        } catch (IOException e) {
            throw WholeFile.failure("cannot read ", name, e);
        }
    }

    /** Uses the bytes of a file; see {@link TensorFile#read(byte[], String)}. */
    static <T> T read(byte[] bytes, String name, Use<T> use) {
        try {
            return read(name, bytes.length, (buffer, position) -> put(bytes, (int) position, buffer), use);
        } catch (IOException e) {
            throw new IllegalStateException("an array cannot fail to be read", e);
        }
    }

    private static int put(byte[] bytes, int position, ByteBuffer buffer) {
        int count = Math.min(buffer.remaining(), bytes.length - position);
        buffer.put(bytes, position, count);
        return count;
    }

    private static <T> T read(String name, long size, Source source, Use<T> use) throws IOException {
        byte[] start = bytes(source, 0, (int) Math.min(size, Long.BYTES), name);
        int length = TensorHeader.checkedLength(start, name);
        long dataStart = (long) Long.BYTES + length;
        if (dataStart > size) {
            throw headerTruncated(name, dataStart, size);
        }
        TensorHeader header = TensorHeader.parse(bytes(source, Long.BYTES, length, name), name);
        return use.of(new TensorReader(
                name, header, size - dataStart, (buffer, position) -> source.read(buffer, dataStart + position)));
    }

    /** Uses a stream, which is kept until all of it is there; see {@link TensorFile#read(InputStream, String)}. */
    static <T> T read(InputStream in, String name, Use<T> use) throws IOException {
        int length = TensorHeader.checkedLength(in.readNBytes(Long.BYTES), name);
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw headerTruncated(name, (long) Long.BYTES + length, (long) Long.BYTES + bytes.length);
        }
        TensorHeader header = TensorHeader.parse(bytes, name);
        List<byte[]> blocks = new ArrayList<>();
        long size = 0;
        // One byte more than there ought to be shows that the stream goes on.
        for (long missing = header.dataBytes() + 1; missing > 0; missing = header.dataBytes() + 1 - size) {
            byte[] block = in.readNBytes((int) Math.min(BLOCK_BYTES, missing));
            if (block.length == 0) {
                break;
            }
            blocks.add(block);
            size += block.length;
        }
        return use.of(new TensorReader(
                name,
                header,
                size,
                (buffer, position) ->
                        put(blocks.get((int) (position / BLOCK_BYTES)), (int) (position % BLOCK_BYTES), buffer)));
    }

    private static ModelFormatException headerTruncated(String name, long end, long size) {
        return new ModelFormatException(
                name + " is truncated: its header ends at byte " + end + ", the file has " + size + " bytes");
    }

    /** Returns the header; the file holds exactly the bytes that it says. */
    TensorHeader header() {
        return header;
    }

    /** Reads the numbers of a tensor into {@code target} from {@code offset} on. */
    void read(TensorHeader.Entry entry, double[] target, int offset) throws IOException {
        int width = entry.precision().bytes();
        int size = entry.size();
        int perChunk = buffer.capacity() / width;
        for (int done = 0; done < size; ) {
            int count = Math.min(perChunk, size - done);
            buffer.clear().limit(count * width);
            fill(data, entry.begin() + (long) done * width, buffer, name);
            for (int i = 0; i < count; i++) {
                target[offset + done + i] = width == Float.BYTES ? buffer.getFloat() : buffer.getDouble();
            }
            done += count;
        }
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
