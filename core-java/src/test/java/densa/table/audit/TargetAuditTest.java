package densa.table.audit;

import static densa.table.audit.AuditedTables.ROWS;
import static densa.table.audit.AuditedTables.audit;
import static densa.table.audit.AuditedTables.names;
import static densa.table.audit.AuditedTables.noise;
import static densa.table.audit.AuditedTables.numbers;
import static densa.table.audit.AuditedTables.texts;
import static org.assertj.core.api.Assertions.assertThat;

import densa.table.Column;
import densa.table.audit.Finding.Kind;
import densa.table.encode.Roles;
import densa.table.encode.Task;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an audit finds in the target. */
class TargetAuditTest {

    @Test
    void classesOfFewRowsAreNamedWithTheirCounts() {
        assertThat(audit(
                        noise("a", 1),
                        noise("b", 2),
                        names("y", ROWS, i -> i == 0 ? "one" : i < 4 ? "few" : i % 2 == 0 ? "p" : "q")))
                .containsExactly(
                        new Finding(
                                Kind.RARE_CLASSES,
                                List.of("y"),
                                Map.of("few", 3.0, "one", 1.0),
                                "classes \"few\" (3 rows) and \"one\" (1 row) have too few rows to be learned and"
                                        + " evaluated reliably"),
                        new Finding(
                                Kind.IMBALANCE,
                                List.of("y"),
                                Map.of("one", 0.0025),
                                "class \"one\" is 0.25 % of the rows: balanced class weights make all classes count"
                                        + " equally"));
    }

    @Test
    void classesOfFewerRowsThanFoldsAreNamed() {
        Column[] columns = {noise("a", 1), noise("b", 2), names("y", ROWS, i -> i < 12 ? "few" : "rest")};
        assertThat(audit(Roles.target("y"), 5, columns)).isEmpty();
        assertThat(texts(audit(Roles.target("y"), 20, columns)))
                .containsExactly("class \"few\" (12 rows) has too few rows to be learned and evaluated reliably");
    }

    @Test
    void fewDifferentNumbersMayBeClasses() {
        double[] noise = noise(5, ROWS);
        Column y = numbers("y", ROWS, i -> Math.floor(noise[i] * 4) / 2);
        assertThat(audit(noise("a", 1), noise("b", 2), y))
                .containsExactly(new Finding(
                        Kind.TARGET_TAKEN_AS_NUMBER,
                        List.of("y"),
                        Map.of("values", 4.0),
                        "target \"y\" has only 4 different values and is treated as a number: task classification"
                                + " predicts classes"));
        assertThat(audit(Roles.target("y").withTask(Task.REGRESSION), 5, noise("a", 1), noise("b", 2), y))
                .isEmpty();
    }

    @Test
    void manyClassCodesMayBeANumber() {
        assertThat(audit(noise("a", 1), noise("b", 2), numbers("y", ROWS, i -> i * 7 % 12)))
                .containsExactly(new Finding(
                        Kind.TARGET_TAKEN_AS_CLASSES,
                        List.of("y"),
                        Map.of("classes", 12.0),
                        "target \"y\" has 12 different whole numbers and is treated as classes: task regression predicts"
                                + " a number"));
        assertThat(audit(noise("a", 1), noise("b", 2), numbers("y", ROWS, i -> i * 7 % 5)))
                .isEmpty();
    }

    @Test
    void numbersStoredAsTextMayBeANumber() {
        assertThat(texts(audit(noise("a", 1), noise("b", 2), names("y", ROWS, i -> i * 7 % 13 + ".5"))))
                .containsExactly(
                        "target \"y\" holds numbers as text and is treated as 13 classes: task regression predicts a"
                                + " number");
    }

    @Test
    void targetThatIsMostlyNumbersNamesTheText() {
        assertThat(audit(noise("a", 1), noise("b", 2), names("y", ROWS, i -> i % 20 == 3 ? "n/a" : "" + i % 8)))
                .containsExactly(new Finding(
                        Kind.TARGET_TEXT_AMONG_NUMBERS,
                        List.of("y"),
                        Map.of("texts", 20.0, "numbers", 380.0, "first_text", 4.0),
                        "target \"y\" is treated as classes because 20 values are text, such as \"n/a\" in row 4;"
                                + " the other 380 are numbers: correct the text if a number is meant"));
    }

    // ---- as a whole ----
}
