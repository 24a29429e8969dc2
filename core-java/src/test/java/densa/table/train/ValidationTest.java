package densa.table.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import densa.data.DataException;
import densa.data.Split;
import densa.optimize.Optimizer;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.Tables;
import densa.table.audit.Finding;
import densa.table.encode.ColumnReport;
import densa.table.model.Model;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which rows validate, of the plan that a {@link TabularTrainer} makes. */
class ValidationTest {

    private static final int ROWS = 60;
    private static final TabularTrainer TRAINER = Tables.quick("y").hidden(3).epochs(2);

    private static final Table TABLE = Table.builder()
            .numeric("x", numbers(row -> row * 37 % 101))
            .numeric("time", numbers(row -> 1000 - row * 7 % ROWS))
            .categorical("group", texts(row -> "patient " + row * row % 11))
            .categorical("y", texts(row -> row % 3 == 0 ? "yes" : "no"))
            .build();

    private static double[] numbers(IntToDoubleFunction value) {
        return IntStream.range(0, ROWS).mapToDouble(value).toArray();
    }

    private static String[] texts(IntFunction<String> value) {
        return IntStream.range(0, ROWS).mapToObj(value).toArray(String[]::new);
    }

    private static List<Split> splits(Validation validation) {
        return TRAINER.validation(validation).plan(TABLE).splits().all();
    }

    private static Set<String> textsOf(String column, int[] rows) {
        return IntStream.of(rows)
                .mapToObj(row -> TABLE.column(column).text(row))
                .collect(Collectors.toSet());
    }

