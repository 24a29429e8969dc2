package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import densa.table.audit.Finding;
import densa.table.audit.Finding.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which options the command line adds to what the library found. */
class RemedyTest {

    private static String options(Kind kind, String... columns) {
        return Remedy.options(new Finding(kind, List.of(columns), Map.of(), "text"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "LEAKAGE | a | --ignore a",
                "DUPLICATE_COLUMNS | a;b;c | --ignore b,c",
                "NEAR_DUPLICATE_COLUMNS | a;b | --ignore b",
                "NEAR_DUPLICATE_COLUMNS | a;country code | --ignore 'country code'",
                "LEAKAGE | a, b | --ignore '\"a, b\"'",
                "LEAKAGE | it's | --ignore 'it'\\''s'",
                "RUNNING_NUMBER | row | --ignore row or --id row",
                "TARGET_TAKEN_AS_CLASSES | y | --task regression",
                "TARGET_TAKEN_AS_NUMBER | y | --task classification",
                "IMBALANCE | y | --class-weight balanced",
                "REPEATED_ROWS | y | --group COLUMN",
                "MORE_COLUMNS_THAN_ROWS | y | --ignore COLUMNS",
                "MISSING_VALUES | a;b;c;d | --ignore COLUMNS",
                "MISSING_VALUES | a | ``",
                "CONFLICTING_ROWS | y | ``",
            })
    void optionsCanBePasted(Kind kind, String columns, String options) {
        assertThat(options(kind, columns.split(";"))).isEqualTo(options);
    }

    @Test
    void manyColumnsAreNotListed() {
        String[] columns = IntStream.range(0, 20).mapToObj(i -> "c" + i).toArray(String[]::new);
        assertThat(options(Kind.DUPLICATE_COLUMNS, columns)).isEqualTo("--ignore COLUMNS");
    }

    @Test
    void optionsFollowTheText() {
        assertThat(Remedy.line(new Finding(Kind.LEAKAGE, List.of("a"), Map.of(), "a leaks")))
                .isEqualTo("a leaks (--ignore a)");
        assertThat(Remedy.line(new Finding(Kind.RARE_CLASSES, List.of("y"), Map.of(), "rare")))
                .isEqualTo("rare");
    }
}
