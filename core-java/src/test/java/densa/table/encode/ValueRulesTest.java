package densa.table.encode;

import static org.assertj.core.api.Assertions.assertThat;

import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValueRulesTest {

    private static final ValueRules RULES =
            ValueRules.NONE.withMissing(List.of("-9", "none")).withMissingIn("b", List.of("x"));

    @Test
    void valuesThatMeanMissingAreMissing() {
        Table table = Table.of(
                NumericColumn.of("n", 1, -9, 3),
                CategoricalColumn.of("a", "x", " none ", "-9"),
                CategoricalColumn.of("b", "x", "none", "y"));
        assertThat(RULES.cleaned(table))
                .isEqualTo(Table.of(
                        NumericColumn.of("n", 1, Double.NaN, 3),
                        CategoricalColumn.of("a", List.of("x", " none ", "-9"), 0, -1, -1),
                        CategoricalColumn.of("b", List.of("x", "none", "y"), -1, -1, 2)));
        assertThat(ValueRules.NONE.cleaned(table)).isSameAs(table);
    }

    @Test
    void rowsAndTablesAreReadByTheRulesOfTheTraining() {
        String[] texts = IntStream.range(0, 40)
                .mapToObj(i -> i % 10 == 3 ? "none" : i + ".5")
                .toArray(String[]::new);
        Table table = Table.of(
                CategoricalColumn.of("x", texts),
                CategoricalColumn.of(
                        "y", IntStream.range(0, 40).mapToObj(i -> "k" + i % 2).toArray(String[]::new)));
        Encoder encoder = Encoder.fit(table, Roles.target("y").withValues(RULES));
        assertThat(encoder.codings().get(0)).isInstanceOf(NumericCoding.class);
        double[] missing =
                encoder.inputs(Table.of(NumericColumn.of("x", Double.NaN))).toArray();
        assertThat(encoder.inputs(Table.of(CategoricalColumn.of("x", "none"))).toArray())
                .isEqualTo(missing);
        assertThat(encoder.inputs(Table.of(NumericColumn.of("x", -9))).toArray())
                .isEqualTo(missing);
        double[] row = new double[missing.length];
        for (Object value : new Object[] {"none", "-9", -9, -9.0}) {
            assertThat(encoder.rowEncoder().encode(Map.of("x", value), row)).isFalse();
            assertThat(row).isEqualTo(missing);
        }
        // Compared as texts, unless both are plain numbers.
        assertThat(RULES.isMissing("x", "-9.0")).isTrue();
        assertThat(RULES.isMissing("x", "-9 kg")).isFalse();
        RowValues values = encoder.rowEncoder().newValues().set("x", -9);
        assertThat(encoder.rowEncoder().encode(values, row)).isFalse();
        assertThat(row).isEqualTo(missing);
    }
}
