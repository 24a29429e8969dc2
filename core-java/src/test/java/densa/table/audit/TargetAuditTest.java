package densa.table.audit;

import static densa.table.audit.AuditedTables.ROWS;
import static densa.table.audit.AuditedTables.audit;
import static densa.table.audit.AuditedTables.coin;
import static densa.table.audit.AuditedTables.kinds;
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
                .containsExactly(new Finding(
                        Kind.RARE_CLASSES,
                        List.of("y"),
                        Map.of("few", 3.0, "one", 1.0),
                        "classes \"few\" (3 rows) and \"one\" (1 row) have too few rows to be learned and"
                                + " evaluated reliably"));
    }

    @Test
    void classThatIsAVerySmallShareIsNamedUnlessItIsTooRareToBeLearned() {
        int rows = 4000;
        double[] a = noise(1, rows);
        Column y = names("y", rows, i -> i < 20 ? "few" : i < 22 ? "two" : "rest");
        assertThat(audit(numbers("a", rows, i -> a[i]), y))
                .contains(new Finding(
                        Kind.IMBALANCE,
                        List.of("y"),
                        Map.of("few", 0.005),
                        "class \"few\" is 0.5 % of the rows: balanced class weights make all classes count equally"));
    }

    @Test
    void targetFarBeyondAllOthersIsNamed() {
        double[] noise = noise(5, ROWS);
        Column y = numbers("y", ROWS, i -> i == 9 ? 1e12 : noise[i]);
        List<Finding> found = audit(noise("a", 1), noise("b", 2), y);
        assertThat(kinds(found)).containsExactly(Kind.OUTLYING_TARGET);
        assertThat(found.get(0).figures()).isEqualTo(Map.of("value", 1e12, "row", 10.0));
        assertThat(found.get(0).text()).startsWith("target \"y\" is 1E+12 in row 10, where the others are ");
        double[] skewed = noise(6, ROWS);
        assertThat(audit(noise("a", 1), noise("b", 2), numbers("y", ROWS, i -> Math.exp(3 * skewed[i]))))
                .isEmpty();
    }

    @Test
    void classesThatDifferOnlyInCaseOrBlanksAreNamed() {
        String[] labels = {"Yes", "YES", "No", "n o", "No"};
        assertThat(texts(audit(noise("a", 1), noise("b", 2), names("y", ROWS, i -> labels[i % 5]))))
                .containsExactly("classes of \"y\" differ only in case, blanks or Unicode form, and count as different:"
                        + " \"Yes\" (80 rows) and \"YES\" (80 rows)");
        String[] cities = {"Bern", "bern ", "Z\u00fcrich", "Zu\u0308rich", "Rom"};
        assertThat(texts(audit(names("a", ROWS, i -> cities[i % 5]), noise("b", 2), coin())))
                .containsExactly("levels of \"a\" differ only in case, blanks or Unicode form, and count as different:"
                        + " \"Bern\" (80 rows) and \"bern \" (80 rows); \"Z\u00fcrich\" (80 rows) and"
                        + " \"Zu\u0308rich\" (80 rows)");
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
