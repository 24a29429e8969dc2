package densa.table.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import densa.data.DataException;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.ColumnType;
import densa.table.NumericColumn;
import densa.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    private static final double NONE = Double.NaN;

    @ParameterizedTest
    @ValueSource(strings = {"yes,no", "true,false", "1,0", "Ja,Nein", "y,n", "T,F"})
    void labelsStayAsTheyWereTyped(String pair) {
        String[] labels = pair.split(",");
        FittedTarget target = fit(CategoricalColumn.of("y", labels[0], labels[1], labels[0], labels[1], labels[0]));
        assertThat(target.task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(classes(target)).containsExactlyInAnyOrder(labels).isSorted();
        assertThat(target.reason()).isEqualTo("it holds text");
    }

    @Test
    void classesAreSortedByNumberIfAllAreNumbers() {
        assertThat(ClassCoding.sorted(List.of("10", "9", "-1", "2.5"))).containsExactly("-1", "2.5", "9", "10");
        assertThat(ClassCoding.sorted(List.of("10", "9", "x", "2.5"))).containsExactly("10", "2.5", "9", "x");
    }

    @Test
    void fewWholeNumbersAreClasses() {
        FittedTarget target = fit(repeat(30, 3, 1, 2));
        assertThat(classes(target)).containsExactly("1", "2", "3");
        assertThat(target.reason()).isEqualTo("it holds 3 different whole numbers");
        assertThat(target.classCounts(table(repeat(30, 3, 1, 2))))
                .containsExactly(entry("1", 10), entry("2", 10), entry("3", 10));
    }

    @Test
    void twoWholeNumbersAreClassesHoweverFewTheRows() {
        assertThat(fit(repeat(5, 0, 1)).task()).isEqualTo(Task.CLASSIFICATION);
    }

    @Test
    void wholeNumbersWithFewRowsEachAreANumber() {
        assertThat(fit(repeat(29, 3, 1, 2)).task()).isEqualTo(Task.REGRESSION);
    }

    @Test
    void moreThanTwentyWholeNumbersAreANumber() {
        double[] twenty = IntStream.range(0, 20).asDoubleStream().toArray();
        double[] twentyOne = IntStream.range(0, 21).asDoubleStream().toArray();
        assertThat(fit(repeat(2100, twenty)).task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(fit(repeat(2100, twentyOne)).task()).isEqualTo(Task.REGRESSION);
        assertThat(fit(repeat(2100, twentyOne)).reason()).isEqualTo("it holds many different numbers");
    }

    @Test
    void fractionsAreANumber() {
        assertThat(fit(repeat(100, 0.5, 1)).task()).isEqualTo(Task.REGRESSION);
    }

    @Test
    void taskOverridesWhatTheValuesSuggest() {
        assertThat(fit(repeat(30, 3, 1, 2), Task.REGRESSION).task()).isEqualTo(Task.REGRESSION);
        assertThat(classes(fit(repeat(30, 0.5, 1), Task.CLASSIFICATION))).containsExactly("0.5", "1");
        FittedTarget numbers = fit(CategoricalColumn.of("y", "1", "2", "3", "4", "5"), Task.REGRESSION);
        assertThat(numbers.coding().encode(CategoricalColumn.of("y", "3"), 0)).isZero();
    }

    @Test
    void numberIsStandardisedAndPutBack() {
        FittedTarget target = fit(NumericColumn.of("y", 1.5, 2, 3, 4, 10));
        NumberCoding coding = (NumberCoding) target.coding();
        assertThat(coding.center()).isCloseTo(4.1, within(1e-12));
        double scaled = coding.encode(NumericColumn.of("y", 7.25), 0);
        assertThat(coding.decode(scaled)).isCloseTo(7.25, within(1e-12));
    }

    @Test
    void codesMayBeWrittenInAnotherWay() {
        ClassCoding coding = (ClassCoding) fit(repeat(30, 3, 1, 2)).coding();
        assertThat(coding.encode(CategoricalColumn.of("y", "2.0"), 0)).isEqualTo(1);
        assertThat(coding.index("two")).isEqualTo(-1);
    }

    @Test
    void rowsWithoutATargetAreLeftOutAndCounted() {
        FittedTarget target = fit(CategoricalColumn.of("y", "a", "", "b", "a", "b", "", "a"));
        assertThat(target.rows()).containsExactly(0, 2, 3, 4, 6);
        assertThat(target.leftOut()).isEqualTo(new FittedTarget.LeftOut(2, 0, ""));
    }

    @Test
    void wholeNumbersThatLookLikeCountsAreANumber() {
        int[] rowsOf = {230, 310, 210, 120, 60, 25, 12, 5, 3, 1, 2};
        assertThat(fit(counts(0, rowsOf)).reason())
                .isEqualTo("it holds counts: whole numbers from 0 on, the larger the rarer");
        assertThat(fit(counts(0, rowsOf)).task()).isEqualTo(Task.REGRESSION);
        // Codes: digits, grades in the middle of a scale, and a few classes by their frequency.
        assertThat(fit(counts(0, 90, 95, 101, 99, 88, 93, 90, 97, 92, 94)).task())
                .isEqualTo(Task.CLASSIFICATION);
        assertThat(fit(counts(3, 10, 53, 681, 638, 199, 18)).task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(fit(counts(0, 500, 100, 20)).task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(fit(counts(0, 10, 20, 40, 80, 160, 320)).task()).isEqualTo(Task.CLASSIFICATION);
    }

    private static Column counts(int from, int... rowsOf) {
        return NumericColumn.of(
                "y",
                IntStream.range(0, rowsOf.length)
                        .flatMap(i -> IntStream.range(0, rowsOf[i]).map(row -> from + i))
                        .asDoubleStream()
                        .toArray());
    }

    @Test
    void absurdTargetIsLearnedAsTheEndOfTheOthers() {
        int[] rows = IntStream.range(0, 100).toArray();
        double[] values =
                IntStream.of(rows).mapToDouble(i -> i == 9 ? 1e12 : i / 10.0).toArray();
        Column column = NumericColumn.of("y", values);
        NumberCoding coding = NumberCoding.standardising(column, Optional.empty(), rows);
        double[] others = IntStream.of(rows)
                .filter(i -> i != 9)
                .mapToDouble(i -> values[i])
                .toArray();
        NumberCoding plain = NumberCoding.standardising(
                NumericColumn.of("y", others),
                Optional.empty(),
                IntStream.range(0, 99).toArray());
        assertThat(coding).isEqualTo(plain);
        assertThat(coding.isOutlying(column, 9)).isTrue();
        assertThat(coding.isOutlying(column, 8)).isFalse();
        assertThat(coding.encode(column, 9)).isEqualTo((9.9 - plain.center()) / plain.scale());
        assertThat(coding.truth(column, 9)).isEqualTo(1e12);
    }

    @Test
    void numbersWrittenInAnotherWayAreATarget() {
        String[] texts = IntStream.range(0, 60)
                .mapToObj(i -> i == 17 ? "#N/A" : "1." + (200 + i) + "," + i % 10 + " €")
                .toArray(String[]::new);
        FittedTarget target = fit(CategoricalColumn.of("y", texts));
        assertThat(target.task()).isEqualTo(Task.REGRESSION);
        assertThat(target.reason())
                .isEqualTo(
                        "it holds numbers, written with a decimal comma and \".\" between thousands and \"€\" behind");
        assertThat(target.rows()).hasSize(59).doesNotContain(17);
        assertThat(target.leftOut()).isEqualTo(new FittedTarget.LeftOut(1, 0, "\"#N/A\" in row 18"));
        NumberCoding coding = (NumberCoding) target.coding();
        assertThat(coding.source()).isEqualTo(ColumnType.CATEGORICAL);
        assertThat(coding.min()).isEqualTo(1200);
        assertThat(coding.max()).isEqualTo(1259.9);
        assertThat(coding.truth(CategoricalColumn.of("y", "1.234,5 €"), 0)).isEqualTo(1234.5);
        assertThat(coding.truth(NumericColumn.of("y", 1234.5), 0)).isEqualTo(1234.5);
        assertThat(coding.decode(coding.encode(CategoricalColumn.of("y", "1.234,5 €"), 0)))
                .isCloseTo(1234.5, within(1e-9));
    }

    @Test
    void fewDifferentTextsThatAreNumbersAreClassesUnlessANumberIsAskedFor() {
        String[] texts = IntStream.range(0, 60).mapToObj(i -> i % 3 + " kg").toArray(String[]::new);
        assertThat(fit(CategoricalColumn.of("y", texts)).task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(FittedTarget.of(
                                table(CategoricalColumn.of("y", texts)),
                                Roles.target("y").withTask(Task.REGRESSION))
                        .coding())
                .isInstanceOf(NumberCoding.class);
    }

    @Test
    void rowsOfWeightZeroAreLeftOutAndCounted() {
        Table table = table(CategoricalColumn.of("y", "a", "b", "b", "a", "b", "c"))
                .with(NumericColumn.of("w", 1, 2, 3, 4, 0.5, 0));
        FittedTarget target = FittedTarget.of(table, Roles.target("y").withWeight("w"));
        assertThat(target.rows()).containsExactly(0, 1, 2, 3, 4);
        assertThat(classes(target)).containsExactly("a", "b");
        assertThat(target.leftOut()).isEqualTo(new FittedTarget.LeftOut(0, 1, ""));
    }

    @Test
    void absentTargetOffersTheNearestAndListsTheColumns() {
        assertThatThrownBy(() -> FittedTarget.of(table(repeat(30, 0, 1)), Roles.target("z")))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("target column \"z\" is not in the table (columns: x, y)");
        Table table =
                Table.builder().numeric("species", 1, 2).numeric("island", 1, 2).build();
        assertThatThrownBy(() -> FittedTarget.of(table, Roles.target("Specis")))
                .hasMessage("target column \"Specis\" is not in the table; did you mean \"species\"? (columns: species,"
                        + " island)");
    }

    @Test
    void tableWithoutRowsIsRejected() {
        assertFault("the table has no rows, only the columns: x, y", NumericColumn.of("y"), Task.AUTO);
    }

    @Test
    void tooFewRowsAreRejected() {
        assertFault("the table has 1 row to learn from: at least 5 are needed", repeat(1, 2), Task.AUTO);
        assertFault("the table has 4 rows to learn from: at least 5 are needed", repeat(4, 2), Task.AUTO);
    }

    @Test
    void constantTargetIsRejected() {
        assertFault("target \"y\" has the single value \"2\": there is nothing to learn", repeat(9, 2), Task.AUTO);
        assertFault("target \"y\" has the single value \"0.5\": there is nothing to learn", repeat(9, 0.5), Task.AUTO);
        assertFault(
                "target \"y\" has the single value \"x\": there is nothing to learn",
                CategoricalColumn.of("y", "x", "x", "x", "", "x", "x"),
                Task.AUTO);
    }

    @Test
    void targetWithoutAnyValueIsRejected() {
        assertFault("target \"y\" has no value in any of the 5 rows", repeat(5, NONE), Task.AUTO);
    }

    @Test
    void infiniteTargetIsRejected() {
        assertFault(
                "target \"y\" is infinite in row 3",
                NumericColumn.of("y", 1, 2, Double.NEGATIVE_INFINITY, 4, 5, 6),
                Task.AUTO);
    }

    @Test
    void textTargetOfARegressionIsRejected() {
        assertFault(
                "target \"y\" has the value \"b\" in row 2, which is not a number",
                CategoricalColumn.of("y", "1", "b", "3", "4", "5"),
                Task.REGRESSION);
    }

    @Test
    void targetThatIsDifferentInEveryRowIsNoSetOfClasses() {
        assertFault(
                "target \"y\" has 5 different values in 5 rows: too many for classes",
                CategoricalColumn.of("y", "a", "b", "c", "d", "e"),
                Task.AUTO);
        assertFault(
                "target \"y\" has 5 different values in 5 rows: too many for classes; task regression predicts a"
                        + " number",
                NumericColumn.of("y", 1, 2, 3, 4, 5.5),
                Task.CLASSIFICATION);
        assertFault(
                "target \"y\" has 5 different values in 5 rows: too many for classes; for a number, correct the values"
                        + " that are text, such as \"1,234\" in row 2",
                CategoricalColumn.of("y", "1", "1,234", "3", "4", "5"),
                Task.AUTO);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, -1",
        "Infinity, Infinity",
        "NaN, nothing",
    })
    void weightOutOfRangeIsRejected(double weight, String shown) {
        Table table = table(repeat(5, 0, 1)).with(NumericColumn.of("w", 1, 2, weight, 4, 5));
        assertThatThrownBy(() -> FittedTarget.of(table, Roles.target("y").withWeight("w")))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("weight \"w\" must be 0 or more and finite, got " + shown + " in row 3");
    }

    @Test
    void weightsThatAreAllZeroOrTextAreRejected() {
        Roles roles = Roles.target("y").withWeight("w");
        Table zero = table(repeat(5, 0, 1)).with(NumericColumn.of("w", 0, 0, 0, 0, 0));
        assertThatThrownBy(() -> FittedTarget.of(zero, roles))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("weight \"w\" is 0 in every row");
        Table text = table(repeat(5, 0, 1)).with(CategoricalColumn.of("w", "a", "b", "c", "d", "e"));
        assertThatThrownBy(() -> FittedTarget.of(text, roles))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("weight \"w\" must hold numbers, got text such as \"a\"");
    }

    private static final NumberCoding PLAIN =
            new NumberCoding("y", ColumnType.NUMERIC, false, 0, 1, 0, 1, Optional.empty());

    private static NumberCoding amounts(Column column, DoublePredicate allowed, String rule) {
        return PLAIN.ofAmounts(column, IntStream.range(0, column.size()).toArray(), allowed, rule);
    }

    @Test
    void countsAndAmountsAreDividedByTheirMean() {
        Column column = NumericColumn.of("y", 0, 1, 2, 3, 4);
        assertThat(amounts(column, value -> true, ""))
                .isEqualTo(new NumberCoding("y", column.type(), false, 0, 2, 0, 4, Optional.empty()));
        assertThatThrownBy(() -> amounts(NumericColumn.of("y", 1, -2), value -> true, "counts are 0 or more"))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("target \"y\" is -2 in row 2: counts are 0 or more");
        assertThatThrownBy(() -> amounts(NumericColumn.of("y", 1, 0), value -> value > 0, "needs amounts above 0"))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("target \"y\" is 0 in row 2: needs amounts above 0");
        assertThatThrownBy(() -> amounts(NumericColumn.of("y", 0, 0), value -> true, ""))
                .hasMessage("target \"y\" is 0 in every row: there is nothing to learn");
    }

    @Test
    void logarithmIsOfferedForPositiveAndSkewedNumbersOnly() {
        int[] rows = IntStream.range(0, 40).toArray();
        NumericColumn skewed = NumericColumn.of(
                "y", IntStream.of(rows).mapToDouble(i -> Math.exp(i / 5.0)).toArray());
        NumberCoding coding = PLAIN.ofLogarithm(skewed, rows).orElseThrow();
        assertThat(coding.logarithm()).isTrue();
        assertThat(coding.center()).isCloseTo(39 / 10.0, within(1e-12));
        for (int row : rows) {
            assertThat(coding.decode(coding.encode(skewed, row)))
                    .isCloseTo(skewed.value(row), within(1e-9 * skewed.value(row)));
        }
        assertThat(PLAIN.ofLogarithm(repeat(40, 1, 2, 3), rows)).isEmpty();
        double[] withZero = IntStream.of(rows).mapToDouble(skewed::value).toArray();
        withZero[7] = 0;
        assertThat(PLAIN.ofLogarithm(NumericColumn.of("y", withZero), rows)).isEmpty();
        assertThatThrownBy(() -> coding.encode(NumericColumn.of("y", 1, 0), 1))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage(
                        "target \"y\" is 0 in row 2: the model predicts its logarithm, as it was above 0 in training");
    }

    @Test
    void predictionStaysInTheRangeOfTheTrainingValues() {
        NumberCoding plain = new NumberCoding("y", ColumnType.NUMERIC, false, 5, 2, 1, 9, Optional.empty());
        assertThat(plain.decode(0.5)).isEqualTo(6);
        assertThat(plain.decode(-3)).isEqualTo(1);
        assertThat(plain.decode(1e300)).isEqualTo(9);
        NumberCoding logarithm = new NumberCoding("y", ColumnType.NUMERIC, true, 0, 1, 1, 9, Optional.empty());
        assertThat(logarithm.decode(1)).isEqualTo(Math.E);
        assertThat(logarithm.decode(1000)).isEqualTo(9);
        assertThatThrownBy(() -> new NumberCoding("y", ColumnType.NUMERIC, true, 0, 1, 0, 9, Optional.empty()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("the range must be finite and ascend, and be above 0 under a logarithm, got 0.0 to 9.0");
    }

    private static FittedTarget fit(Column target) {
        return fit(target, Task.AUTO);
    }

    private static FittedTarget fit(Column target, Task task) {
        return FittedTarget.of(table(target), Roles.target("y").withTask(task));
    }

    private static Table table(Column target) {
        return Table.of(
                NumericColumn.of(
                        "x", IntStream.range(0, target.size()).asDoubleStream().toArray()),
                target);
    }

    private static List<String> classes(FittedTarget target) {
        return ((ClassCoding) target.coding()).classes();
    }

    /** A column of {@code rows} rows that takes the values in turn. */
    private static NumericColumn repeat(int rows, double... values) {
        return NumericColumn.of(
                "y",
                IntStream.range(0, rows)
                        .mapToDouble(i -> values[i % values.length])
                        .toArray());
    }

    private static void assertFault(String message, Column target, Task task) {
        assertThatThrownBy(() -> fit(target, task))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage(message);
    }

    @Test
    void targetWhoseSquareOverflowsIsNamed() {
        Table table = Table.builder()
                .numeric("a", 1, 2, 3, 4, 5, 6)
                .numeric("y", 1.5, 2, 1e200, 4, 5, 6)
                .build();
        assertThatThrownBy(() -> Encoder.fit(table, Roles.target("y").withTask(Task.REGRESSION)))
                .isInstanceOf(DataException.class)
                .hasMessage("target \"y\" is 1E200 in row 3, beyond 1E100, where squared errors overflow: give it in"
                        + " a larger unit");
    }
}
