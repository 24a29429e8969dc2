package densa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("petal_length", "petal_width", "species", "Age", "sex", "id");

    @ParameterizedTest
    @CsvSource({
        "petal_lenght, petal_length",
        "PETAL_WIDTH, petal_width",
        "petal length, petal_length",
        "petallength, petal_length",
        "spcies, species",
        "age, Age",
        "ag, Age",
        "sx, sex"
    })
    void nearestNameIsFound(String typed, String meant) {
        assertThat(NearestName.of(typed, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"island", "x", "x9", "petal", "''"})
    void farNamesAreNotOffered(String typed) {
        assertThat(NearestName.of(typed, KNOWN)).isEmpty();
    }

    @Test
    void firstOfEquallyNearNamesWins() {
        assertThat(NearestName.of("colx", List.of("cola", "colb"))).contains("cola");
        assertThat(NearestName.of("colb", List.of("cola", "colb"))).contains("colb");
    }

    @Test
    void nothingIsNearInAnEmptyCollection() {
        assertThat(NearestName.of("a", List.of())).isEmpty();
    }
}