    private static void assertEveryRowIsValidatedOnce(List<Split> splits) {
        assertThat(splits.stream().flatMapToInt(split -> Arrays.stream(split.validation())))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, ROWS).boxed().toList());
    }

    @Test
    void everyRowIsValidatedOnceWithItsClassInEveryFold() {
        List<Split> splits = splits(Validation.folds(5));
        assertThat(splits).hasSize(5);
        assertEveryRowIsValidatedOnce(splits);
        assertThat(splits).allSatisfy(split -> assertThat(IntStream.of(split.validation())
                        .filter(row -> row % 3 == 0)
                        .count())
                .isEqualTo(4));
    }

    @Test
    void noGroupIsOnBothSides() {
        List<Split> splits = splits(Validation.groups("group", 4));
        assertThat(splits).hasSize(4);
        assertEveryRowIsValidatedOnce(splits);
        assertThat(splits).allSatisfy(split -> assertThat(textsOf("group", split.train()))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(textsOf("group", split.validation())));
    }

    @Test
    void groupColumnIsNoInputButMayBeAnId() {
        TabularTrainer trainer = TRAINER.validation(Validation.groups("group", 3));
        Plan plan = trainer.plan(TABLE);
        assertThat(plan.columns().get(2).use()).isEqualTo(ColumnReport.Use.IGNORED);
        assertThat(plan.validation()).isEqualTo("3-fold cross-validation over groups of \"group\"");
        Model model = trainer.ids("group").fit(TABLE).model();
        assertThat(model.columns().get(2).use()).isEqualTo(ColumnReport.Use.ID);
        assertThat(model.ids()).containsExactly("group");
        assertThat(model.validationMetrics().rows()).isEqualTo(ROWS);
    }

    @Test
    void rowsWithoutAGroupAreGroupsOfTheirOwn() {
        Table holes = TABLE.with(CategoricalColumn.of("group", texts(row -> row < 30 ? "" : "one")));
        List<Split> splits = TRAINER.validation(Validation.groups("group", 3))
                .plan(holes)
                .splits()
                .all();
        assertEveryRowIsValidatedOnce(splits);
        assertThat(splits).extracting(split -> split.validation().length).containsExactlyInAnyOrder(30, 15, 15);
    }

    @Test
    void thereAreNoMoreFoldsThanGroups() {
        assertThat(splits(Validation.groups("group", 50)))
                .hasSize(textsOf("group", all()).size());
    }

    private static int[] all() {
        return IntStream.range(0, ROWS).toArray();
    }

    private static List<Finding> notes(TabularTrainer trainer, Table table) {
        return trainer.plan(table).notes();
    }

    @Test
    void validationRowsThatCannotCompareAreNamed() {
        Column late = CategoricalColumn.of("y", texts(row -> row >= 45 ? "yes" : row % 2 == 0 ? "yes" : "no"));
        Table table = TABLE.with(NumericColumn.of("time", numbers(row -> row))).with(late);
        TabularTrainer latest = TRAINER.validation(Validation.latest("time", 0.2));
        assertThat(notes(latest, table))
                .contains(new Finding(
                        Finding.Kind.NOTHING_TO_COMPARE,
                        List.of("y"),
                        Map.of("rows", 12.0),
                        "all 12 validation rows are \"yes\": they cannot tell the classes apart"));
        Column rare = CategoricalColumn.of("y", texts(row -> row == 3 ? "rare" : row % 2 == 0 ? "yes" : "no"));
        assertThat(notes(latest, table.with(rare)))
                .contains(new Finding(
                        Finding.Kind.CLASS_NOT_VALIDATED,
                        List.of("y"),
                        Map.of("rare", 1.0),
                        "no validation row is \"rare\": how well this class is predicted is not known"));
        Column number = NumericColumn.of("y", numbers(row -> row >= 45 ? 7.5 : row + 0.5));
        assertThat(notes(latest, table.with(number)))
                .extracting(Finding::text)
                .contains("all 12 validation rows have the target 7.5: they cannot tell a good model from a bad one");
    }

    @Test
    void rowsWithoutAGroupAreCounted() {
        Column group = CategoricalColumn.of("group", texts(row -> row % 3 == 0 ? "" : "g" + row % 7));
        assertThat(notes(TRAINER.validation(Validation.groups("group", 5)), TABLE.with(group)))
                .contains(new Finding(
                        Finding.Kind.MISSING_GROUP,
                        List.of("group"),
                        Map.of("rows", 20.0),
                        "20 rows without a value of \"group\": each is a group of its own"));
    }

    @Test
    void timeIsOrderedByDateAndNotAsText() {
        DateTimeFormatter names = DateTimeFormatter.ofPattern("dd-MMM-yy", Locale.ENGLISH);
        LocalDate first = LocalDate.of(2023, 11, 1);
        Column column = CategoricalColumn.of("day", texts(row -> names.format(first.plusDays(10L * row))));
        Plan plan = TRAINER.validation(Validation.latest("day", 0.2)).plan(TABLE.with(column));
        assertThat(plan.splits().all().get(0).validation())
                .containsExactly(IntStream.range(48, ROWS).toArray());
    }

    @Test
    void timeThatCannotBeOrderedIsRefused() {
        Column weeks = CategoricalColumn.of("day", texts(row -> "week " + row));
        TabularTrainer byWeek = TRAINER.validation(Validation.latest("day", 0.2));
        assertThatThrownBy(() -> byWeek.plan(TABLE.with(weeks)))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage(
                        "time column \"day\" has the value \"week 0\" in row 1, which is neither a number nor a date"
                                + " that is understood: the latest rows cannot be told");
        Column oneIsNone = CategoricalColumn.of(
                "day",
                texts(row -> row == 7
                        ? "soon"
                        : LocalDate.of(2024, 1, 1).plusDays(row).toString()));
        assertThatThrownBy(() -> byWeek.plan(TABLE.with(oneIsNone)))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("time column \"day\" has the value \"soon\" in row 8, which is not a date like 2024-03-05:"
                        + " the latest rows cannot be told");
    }

    @Test
    void latestRowsAreTheValidationSet() {
        for (String time : List.of("time", "day")) {
            Column column = time.equals("time")
                    ? TABLE.column("time")
                    : CategoricalColumn.of("day", texts(row -> LocalDate.of(2024, 1, 1)
                            .plusDays(row * 7 % ROWS)
                            .toString()));
            Table table = TABLE.with(column);
            Plan plan = TRAINER.validation(Validation.latest(time, 0.2)).plan(table);
            assertThat(plan.trainingRows()).isEqualTo(48);
            assertThat(plan.validationRows()).isEqualTo(12);
            assertThat(plan.validation()).isEqualTo("validated on the latest 12 rows by \"" + time + "\"");
            Split split = plan.splits().all().get(0);
            String latestToLearnFrom = IntStream.of(split.train())
                    .mapToObj(column::text)
                    .max(String::compareTo)
                    .orElseThrow();
            assertThat(IntStream.of(split.validation()).mapToObj(column::text))
                    .allMatch(text ->
                            text.length() > latestToLearnFrom.length() || text.compareTo(latestToLearnFrom) > 0);
            assertThat(plan.splits().all()).allMatch(split::equals);
        }
    }

    @Test
    void rowsOfTheSameTimeAreOnOneSide() {
        Table table = TABLE.with(NumericColumn.of("time", numbers(row -> row / 10)));
        Plan plan = TRAINER.validation(Validation.latest("time", 0.2)).plan(table);
        assertThat(plan.validationRows()).isEqualTo(20);
        Plan more = TRAINER.validation(Validation.latest("time", 0.25)).plan(table);
        assertThat(more.validationRows()).isEqualTo(20);
    }

    @Test
    void shareOfTheRowsValidatesAllMembers() {
        Model model = TRAINER.validation(Validation.fraction(0.25)).fit(TABLE).model();
        assertThat(model.members()).hasSize(5);
        assertThat(model.provenance().trainingRows()).isEqualTo(45);
        assertThat(model.provenance().validationRows()).isEqualTo(15);
        assertThat(model.validationMetrics().rows()).isEqualTo(15);
    }

    @Test
    void validationTableIsUsedWhateverTheOptionsSay() {
        for (Validation validation : List.of(
                Validation.folds(3),
                Validation.fraction(0.5),
                Validation.groups("group", 3),
                Validation.latest("time", 0.5))) {
            Model model = TRAINER.validation(validation)
                    .fit(TABLE, TABLE.select(new int[] {1, 2, 3, 4}))
                    .model();
            assertThat(model.provenance().trainingRows()).isEqualTo(ROWS);
            assertThat(model.validationMetrics().rows()).isEqualTo(4);
        }
    }

    @Test
    void validationTableWithoutTheGroupColumnIsEnough() {
        Model model = TRAINER.validation(Validation.groups("group", 3))
                .fit(TABLE, TABLE.without("group"))
                .model();
        assertThat(model.validationMetrics().rows()).isEqualTo(ROWS);
    }

    @Test
    void metricsAreThoseOfMembersThatDidNotLearnFromTheRow() {
        // Noise: a network validated on the rows it learned from would predict them well.
        Table noise = Table.builder()
                .numeric("x", new Random(1).doubles(ROWS).toArray())
                .numeric("y", new Random(2).doubles(ROWS).toArray())
                .build();
        Model model = Tables.quick("y")
                .validation(Validation.folds(6))
                .bins(64)
                .dropout(0)
                .hidden(64)
                .optimizer(Optimizer.adam(0.0015, 0.9, 0.95, 1e-8))
                .epochs(200)
                .fit(noise)
                .model();
        assertThat(model.evaluate(noise).metrics().values().get("r2"))
                .isGreaterThan(model.validationMetrics().values().get("r2") + 0.1);
        assertThat(model.validationMetrics().values().get("r2")).isCloseTo(0, within(0.3));
    }

    @Test
    void columnsThatCannotSplitTheRowsAreNamed() {
        assertFault(
                Validation.groups("group", 3),
                TABLE.with(CategoricalColumn.of("group", texts(row -> "all"))),
                "group column \"group\" has a single value: folds need at least two groups");
        assertFault(
                Validation.latest("time", 0.2),
                TABLE.with(NumericColumn.of("time", numbers(row -> row == 8 ? Double.NaN : row))),
                "time column \"time\" has no value in row 9: the latest rows cannot be told");
        assertFault(
                Validation.latest("time", 0.2),
                TABLE.with(NumericColumn.of("time", numbers(row -> 3))),
                "the latest rows are all rows: the time column \"time\" has the same value in too many of them");
        String columns = " is not in the table (columns: x, time, group, y)";
        assertFault(Validation.groups("patient", 3), TABLE, "column \"patient\"" + columns);
        assertFault(
                Validation.latest("tme", 0.2),
                TABLE,
                "column \"tme\" is not in the table; did you mean \"time\"? (columns: x, time, group, y)");
    }

    private static void assertFault(Validation validation, Table table, String message) {
        assertThatThrownBy(() -> TRAINER.validation(validation).plan(table))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage(message);
    }
}
