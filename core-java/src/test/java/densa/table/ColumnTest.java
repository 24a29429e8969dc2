package densa.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.internal.Quote;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTest {

    @Test
    void numericColumnKeepsValuesAndMissing() {
        NumericColumn column = NumericColumn.of("a", 1, Double.NaN, -2.5);
        assertThat(column.size()).isEqualTo(3);
        assertThat(column.value(2)).isEqualTo(-2.5);
        assertThat(column.isMissing(1)).isTrue();
        assertThat(column.isMissing(0)).isFalse();
        assertThat(column.text(1)).isEmpty();
        assertThat(column.type()).isEqualTo(ColumnType.NUMERIC);
    }

    @Test
    void numericColumnCopiesTheArray() {
        double[] values = {1, 2};
        NumericColumn column = NumericColumn.of("a", values);
        values[0] = 9;
        column.toArray()[1] = 9;
        assertThat(column).isEqualTo(NumericColumn.of("a", 1, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-3, -3",
        "-0.0, 0",
        "0.1, 0.1",
        "39.10, 39.1",
        "1e-5, 1E-5",
        "100000000, 100000000",
        "9007199254740992, 9007199254740992",
        "1e23, 1E23",
        "2e23, 2E23",
        "8.41e21, 8.41E21",
        "1.7976931348623157E308, 1.7976931348623157E308",
        "4.9E-324, 4.9E-324",
        "0.30000000000000004, 0.30000000000000004",
        "Infinity, Infinity",
        "-Infinity, -Infinity"
    })
    void numericTextIsShortest(double value, String text) {
        assertThat(NumericColumn.of("a", value).text(0)).isEqualTo(text);
    }

    @Test
    void numericTextReadsBackAsTheSameNumber() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(NumericColumn.of("a", value).text(0)))
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void selectTakesRowsInTheGivenOrder() {
        int[] rows = {2, 0, 2};
        assertThat(NumericColumn.of("a", 1, 2, 3).select(rows)).isEqualTo(NumericColumn.of("a", 3, 1, 3));
        CategoricalColumn selected = CategoricalColumn.of("b", "x", "y", "z").select(rows);
        assertThat(selected).isEqualTo(CategoricalColumn.of("b", "z", "x", "z"));
        assertThat(selected.levels()).containsExactly("x", "y", "z");
    }

    @Test
    void rowOutOfRangeIsRejected() {
        NumericColumn built = NumericColumn.builder("a").add(1).build(); // its array is longer than the column
        assertThatThrownBy(() -> built.value(1)).isInstanceOf(IndexOutOfBoundsException.class);
        CategoricalColumn levels = CategoricalColumn.builder("b").add("x").build();
        assertThatThrownBy(() -> levels.code(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> levels.select(new int[] {1})).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void categoricalLevelsStandInOrderOfAppearance() {
        CategoricalColumn column = CategoricalColumn.of("b", "y", "x", "", "y");
        assertThat(column.levels()).containsExactly("y", "x");
        assertThat(new int[] {column.code(0), column.code(1), column.code(2), column.code(3)})
                .containsExactly(0, 1, -1, 0);
        assertThat(column.isMissing(2)).isTrue();
        assertThat(column.text(2)).isEmpty();
        assertThat(column.text(3)).isEqualTo("y");
        assertThat(column.type()).isEqualTo(ColumnType.CATEGORICAL);
    }

    @Test
    void categoricalColumnsAreEqualByTextNotByDictionary() {
        CategoricalColumn a = CategoricalColumn.of("b", List.of("x", "y", "unused"), 1, 0, -1);
        CategoricalColumn b = CategoricalColumn.of("b", "y", "x", "");
        assertThat(a).isEqualTo(b).hasSameHashCodeAs(b);
        assertThat(a).isNotEqualTo(CategoricalColumn.of("b", "y", "y", ""));
        assertThat(a).isNotEqualTo(b.renamed("c"));
    }

    @Test
    void categoricalColumnRejectsBadDictionaryAndCodes() {
        assertThatThrownBy(() -> CategoricalColumn.of("b", List.of("x", "x"), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("levels of column \"b\" must be distinct, got \"x\" twice");
        assertThatThrownBy(() -> CategoricalColumn.of("b", List.of(""), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("levels of column \"b\" must not be empty (the code -1 stands for a missing value)");
        assertThatThrownBy(() -> CategoricalColumn.of("b", List.of("x", "y"), 0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("codes of column \"b\" must be -1 to 1, got 2");
    }

    @Test
    void buildersGrowAndStartAfreshAfterBuild() {
        NumericColumn.Builder numbers = NumericColumn.builder("a");
        CategoricalColumn.Builder levels = CategoricalColumn.builder("b").expectRows(50);
        for (int i = 0; i < 207; i++) {
            numbers.add(i);
            levels.add("l" + i % 13);
        }
        numbers.addMissing();
        levels.addMissing();
        NumericColumn a = numbers.build();
        CategoricalColumn b = levels.build();
        assertThat(a.size()).isEqualTo(208);
        assertThat(a.value(206)).isEqualTo(206);
        assertThat(a.isMissing(207)).isTrue();
        assertThat(b.size()).isEqualTo(208);
        assertThat(b.levels()).hasSize(13);
        assertThat(b.text(206)).isEqualTo("l11");
        assertThat(numbers.add(7).build()).isEqualTo(NumericColumn.of("a", 7));
        assertThat(levels.add("new").build()).isEqualTo(CategoricalColumn.of("b", "new"));
    }

    @Test
    void builderTakesCodesOfItsLevelsOnly() {
        CategoricalColumn.Builder builder = CategoricalColumn.builder("b");
        int x = builder.level("x");
        assertThat(builder.level("x")).isEqualTo(x);
        assertThat(builder.addCode(x).addCode(-1).build()).isEqualTo(CategoricalColumn.of("b", "x", ""));
        assertThatThrownBy(() -> builder.addCode(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void quoteKeepsTextOnOneShortLine() {
        assertThat(Quote.quote("a\nb\tc\u0007")).isEqualTo("\"a\\nb\\tc?\"");
        assertThat(Quote.quote("x".repeat(81))).isEqualTo("\"" + "x".repeat(77) + "...\"");
    }
}
