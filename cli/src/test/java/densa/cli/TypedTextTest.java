package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small forms of what is typed and printed. */
class TypedTextTest {

    @Test
    void namesInQuotesMayHoldCommas() {
        assertThat(QuotedList.split("a, b,\"c,d\"")).isEqualTo(List.of("a", "b", "c,d"));
    }

    @Test
    void rowValuesMayHoldCommasAndEqualSigns() {
        assertThat(RowValues.parse("a=1,\"b=x,y\",c=d=e").values())
                .containsEntry("a", "1")
                .containsEntry("b", "x,y")
                .containsEntry("c", "d=e");
    }

    @ParameterizedTest
    @CsvSource({
        "penguins.csv, penguins",
        "data/penguins.csv.gz, penguins",
        "a.train.PARQUET, a.train",
        "x, x",
        "-, model",
        "'sales-*.csv', model",
        ".csv, model",
        "log.2026, log.2026"
    })
    void modelIsNamedAsTheData(String location, String name) {
        assertThat(new DataFiles(List.of(location)).baseName()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "0.985507, 0.98551",
        "52955.123, 52955",
        "1234567.8, 1234568",
        "0.000012, 1.2000e-05",
        "-3.5, -3.5",
        "1e300, 1.0000e+300",
        "NaN, NaN"
    })
    void numbersHaveFiveDigits(double value, String text) {
        assertThat(Numbers.text(value)).isEqualTo(text);
    }

    @Test
    void argumentsCanBePastedIntoAShell() {
        assertThat(Shell.quote("a/b-c.densa")).isEqualTo("a/b-c.densa");
        assertThat(Shell.quote("my model.densa")).isEqualTo("'my model.densa'");
        assertThat(Shell.quote("it's")).isEqualTo("'it'\\''s'");
    }
}
