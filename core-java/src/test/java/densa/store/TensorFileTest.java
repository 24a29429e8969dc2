package densa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import densa.data.Precision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorFileTest {

    private static final Tensor WEIGHT =
            Tensor.of("layers.0.weight", Precision.FLOAT32, List.of(2, 3), 1.5, -2.25, 3, 0.1f, 1e-30f, -7);
    private static final Tensor BIAS = Tensor.of("layers.0.bias", Precision.FLOAT64, List.of(2), 0.1, -1e300);
    private static final TensorFile FILE = TensorFile.of(Map.of("made_by", "a test"), List.of(WEIGHT, BIAS));

    @TempDir
    Path folder;

    @Test
    void fileComesBackAsItWasWritten() throws IOException {
        Path path = folder.resolve("x.safetensors");
        FILE.write(path);
        TensorFile read = TensorFile.read(path);
        assertThat(read.metadata()).containsExactly(entry("made_by", "a test"));
        assertThat(read.tensors())
                .extracting(Tensor::toString)
                .containsExactly("layers.0.weight float32 [2, 3]", "layers.0.bias float64 [2]");
        assertThat(values(read.tensors().get(0))).containsExactly(1.5, -2.25, 3, 0.1f, 1e-30f, -7);
        assertThat(values(read.tensor("layers.0.bias").orElseThrow())).containsExactly(0.1, -1e300);
        assertThat(read.tensor("layers.1.bias")).isEmpty();
    }

    @Test
    void bytesAreThoseOfTheSpecification() throws IOException {
        String header = "{\"__metadata__\":{\"made_by\":\"a test\"},"
                + "\"layers.0.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                + "\"layers.0.bias\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[24,40]}}";
        String padded = header + " ".repeat((8 - header.length() % 8) % 8);
        ByteBuffer expected = ByteBuffer.allocate(8 + padded.length() + 40).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(padded.length()).put(padded.getBytes(StandardCharsets.US_ASCII));
        expected.putFloat(1.5f)
                .putFloat(-2.25f)
                .putFloat(3)
                .putFloat(0.1f)
                .putFloat(1e-30f)
                .putFloat(-7);
        expected.putDouble(0.1).putDouble(-1e300);
        assertThat(bytes(FILE)).isEqualTo(expected.array());
    }

    /** The resource was written by safetensors 0.8.0 for Python. */
    @Test
    void readerReadsFileOfAnotherProgram() throws IOException {
        try (InputStream in = TensorFileTest.class.getResourceAsStream("foreign.safetensors")) {
            TensorFile file = TensorFile.read(in, "foreign.safetensors");
            assertThat(file.metadata())
                    .containsOnly(entry("made_by", "safetensors for Python"), entry("note", "\u00e9 \"quoted\""));
            assertThat(values(file.tensor("layers.0.weight").orElseThrow()))
                    .containsExactly(1.5, -2.25, 3, 0.1f, 1e-30f, -7);
            assertThat(values(file.tensor("layers.0.bias").orElseThrow())).containsExactly(0.1, -1e300);
            assertThat(file.tensor("scalar").orElseThrow().shape()).isEmpty();
            assertThat(values(file.tensor("scalar").orElseThrow())).containsExactly(42);
            assertThat(file.tensor("none").orElseThrow().shape()).containsExactly(0, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 13, 207, 16384, 16385, 40000, 131_071, 131_072, 400_000})
    void tensorOfAnySizeComesBack(int size) throws IOException {
        Random random = new Random(size);
        double[] numbers = random.doubles(size).toArray();
        Tensor single = Tensor.of("a", Precision.FLOAT32, List.of(1), random.nextDouble());
        Tensor many = Tensor.of("b", Precision.FLOAT64, List.of(size), numbers);
        TensorFile read =
                TensorFile.read(new ByteArrayInputStream(bytes(TensorFile.of(Map.of(), List.of(single, many)))), "x");
        assertThat(read.metadata()).isEmpty();
        assertThat(values(read.tensors().get(1))).containsExactly(numbers);
    }

    @Test
    void tensorRejectsValuesThatDoNotFillItsShape() {
        assertThatThrownBy(() -> Tensor.of("a", Precision.FLOAT32, List.of(2, 3), 1, 2))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor \"a\" of shape [2, 3] holds 6 values, got 2");
    }

    @Test
    void fileRejectsTwoTensorsOfOneName() {
        assertThatThrownBy(() -> TensorFile.of(Map.of(), List.of(WEIGHT, WEIGHT)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor names must be unique and not __metadata__, got \"layers.0.weight\"");
    }

    @Test
    void everyTruncatedFileIsRejectedByName() throws IOException {
        byte[] bytes = bytes(FILE);
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(ModelFormatException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> TensorFile.read(part, "x.densa"))
                    .withMessageStartingWith("x.densa is ");
        }
    }

    @Test
    void truncatedFileSaysHowMuchIsMissing() throws IOException {
        byte[] bytes = bytes(FILE);
        assertFault("x.densa is not a Densa model: it is empty", new byte[0]);
        assertFault("x.densa is not a Densa model: it has only 3 bytes", Arrays.copyOf(bytes, 3));
        assertFault(
                "x.densa is truncated: its header ends at byte 184, the file has 100 bytes", Arrays.copyOf(bytes, 100));
        assertFault(
                "x.densa is truncated: its tensors take 40 bytes, the file has 39 for them",
                Arrays.copyOf(bytes, bytes.length - 1));
        assertFault(
                "x.densa is damaged: its tensors take 40 bytes, and the file goes on after them",
                Arrays.copyOf(bytes, bytes.length + 1));
    }

    /** Whatever a byte is changed to, the reader either reads the file or says in one line what is wrong with it. */
    @Test
    void everyChangedByteEndsInAFileOrOneLine() throws IOException {
        byte[] bytes = bytes(FILE);
        Random random = new Random(1);
        for (int i = 0; i < bytes.length; i++) {
            for (int value : new int[] {
                0, 0xff, '"', '{', '}', '[', '9', '\n', bytes[i] ^ 1 << random.nextInt(8), random.nextInt(256)
            }) {
                byte[] changed = bytes.clone();
                changed[i] = (byte) value;
                try {
                    TensorFile.read(changed, "x.densa");
                } catch (ModelFormatException e) {
                    assertThat(e).hasMessageStartingWith("x.densa ").hasMessageNotContaining("\n");
                }
            }
        }
    }

    @Test
    void everyScrambledFileEndsInAFileOrOneLine() throws IOException {
        byte[] bytes = bytes(FILE);
        Random random = new Random(2);
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = Arrays.copyOf(bytes, 9 + random.nextInt(bytes.length));
            for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                changed[8 + random.nextInt(changed.length - 8)] = bytes[random.nextInt(bytes.length)];
            }
            try {
                TensorFile.read(changed, "x.densa");
            } catch (ModelFormatException e) {
                assertThat(e).hasMessageStartingWith("x.densa ").hasMessageNotContaining("\n");
            }
        }
    }

    @Test
    void streamThatEndsEarlyIsRejectedWithoutRoomForWhatIsMissing() {
        byte[] bytes =
                withHeader("{\"a\":{\"dtype\":\"F64\",\"shape\":[2000000000],\"data_offsets\":[0,16000000000]}}", 5);
        assertFault("x.densa is truncated: its tensors take 16000000000 bytes, the file has 5 for them", bytes);
    }

    @Test
    void streamWithoutEndIsReadOneByteBeyondTheTensors() {
        byte[] start = withHeader("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8);
        long[] read = {0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                int at = (int) read[0]++;
                return at < start.length ? start[at] & 0xff : 0;
            }
        };
        assertThatThrownBy(() -> TensorFile.read(endless, "x.densa"))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessage("x.densa is damaged: its tensors take 8 bytes, and the file goes on after them");
        assertThat(read[0]).isEqualTo(start.length + 1);
    }

    @Test
    void tensorOfTooManyDimensionsIsRejected() {
        String ones = "1,".repeat(63) + "1";
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[" + ones + "],\"data_offsets\":[0,4]}}";
        assertThat(TensorFile.read(withHeader(header, 4), "x").tensors().get(0).shape())
                .hasSize(64);
        assertFault(
                "x.densa is damaged: its header is not the JSON that it should be",
                withHeader(header.replace(ones, ones + ",1"), 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b,c\n1,2,3\n4,5,6\n", "PK\3\4 this is a zip file", "\u007fELF and so on and on"})
    void fileOfAnotherKindIsRejected(String content) {
        assertFault(
                "x.densa is not a Densa model: it does not start with a safetensors header",
                content.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void headerLongerThanTheFormatAllowsIsRejectedWithoutReadingIt() {
        assertFault(
                "x.densa is not a Densa model: it does not start with a safetensors header",
                ByteBuffer.allocate(64)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(0, 100_000_001)
                        .array());
        assertFault(
                "x.densa is not a Densa model: it does not start with a safetensors header",
                ByteBuffer.allocate(64)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(0, -1)
                        .array());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[1]|is not a Densa model: it does not start with a safetensors header",
                "{\"a\":|is damaged: its header is not the JSON that it should be",
                "{'a':1}|is damaged: its header is not the JSON that it should be",
                "{\"a\":1}|is damaged: its header is not the JSON that it should be",
                "{} x|is damaged: its header is not the JSON that it should be",
                "{\"a\":{}}|is damaged: tensor \"a\" must have dtype, shape and two data_offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}"
                        + "|is damaged: tensor \"a\" must have dtype, shape and two data_offsets",
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}"
                        + "|cannot be read: tensor \"a\" has the type \"F16\", and Densa reads F32 and F64",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}"
                        + "|is damaged: tensor \"a\" of shape [1] does not fit its 8 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}"
                        + "|is damaged: tensor \"a\" has the dimension -2",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}"
                        + "|is damaged: its header is not the JSON that it should be",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}}"
                        + "|is damaged: its header is not the JSON that it should be",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,9],\"data_offsets\":[0,8]}}"
                        + "|is damaged: tensor \"a\" of shape [2147483647, 2147483647, 9] does not fit its 8 bytes",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1000000000],\"data_offsets\":[0,8000000000]}}"
                        + "|is truncated: its tensors take 8000000000 bytes, the file has 8 for them",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}"
                        + "|is damaged: tensor \"a\" has the offsets 8 to 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}"
                        + "|is damaged: tensor \"a\" starts at byte 4 of the data instead of 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}"
                        + "|is damaged: tensor \"b\" starts at byte 4 of the data instead of 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"x\":1}}"
                        + "|is damaged: tensor \"a\" has the unknown field \"x\"",
                "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2]}}"
                        + "|is damaged: tensor \"a\" has \"dtype\" twice",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}"
                        + "|is damaged: it names \"a\" twice",
                "{\"__metadata__\":{\"a\":1}}|is damaged: the value of \"a\" in its metadata is not a text",
                "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}|is damaged: its metadata names \"a\" twice",
            })
    void brokenHeaderIsNamed(String header, String message) {
        assertFault("x.densa " + message, withHeader(header, 8));
    }

    @Test
    void headerThatIsNotTextIsRejected() {
        byte[] bytes = withHeader("{\"a??\":{}}", 0);
        bytes[11] = (byte) 0xc3;
        assertFault("x.densa is damaged: its header is not UTF-8 text", bytes);
    }

    @Test
    void deeplyNestedHeaderIsRejected() {
        assertFault(
                "x.densa is damaged: its header is not the JSON that it should be",
                withHeader("{\"a\":{\"shape\":" + "[".repeat(1_000_000), 0));
    }

    @Test
    void missingFileIsNamed() {
        Path path = folder.resolve("missing.densa");
        assertThatThrownBy(() -> TensorFile.read(path))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + path + ": no such file");
    }

    @Test
    void folderInPlaceOfAFileIsNamed() {
        assertThatThrownBy(() -> TensorFile.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + folder + ": Is a directory");
    }

    private static void assertFault(String message, byte[] bytes) {
        assertThatThrownBy(() -> TensorFile.read(bytes, "x.densa"))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> TensorFile.read(new ByteArrayInputStream(bytes), "x.densa"))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> {
                    Path path = Files.createTempDirectory("densa").resolve("x.densa");
                    Files.write(path, bytes);
                    try {
                        TensorFile.read(path);
                    } finally {
                        Files.delete(path);
                        Files.delete(path.getParent());
                    }
                })
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessageEndingWith(message);
    }

    private static byte[] withHeader(String header, int dataBytes) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putLong(text.length).put(text).array();
    }

    private static byte[] bytes(TensorFile file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file.write(out);
        return out.toByteArray();
    }

    private static double[] values(Tensor tensor) {
        double[] values = new double[tensor.size()];
        tensor.copyTo(values, 0);
        return values;
    }
}
