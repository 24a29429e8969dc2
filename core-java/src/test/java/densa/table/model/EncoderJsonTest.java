package densa.table.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import densa.store.json.Fields;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.encode.Encoder;
import densa.table.encode.FittedTarget;
import densa.table.encode.Roles;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EncoderJsonTest {

    /** Ages from 18 to 90, and a size that is 5 or missing. */
    private static Encoder encoder(int bins) {
        Table table = Table.of(
                NumericColumn.of(
                        "age",
                        IntStream.range(0, 73)
                                .mapToDouble(i -> 18 + i * 10 % 73)
                                .toArray()),
                NumericColumn.of(
                        "size",
                        IntStream.range(0, 73)
                                .mapToDouble(i -> i % 3 == 0 ? Double.NaN : 5)
                                .toArray()),
                CategoricalColumn.of(
                        "y",
                        IntStream.range(0, 73)
                                .mapToObj(i -> i % 2 == 0 ? "p" : "q")
                                .toArray(String[]::new)));
        Roles roles = Roles.target("y");
        FittedTarget target = FittedTarget.of(table, roles);
        return Encoder.fit(table, roles, target, target.rows(), bins);
    }

    private static List<String> notes(Encoder encoder, double[] ages, double[] sizes) {
        return encoder.inputs(Table.of(NumericColumn.of("age", ages), NumericColumn.of("size", sizes)))
                .notes();
    }

    @Test
    void rangeIsKeptInTheModelFile() {
        Encoder encoder = encoder(0);
        String json = EncoderJson.toJson(encoder).toString();
        assertThat(EncoderJson.encoder(Fields.parse("m.densa", "encoder", json)).codings())
                .isEqualTo(encoder.codings());
    }

    @Test
    void fileWithoutARangeTakesItFromTheEdges() {
        assertThat(notes(withoutRange(encoder(16)), new double[] {17, 20}, new double[] {5, 6}))
                .containsExactly("column \"age\": 1 value outside 18 to 90, the range in training");
        assertThat(notes(withoutRange(encoder(0)), new double[] {17, 20}, new double[] {5, 6}))
                .isEmpty();
    }

    private static Encoder withoutRange(Encoder encoder) {
        JsonObject json = EncoderJson.toJson(encoder);
        json.getAsJsonArray("inputs").forEach(input -> {
            input.getAsJsonObject().remove("least");
            input.getAsJsonObject().remove("most");
        });
        return EncoderJson.encoder(Fields.parse("m.densa", "encoder", json.toString()));
    }
}
