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
import static org.assertj.core.api.Assertions.within;

import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.audit.Finding.Kind;
import densa.table.encode.Encoder;
import densa.table.encode.FittedTarget;
import densa.table.encode.Roles;
import densa.table.encode.Task;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an audit finds in the columns and rows, and what it leaves alone. */
class AuditTest {

    @Test
    void plainTableHasNoFinding() {
        assertThat(audit(noise("a", 1), noise("b", 2), noise("c", 3), coin())).isEmpty();
    }

    // ---- duplicate columns ----

    @Test
    void rescaledColumnIsADuplicate() {
        double[] celsius = noise(1, ROWS);
        List<Finding> found = audit(
                NumericColumn.of("celsius", celsius),
                noise("b", 2),
                numbers("fahrenheit", ROWS, i -> 32 - 1.8 * celsius[i]),
                coin());
        assertThat(found)
                .containsExactly(new Finding(
                        Kind.DUPLICATE_COLUMNS,
                        List.of("celsius", "fahrenheit"),
                        Map.of(),
                        "columns \"celsius\" and \"fahrenheit\" carry the same information: one of them suffices"));
    }

    @Test
    void renamedLevelsAreADuplicate() {
        assertThat(texts(audit(
                        names("land", ROWS, i -> i % 7 == 0 ? "" : "L" + i % 3),
                        noise("b", 2),
                        names("country code", ROWS, i -> i % 7 == 0 ? "" : "abc".substring(i % 3, i % 3 + 1)),
                        numbers("number", ROWS, i -> i % 7 == 0 ? Double.NaN : 10 * (i % 3) + 1),
                        coin())))
                .containsExactly("columns \"land\", \"country code\" and \"number\" carry the same information:"
                        + " one of them suffices");
    }

    @Test
    void numbersInAnotherOrderAreNoDuplicate() {
        double[] other = {5, 1, 9};
        assertThat(audit(numbers("a", ROWS, i -> i % 3), noise("b", 2), numbers("c", ROWS, i -> other[i % 3]), coin()))
                .isEmpty();
    }

    @Test
    void textsThatMostlyOccurOnceAreNoDuplicate() {
        Roles roles = Roles.target("y").withCategorical(List.of("a", "b"));
        assertThat(audit(
                        roles,
                        5,
                        names("a", ROWS, i -> "a" + i),
                        names("b", ROWS, i -> "b" + i * 7 % ROWS),
                        noise("c", 1),
                        coin()))
                .isEmpty();
    }

    @Test
    void closeColumnIsANearDuplicate() {
        double[] a = noise(1, ROWS);
        double[] noise = noise(2, ROWS);
        List<Finding> found =
                audit(NumericColumn.of("a", a), noise("b", 3), numbers("c", ROWS, i -> a[i] + 0.05 * noise[i]), coin());
        assertThat(kinds(found)).containsExactly(Kind.NEAR_DUPLICATE_COLUMNS);
        assertThat(found.get(0).columns()).containsExactly("a", "c");
        assertThat(found.get(0).figures()).containsOnlyKeys("correlation");
        assertThat(found.get(0).figures().get("correlation")).isBetween(0.998, 0.9999);
        assertThat(found.get(0).text())
                .matches(
                        "columns \"a\" and \"c\" carry nearly the same information \\(correlation 0\\.99[89]\\d\\): one of"
                                + " them may suffice");
    }

    @Test
    void outlierAloneMakesNoNearDuplicate() {
        double[] a = noise(1, ROWS);
        double[] b = noise(2, ROWS);
        a[17] = 1e6;
        b[17] = 1e6;
        assertThat(audit(NumericColumn.of("a", a), NumericColumn.of("b", b), coin()))
                .isEmpty();
    }

    @Test
    void duplicateWithOtherMissingValuesIsNearlyTheSame() {
        double[] a = noise(1, ROWS);
        assertThat(texts(audit(
                        NumericColumn.of("a", a),
                        noise("b", 3),
                        numbers("c", ROWS, i -> i % 4 == 0 ? Double.NaN : 2 * a[i]),
                        coin())))
                .singleElement()
                .asString()
                .startsWith("columns \"a\" and \"c\" carry nearly the same information (correlation ");
    }

