package densa.store;

import static densa.internal.Quote.quote;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import densa.data.Precision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The header of a safetensors file, checked: tensors follow each other without a hole, each as long as its type and
 * shape say, and the last one ends with the file.
 */
record TensorHeader(Map<String, String> metadata, List<Entry> entries) {

    static final String METADATA = "__metadata__";

    /** The format's own limit. */
    static final int MAX_BYTES = 100_000_000;

    private static final int ALIGNMENT = 8;

    /** The maximum number of dimensions of a tensor, as in NumPy. */
    private static final int MAX_DIMENSIONS = 64;

    /** One tensor; its bytes are from {@code begin} to before {@code end}, counted from the end of the header. */
    record Entry(String name, Precision precision, List<Integer> shape, long begin, long end) {
        int size() {
            return (int) ((end - begin) / precision.bytes());
        }

        /** Name, precision and shape, such as {@code layers.0.weight float32 [2, 3]}. */
        @Override
        public String toString() {
            return Tensor.describe(name, precision, shape);
        }
    }

    /** The header's length, from the first 8 bytes of a file. */
    static int checkedLength(byte[] start, String file) {
        if (start.length < Long.BYTES) {
            throw new ModelFormatException(file + " is not a Densa model: "
                    + (start.length == 0 ? "it is empty" : "it has only " + start.length + " bytes"));
        }
        long length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > MAX_BYTES) {
            throw notSafetensors(file);
        }
        return (int) length;
    }

    private static ModelFormatException notSafetensors(String file) {
        return new ModelFormatException(file + " is not a Densa model: it does not start with a safetensors header");
    }

    static byte[] toBytes(Map<String, String> metadata, List<Tensor> tensors) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            if (!metadata.isEmpty()) {
                json.name(METADATA).beginObject();
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.name(entry.getKey()).value(entry.getValue());
                }
                json.endObject();
            }
            long offset = 0;
            for (Tensor tensor : tensors) {
                json.name(tensor.name()).beginObject();
                json.name("dtype").value(tensor.precision() == Precision.FLOAT32 ? "F32" : "F64");
                json.name("shape").beginArray();
                for (int dimension : tensor.shape()) {
                    json.value(dimension);
                }
                json.endArray();
                long end = offset + (long) tensor.size() * tensor.precision().bytes();
                json.name("data_offsets").beginArray().value(offset).value(end).endArray();
                json.endObject();
                offset = end;
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(bytes, Math.addExact(bytes.length, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
        if (padded.length > MAX_BYTES) {
            throw new IllegalArgumentException("a safetensors header may have at most " + MAX_BYTES + " bytes, got "
                    + padded.length + ": keep fewer or shorter texts");
        }
        return padded;
    }

    /** Reads a header and checks all but whether the file holds the tensors. */
    static TensorHeader parse(byte[] bytes, String file) {
        if (bytes[0] != '{') {
            throw notSafetensors(file);
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
        try (JsonReader json = new JsonReader(new InputStreamReader(new ByteArrayInputStream(bytes), strict))) {
            json.setStrictness(Strictness.STRICT);
            Set<String> names = new HashSet<>();
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (!names.add(name)) {
                    throw damaged(file, "it names " + quote(name) + " twice");
                }
                if (name.equals(METADATA)) {
                    readMetadata(json, metadata, file);
                } else {
                    entries.add(readEntry(json, name, file));
                }
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw damaged(file, "its header goes on after its end");
            }
        } catch (CharacterCodingException e) {
            throw damaged(file, "its header is not UTF-8 text");
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw damaged(file, "its header is not the JSON that it should be");
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        checkContiguous(entries, file);
        return new TensorHeader(metadata, List.copyOf(entries));
    }

    private static void readMetadata(JsonReader json, Map<String, String> metadata, String file) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (json.peek() != JsonToken.STRING) {
                throw damaged(file, "the value of " + quote(key) + " in its metadata is not a text");
            }
            if (metadata.put(key, json.nextString()) != null) {
                throw damaged(file, "its metadata names " + quote(key) + " twice");
            }
        }
        json.endObject();
    }

    private static Entry readEntry(JsonReader json, String name, String file) throws IOException {
        String type = "";
        List<Long> shape = List.of();
        List<Long> offsets = List.of();
        Set<String> keys = new HashSet<>();
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (!keys.add(key)) {
                throw damaged(file, "tensor " + quote(name) + " has " + quote(key) + " twice");
            }
            switch (key) {
                case "dtype" -> type = json.nextString();
                case "shape" -> shape = readNumbers(json);
                case "data_offsets" -> offsets = readNumbers(json);
                default -> throw damaged(file, "tensor " + quote(name) + " has the unknown field " + quote(key));
            }
        }
        json.endObject();
        if (keys.size() != 3 || offsets.size() != 2) {
            throw damaged(file, "tensor " + quote(name) + " must have dtype, shape and two data_offsets");
        }
        return checked(name, type, shape, offsets, file);
    }

    private static List<Long> readNumbers(JsonReader json) throws IOException {
        List<Long> numbers = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            if (json.peek() != JsonToken.NUMBER || numbers.size() == MAX_DIMENSIONS) {
                throw new IllegalStateException("not a number, or too many");
            }
            numbers.add(json.nextLong());
        }
        json.endArray();
        return numbers;
    }

    private static Entry checked(String name, String type, List<Long> shape, List<Long> offsets, String file) {
        Precision precision =
                switch (type) {
                    case "F32" -> Precision.FLOAT32;
                    case "F64" -> Precision.FLOAT64;
                    default ->
                        throw new ModelFormatException(file + " cannot be read: tensor " + quote(name)
                                + " has the type " + quote(type) + ", and Densa reads F32 and F64");
                };
        long size = 1;
        List<Integer> dimensions = new ArrayList<>();
        for (long dimension : shape) {
            if (dimension < 0 || dimension > Integer.MAX_VALUE) {
                throw damaged(file, "tensor " + quote(name) + " has the dimension " + dimension);
            }
            size = Math.min(size * dimension, Integer.MAX_VALUE + 1L);
            dimensions.add((int) dimension);
        }
        long begin = offsets.get(0);
        long end = offsets.get(1);
        if (begin < 0 || end < begin) {
            throw damaged(file, "tensor " + quote(name) + " has the offsets " + begin + " to " + end);
        }
        if (size > Integer.MAX_VALUE - ALIGNMENT || end - begin != size * precision.bytes()) {
            throw damaged(
                    file,
                    "tensor " + quote(name) + " of shape " + dimensions + " does not fit its " + (end - begin)
                            + " bytes");
        }
        return new Entry(name, precision, List.copyOf(dimensions), begin, end);
    }

    /** Returns the bytes of all tensors. */
    long dataBytes() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
    }

    /** Checks that the tensors end with the file, which has {@code bytes} bytes after the header. */
    void checkData(long bytes, String file) {
        if (dataBytes() > bytes) {
            throw new ModelFormatException(file + " is truncated: its tensors take " + dataBytes()
                    + " bytes, the file has " + bytes + " for them");
        }
        if (dataBytes() < bytes) {
            throw damaged(file, "its tensors take " + dataBytes() + " bytes, and the file goes on after them");
        }
    }

    private static void checkContiguous(List<Entry> entries, String file) {
        long end = 0;
        for (Entry entry : entries) {
            if (entry.begin() != end) {
                throw damaged(
                        file,
                        "tensor " + quote(entry.name()) + " starts at byte " + entry.begin()
                                + " of the data instead of " + end);
            }
            end = entry.end();
        }
    }

    private static ModelFormatException damaged(String file, String what) {
        return new ModelFormatException(file + " is damaged: " + what);
    }
}
