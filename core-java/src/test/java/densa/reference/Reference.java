package densa.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import densa.internal.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Reference numbers made by NumPy and PyTorch in float64, from the folder named by system property
 * {@code reference.dir} or from the test resources. Nothing here depends on how many cases a file holds.
 */
public final class Reference {

    private Reference() {}

    /** The file of the given name, such as {@code networks.json}. */
    public static JsonObject read(String file) {
        String folder = System.getProperty("reference.dir", "");
        try {
            if (!folder.isEmpty()) {
                return parse(Files.readAllBytes(Path.of(folder, file)));
            }
            try (InputStream in = Reference.class.getResourceAsStream("/reference/" + file)) {
                return parse(in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject parse(byte[] json) {
        return JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
    }

    /** The cases of a file. */
    public static List<JsonObject> cases(String file) {
        return StreamSupport.stream(read(file).getAsJsonArray("cases").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    /** The value whose name one of the files starts with: adam for {@code adam_l2}, adamax for {@code adamax}. */
    public static <T extends Named> T named(String name, List<T> values) {
        return values.stream()
                .filter(value -> name.startsWith(value.id()))
                .max(Comparator.comparingInt(value -> value.id().length()))
                .orElseThrow();
    }

    /** A list of numbers. */
    public static double[] vector(JsonElement json) {
        JsonArray array = json.getAsJsonArray();
        double[] vector = new double[array.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = array.get(i).getAsDouble();
        }
        return vector;
    }

    /** A list of lists of numbers. */
    public static double[][] matrix(JsonElement json) {
        JsonArray array = json.getAsJsonArray();
        double[][] matrix = new double[array.size()][];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = vector(array.get(i));
        }
        return matrix;
    }

    /** Asserts |actual - expected| <= relative |expected| + absolute, and NaN only where it is expected. */
    public static void assertClose(String what, double actual, double expected, double relative, double absolute) {
        assertThat(Math.abs(actual - expected) <= relative * Math.abs(expected) + absolute)
                .as("%s: %s must be %s within %s relative + %s", what, actual, expected, relative, absolute)
                .isTrue();
    }

    /** As {@link #assertClose(String, double, double, double, double)}, element by element. */
    public static void assertClose(String what, double[] actual, double[] expected, double relative, double absolute) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertClose(what + "[" + i + "]", actual[i], expected[i], relative, absolute);
        }
    }
}