    @Test
    void sameDatesInAnotherFormatAreADuplicate() {
        Random random = new Random(5);
        int[] days = random.ints(ROWS, 0, 3000).toArray();
        assertThat(kinds(audit(
                        names("day", ROWS, i -> LocalDate.of(2015, 1, 1)
                                .plusDays(days[i])
                                .toString()),
                        names("german", ROWS, i -> {
                            LocalDate date = LocalDate.of(2015, 1, 1).plusDays(days[i]);
                            return String.format(
                                    "%02d.%02d.%d", date.getDayOfMonth(), date.getMonthValue(), date.getYear());
                        }),
                        noise("b", 3),
                        coin())))
                .containsExactly(Kind.DUPLICATE_COLUMNS);
    }

    // ---- a target that is computed ----

    @Test
    void targetThatIsASumOfColumnsIsNamedWithItsFormula() {
        double[] a = noise(1, ROWS);
        double[] b = noise(2, ROWS);
        List<Finding> found = audit(
                numbers("a", ROWS, i -> a[i]),
                numbers("b", ROWS, i -> b[i]),
                noise("c", 3),
                numbers("y", ROWS, i -> 3 * a[i] - b[i] + 10));
        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.COMPUTED_TARGET);
            assertThat(finding.columns()).containsExactly("a", "b");
            assertThat(finding.figures().get("a")).isCloseTo(3, within(1e-9));
            assertThat(finding.figures().get("b")).isCloseTo(-1, within(1e-9));
            assertThat(finding.text()).startsWith("target \"y\" is 3 * a - b + 10 in every row: this formula is exact");
        });
    }

    @Test
    void targetThatIsRoundedIsComputedNevertheless() {
        double[] price = noise(1, ROWS);
        assertThat(kinds(audit(
                        numbers("price", ROWS, i -> 100 * price[i]),
                        noise("c", 3),
                        numbers("y", ROWS, i -> Math.rint(100 * 1.19 * 100 * price[i]) / 100))))
                .contains(Kind.COMPUTED_TARGET);
    }

    @Test
    void targetThatIsNearlyASumIsNotComputed() {
        double[] a = noise(1, ROWS);
        double[] b = noise(2, ROWS);
        double[] error = noise(4, ROWS);
        assertThat(audit(
                        numbers("a", ROWS, i -> a[i]),
                        numbers("b", ROWS, i -> b[i]),
                        numbers("y", ROWS, i -> a[i] + b[i] + 0.05 * error[i])))
                .isEmpty();
    }

    // ---- leakage ----

    @Test
    void columnThatGivesAClassAwayIsLeakage() {
        CategoricalColumn y = coin();
        double[] noise = noise(4, ROWS);
        List<Finding> found = audit(
                noise("a", 1),
                noise("b", 2),
                names("refunded", ROWS, i -> y.text(i).equals("yes") ? "R" + i % 2 : noise[i] < 0.5 ? "" : "X"),
                y);
        assertThat(found)
                .containsExactly(new Finding(
                        Kind.LEAKAGE,
                        List.of("refunded"),
                        Map.of("accuracy", 1.0),
                        "column \"refunded\" alone predicts the target almost perfectly (100 %): ignore it if it is"
                                + " known only after the target"));
    }

    @Test
    void missingValuesThatGiveAClassAwayAreLeakage() {
        CategoricalColumn y = coin();
        double[] noise = noise(4, ROWS);
        assertThat(kinds(audit(
                        noise("a", 1),
                        noise("b", 2),
                        numbers("end", ROWS, i -> y.text(i).equals("yes") ? noise[i] : Double.NaN),
                        y)))
                .containsExactly(Kind.LEAKAGE);
    }

    @Test
    void leakageOutvotesAFewWrongRowsOfManyRows() {
        int rows = 30_000;
        double[] noise = noise(4, rows);
        double[] other = noise(5, rows);
        assertThat(texts(audit(
                        NumericColumn.of("a", noise(1, rows)),
                        NumericColumn.of("b", other),
                        NumericColumn.of("score", noise),
                        names("y", rows, i -> (noise[i] < 0.5) == other[i] > 0.0005 ? "no" : "yes"))))
                .singleElement()
                .asString()
                .startsWith("column \"score\" alone predicts the target almost perfectly (99.9 %): ");
    }

    @Test
    void columnThatGivesANumberAwayIsLeakage() {
        double[] price = noise(1, ROWS);
        assertThat(texts(audit(
                        noise("a", 3),
                        noise("b", 2),
                        numbers("gross", ROWS, i -> Math.exp(price[i])),
                        NumericColumn.of("y", price))))
                .singleElement()
                .asString()
                .matches(
                        "column \"gross\" alone predicts the target almost perfectly \\(R² 0\\.9\\d+\\): ignore it if it"
                                + " is known only after the target");
    }

    @Test
    void levelThatGivesANumberAwayIsLeakage() {
        Roles roles = Roles.target("y").withTask(Task.REGRESSION);
        assertThat(kinds(audit(
                        roles,
                        0,
                        noise("a", 3),
                        noise("b", 2),
                        names("tariff", ROWS, i -> "T" + i * 7 % 13),
                        numbers("y", ROWS, i -> Math.pow(i * 7 % 13, 2) + 0.5))))
                .contains(Kind.LEAKAGE);
    }

    @Test
    void strongColumnIsNoLeakage() {
        double[] score = noise(4, ROWS);
        double[] noise = noise(5, ROWS);
        assertThat(audit(
                        noise("a", 1),
                        noise("b", 2),
                        NumericColumn.of("score", score),
                        names("y", ROWS, i -> score[i] + 0.1 * noise[i] < 0.55 ? "no" : "yes")))
                .isEmpty();
    }

    @Test
    void fewRowsOrManySuchColumnsAreNoLeakage() {
        assertThat(audit(
                        numbers("a", 49, i -> i * i),
                        NumericColumn.of("b", noise(2, 49)),
                        names("y", 49, i -> i < 25 ? "no" : "yes")))
                .isEmpty();
        CategoricalColumn y = coin();
        assertThat(kinds(audit(names("a", ROWS, i -> y.text(i) + i % 2), names("b", ROWS, i -> y.text(i) + i % 3), y)))
                .isEmpty();
    }

    @Test
    void predictingTheMajorityIsNoLeakage() {
        double[] noise = noise(7, ROWS);
        assertThat(audit(
                        noise("a", 1),
                        noise("b", 2),
                        NumericColumn.of("c", noise),
                        names("y", ROWS, i -> noise[i] < 0.05 ? "rare" : "usual")))
                .isEmpty();
    }

    @Test
    void repeatedRowsAreNoLeakage() {
        double[] a = noise(1, 40);
        double[] b = noise(2, 40);
        double[] coin = noise(3, 40);
        assertThat(kinds(audit(
                        numbers("a", ROWS, i -> a[i % 40]),
                        numbers("b", ROWS, i -> b[i % 40]),
                        numbers("c", ROWS, i -> a[i % 40] * b[i % 40]),
                        names("y", ROWS, i -> coin[i % 40] < 0.5 ? "no" : "yes"))))
                .containsExactly(Kind.REPEATED_ROWS);
    }

    // ---- rows ----

    @Test
    void repeatedAndConflictingRowsAreCounted() {
        double[] a = noise(1, ROWS);
        double[] b = noise(2, ROWS);
        CategoricalColumn y = coin();
        // Rows 0 to 29 come again at the end, the last 10 of them with the other class.
        assertThat(audit(
                        numbers("a", ROWS + 30, i -> a[i % ROWS]),
                        numbers("b", ROWS + 30, i -> b[i % ROWS]),
                        names("y", ROWS + 30, i -> {
                            String text = y.text(i % ROWS);
                            return i < ROWS + 20 ? text : text.equals("no") ? "yes" : "no";
                        })))
                .containsExactly(
                        new Finding(
                                Kind.REPEATED_ROWS,
                                List.of("y"),
                                Map.of("rows", 40.0),
                                "40 rows are exact duplicates, which may fall into both training and validation folds,"
                                        + " so metrics may be optimistic; a group column keeps them together"),
                        new Finding(
                                Kind.CONFLICTING_ROWS,
                                List.of("y"),
                                Map.of("rows", 20.0),
                                "20 rows have the same inputs as another row but a different target: no model can"
                                        + " distinguish them"));
    }

    @Test
    void rowsOfFewCombinationsAreRepeatedByNature() {
        double[] noise = noise(3, ROWS);
        assertThat(audit(
                        numbers("a", ROWS, i -> i * 7 % 5),
                        names("b", ROWS, i -> "b" + i * 11 % 3),
                        names("y", ROWS, i -> noise[i] < 0.5 ? "no" : "yes")))
                .isEmpty();
    }

    @Test
    void moreColumnsThanRowsAreSaid() {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < 31; c++) {
            columns.add(NumericColumn.of("c" + c, noise(c, 30)));
        }
        columns.add(names("y", 30, i -> i % 2 == 0 ? "no" : "yes"));
        assertThat(audit(columns.toArray(Column[]::new)))
                .containsExactly(new Finding(
                        Kind.MORE_COLUMNS_THAN_ROWS,
                        List.of("y"),
                        Map.of("columns", 31.0, "rows", 30.0),
                        "there are more input columns (31) than rows (30): metrics are indicative only; ignore columns"
                                + " that cannot matter"));
    }

    @Test
    void mostlyMissingColumnsAreSaidOneByOneIfFew() {
        double[] a = noise(1, ROWS);
        assertThat(audit(noise("b", 2), numbers("a", ROWS, i -> i % 4 == 0 ? a[i] : Double.NaN), noise("c", 3), coin()))
                .containsExactly(new Finding(
                        Kind.MISSING_VALUES,
                        List.of("a"),
                        Map.of("missing", 0.75),
                        "column \"a\" has no value in 75 % of the rows; missingness is an input of its own"));
    }

    @Test
    void manyMostlyMissingColumnsAreOneFinding() {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < 8; c++) {
            double[] values = noise(c, ROWS);
            int number = c;
            columns.add(numbers("c" + c, ROWS, i -> (i + number) % 4 == 0 ? values[i] : Double.NaN));
        }
        columns.add(coin());
        assertThat(texts(audit(columns.toArray(Column[]::new))))
                .containsExactly(
                        "8 columns have no value in more than half of the rows: \"c0\", \"c1\", \"c2\", \"c3\","
                                + " \"c4\" and 3 more; missingness is an input of its own, so ignore columns that carry no"
                                + " other information");
    }

    @Test
    void columnsThatAreSetAsideOrIgnoredAreNotRepeated() {
        double[] a = noise(1, ROWS);
        assertThat(audit(
                        Roles.target("y").withIgnored(List.of("twin")),
                        5,
                        NumericColumn.of("a", a),
                        NumericColumn.of("twin", a),
                        noise("b", 2),
                        numbers("same", ROWS, i -> 3),
                        names("name", ROWS, i -> "n" + i),
                        coin()))
                .isEmpty();
    }

    @Test
    void sampleOfALongTableFindsTheSameEachTime() {
        int rows = 100_000;
        Table table = longTable(rows, 50);
        Roles roles = Roles.target("y");
        FittedTarget target = FittedTarget.of(table, roles);
        Encoder encoder = Encoder.fit(table, roles, target, target.rows(), 16);
        List<Finding> found = Audit.of(table, roles, target, encoder, 5);
        assertThat(kinds(found)).containsExactly(Kind.LEAKAGE, Kind.DUPLICATE_COLUMNS, Kind.NEAR_DUPLICATE_COLUMNS);
        assertThat(Audit.of(table, roles, target, encoder, 5)).isEqualTo(found);
    }

    /** Numbers with and without missing values, levels, a rescaled column, a close one and one that gives y away. */
    private static Table longTable(int rows, int count) {
        double[] y = noise(1000, rows);
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < count - 3; c++) {
            double[] values = noise(c, rows);
            int number = c;
            columns.add(
                    c % 4 == 3
                            ? names("c" + c, rows, i -> "level " + (int) (values[i] * 30))
                            : numbers(
                                    "c" + c,
                                    rows,
                                    i -> number % 4 == 2 && i % 9 == number % 9 ? Double.NaN : values[i]));
        }
        double[] first = noise(0, rows);
        columns.add(numbers("rescaled", rows, i -> 5 - 2 * first[i]));
        double[] second = noise(1, rows);
        columns.add(numbers("close", rows, i -> second[i] + 0.05 * y[i]));
        columns.add(numbers("leak", rows, i -> y[i] < 0.5 ? -y[i] : y[i] * 3));
        columns.add(names("y", rows, i -> y[i] < 0.5 ? "no" : "yes"));
        return Table.of(columns);
    }
}
