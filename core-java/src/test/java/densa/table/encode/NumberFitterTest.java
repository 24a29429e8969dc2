package densa.table.encode;

import static org.assertj.core.api.Assertions.assertThat;

import densa.table.CategoricalColumn;
import densa.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberFitterTest {

    private static Optional<NumberFitter.Fitted> fit(List<String> texts) {
        return NumberFitter.fit(
                Texts.of(
                        CategoricalColumn.of("x", texts.toArray(String[]::new)),
                        IntStream.range(0, texts.size()).toArray()),
                false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,5 | 12,25 | -3 | 0.5 | 12.25 | -3",
                "1.234,5 | 12,25 | 3 | 1234.5 | 12.25 | 3",
                "1,234.5 | 1,000,000 | 3 | 1234.5 | 1000000 | 3",
                "1 234,5 | 1 000 000 | 3 | 1234.5 | 1000000 | 3",
                "12'345.5 | 1'000 | 3 | 12345.5 | 1000 | 3",
                "12.5 % | 7% | 100 % | 12.5 | 7 | 100",
                "$1,200 | -$3.5 | $0 | 1200 | -3.5 | 0",
                "1.200,00 € | 3,50 € | 0,99 € | 1200 | 3.5 | 0.99",
                "EUR 5 | EUR 1,234.5 | EUR -2 | 5 | 1234.5 | -2",
                "12.5 kg | 7 kg | 0.25kg | 12.5 | 7 | 0.25",
                "\u22125 | 3 | \u22120.5 | -5 | 3 | -0.5",
                "1.5 | 2e3 | 7 | 1.5 | 2000 | 7",
            })
    void numbersWrittenInOneWayAreRead(String a, String b, String c, double first, double second, double third) {
        NumberFormat format = fit(List.of(a, b, c)).orElseThrow().format();
        assertThat(format.parse(a)).hasValue(first);
        assertThat(format.parse(b)).hasValue(second);
        assertThat(format.parse(c)).hasValue(third);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "007;012;113",
                "12345678901234567890;12345678901234567891",
                "red;green;blue",
                "1.2.3;1.3.0;2.0.1",
                "Q1;Q2;Q3",
                "item 1;item 2;item 3",
                "12:30;13:45;09:10",
                "192.168.1.1;192.168.1.2;10.0.0.1",
                "3 kg;4 lb;5 oz",
                "1,2,3;4,5,6;7,8,9",
                "1-5;6-10;11-20",
            })
    void codesAndTextsAreNoNumbers(String texts) {
        assertThat(fit(List.of(texts.split(";")))).isEmpty();
    }

    @Test
    void aFewForeignTextsAmongManyNumbersAreNamed() {
        List<String> texts = IntStream.range(0, 200)
                .mapToObj(i -> i % 50 == 7 ? "12.5 kg" : String.valueOf(i * 0.5))
                .toList();
        NumberFitter.Fitted found = fit(texts).orElseThrow();
        assertThat(found.format()).isEqualTo(NumberFormat.PLAIN);
        assertThat(found.foreign().rowsOf()).isEqualTo(Map.of("12.5 kg", 4));
    }

    @ParameterizedTest
    @CsvSource({"-, true", "#DIV/0!, true", "unknown, true", "n.a., true", "3+, false", "many, false"})
    void amongFewNumbersOnlyWhatMeansNothingIsForeign(String other, boolean numbers) {
        List<String> texts = IntStream.range(0, 200)
                .mapToObj(i -> i % 40 == 7 ? other : String.valueOf(1 + i % 8))
                .toList();
        assertThat(fit(texts).isPresent()).isEqualTo(numbers);
    }

    @Test
    void moreForeignTextsThanATenthAreCategories() {
        assertThat(fit(IntStream.range(0, 200)
                        .mapToObj(i -> i % 8 == 0 ? "-" : String.valueOf(i))
                        .toList()))
                .isEmpty();
    }

    private static String formatOf(Encoder encoder) {
        return ((NumericCoding) encoder.codings().get(0)).format().orElseThrow().describe();
    }

    @Test
    void ambiguousCommaIsDecidedByOtherColumnsOrByTheUser() {
        Table table = table(60, i -> "1," + (200 + i));
        Roles roles = Roles.target("y");
        Encoder alone = Encoder.fit(table, roles);
        assertThat(formatOf(alone)).isEqualTo("\",\" between thousands");
        assertThat(alone.describe().get(0).detail())
                .endsWith("so that 1,234 is 1234; if it is 1.234, ask for the decimal comma");
        Encoder said = Encoder.fit(table, roles.withValues(ValueRules.NONE.withDecimalComma(true)));
        assertThat(formatOf(said)).isEqualTo("a decimal comma");
        String[] prices = IntStream.range(0, 60).mapToObj(i -> i + ",5").toArray(String[]::new);
        Encoder beside = Encoder.fit(table.with(CategoricalColumn.of("price", prices)), roles);
        assertThat(formatOf(beside)).isEqualTo("a decimal comma");
        assertThat(beside.describe().get(0).detail()).endsWith("written with a decimal comma, so that 1,234 is 1.234");
    }

    private static Table table(int rows, IntFunction<String> x) {
        return Table.of(
                CategoricalColumn.of("x", IntStream.range(0, rows).mapToObj(x).toArray(String[]::new)),
                CategoricalColumn.of(
                        "y", IntStream.range(0, rows).mapToObj(i -> "k" + i % 2).toArray(String[]::new)));
    }

    @Test
    void columnIsEncodedAsItsNumbersAndOtherTextsAsMissing() {
        Encoder encoder = Encoder.fit(
                table(200, i -> i == 5 || i == 77 ? "-" : i / 2 + "," + (i % 2 * 5) + " €"), Roles.target("y"));
        assertThat(encoder.describe().get(0).use()).isEqualTo(ColumnReport.Use.NUMERIC);
        assertThat(encoder.describe().get(0).detail())
                .startsWith("0 to 99.5, median ")
                .contains("2 missing")
                .endsWith(
                        "; written with a decimal comma and \"€\" behind; 2 values are no numbers: \"-\" in rows 6, 78");
        EncodedTable encoded =
                encoder.inputs(table(4, i -> List.of("12,5 €", "12,5", "", "-").get(i)));
        double[] rows = encoded.toArray();
        int width = encoded.width();
        double[] number = encode(encoder, 12.5);
        double[] missing = encode(encoder, Double.NaN);
        assertThat(IntStream.range(0, width).mapToObj(i -> rows[i])).containsExactly(box(number));
        for (int row = 1; row < 4; row++) {
            int from = row * width;
            assertThat(IntStream.range(0, width).mapToObj(i -> rows[from + i])).containsExactly(box(missing));
        }
        assertThat(encoded.notes())
                .extracting(InputNote::text)
                .containsExactly("column \"x\": 2 values that are no numbers, taken as missing");
        double[] row = new double[width];
        assertThat(encoder.rowEncoder().encode(Map.of("x", "12,5 €"), row)).isFalse();
        assertThat(row).containsExactly(number);
        assertThat(encoder.rowEncoder().encode(Map.of("x", 12.5), row)).isFalse();
        assertThat(row).containsExactly(number);
        assertThat(encoder.rowEncoder().encode(Map.of("x", "12.5 kg"), row)).isTrue();
        assertThat(row).containsExactly(missing);
        assertThat(encoder.inputs(encoder.row(Map.of("x", "12.5 kg"))).notes()).hasSize(1);
    }

    private static double[] encode(Encoder encoder, double value) {
        NumericCoding coding = (NumericCoding) encoder.codings().get(0);
        double[] out = new double[coding.inputs().size()];
        coding.encode(value, out, 0);
        return out;
    }

    private static Double[] box(double[] values) {
        return IntStream.range(0, values.length).mapToObj(i -> values[i]).toArray(Double[]::new);
    }
}
