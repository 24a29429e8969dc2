package densa.table.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import densa.store.ModelFormatException;
import densa.store.json.Fields;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.encode.Encoder;
import densa.table.encode.FittedTarget;
import densa.table.encode.Roles;
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

    @Test
    void rangeIsKeptInTheModelFile() {
        Encoder encoder = encoder(0);
        String json = EncoderJson.toJson(encoder).toString();
        assertThat(EncoderJson.encoder(Fields.parse("m.densa", "encoder", json)).codings())
                .isEqualTo(encoder.codings());
    }

    @Test
    void fileWithoutARangeIsRefused() {
        JsonObject json = EncoderJson.toJson(encoder(16));
        json.getAsJsonArray("inputs").get(0).getAsJsonObject().remove("min");
        assertThatThrownBy(() -> EncoderJson.encoder(Fields.parse("m.densa", "encoder", json.toString())))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessageContaining("min is missing");
    }
}
