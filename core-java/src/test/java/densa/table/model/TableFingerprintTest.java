package densa.table.model;

import static org.assertj.core.api.Assertions.assertThat;

import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableFingerprintTest {

    @Test
    void fingerprintIsTheDocumentedHash() throws Exception {
        Table table = Table.of(NumericColumn.of("x", 1.5, Double.NaN), CategoricalColumn.of("é", "", "ab"));
        ByteBuffer bytes = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(2).putInt(2);
        bytes.putInt(1).put((byte) 'x').putInt(1).put((byte) 'N').putDouble(1.5).putLong(0x7ff8000000000000L);
        bytes.putInt(2).put((byte) 0xc3).put((byte) 0xa9).putInt(1).put((byte) 'C');
        bytes.putInt(-1).putInt(2).put((byte) 'a').put((byte) 'b');
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(bytes.array(), 0, bytes.position());
        assertThat(TableFingerprint.of(table)).isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void everyChangeOfATableChangesItsFingerprint() {
        Table table = Table.of(NumericColumn.of("x", 1, 2), CategoricalColumn.of("y", "a", "b"));
        List<Table> others = List.of(
                table.with(NumericColumn.of("x", 1, 2.0000000000000004)),
                table.with(NumericColumn.of("x", 1, Double.NaN)),
                table.with(CategoricalColumn.of("y", "a", "c")),
                table.with(CategoricalColumn.of("y", "a", "")),
                table.with(CategoricalColumn.of("y", "ab", "")),
                table.with(NumericColumn.of("z", 1, 2)),
                table.without("x"),
                Table.of(table.column("x").renamed("w"), table.column("y")),
                Table.of(table.column("y"), table.column("x")),
                table.select(new int[] {1, 0}));
        assertThat(others)
                .extracting(TableFingerprint::of)
                .doesNotHaveDuplicates()
                .doesNotContain(TableFingerprint.of(table));
    }

    @Test
    void fingerprintLooksAtValuesNotAtTheDictionary() {
        Table table = Table.of(CategoricalColumn.of("y", "a", "b", "c"));
        Table same = Table.of(CategoricalColumn.of("y", List.of("c", "b", "a", "unused"), 2, 1, 0));
        assertThat(TableFingerprint.of(same)).isEqualTo(TableFingerprint.of(table));
    }

    @Test
    void longTablesAndTextsAreHashedWhole() {
        double[] numbers = new Random(1).doubles(50_000).toArray();
        Table table = Table.of(NumericColumn.of("x", numbers), CategoricalColumn.of("y", texts("z".repeat(200_000))));
        numbers[49_999] += 1;
        Table other = Table.of(NumericColumn.of("x", numbers), table.column("y"));
        Table third = Table.of(table.column("x"), CategoricalColumn.of("y", texts("z".repeat(200_001))));
        assertThat(List.of(table, other, third))
                .extracting(TableFingerprint::of)
                .doesNotHaveDuplicates();
    }

    private static String[] texts(String text) {
        String[] texts = new String[50_000];
        Arrays.fill(texts, "short");
        texts[1] = text;
        return texts;
    }
}
