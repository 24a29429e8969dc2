package densa.table.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import densa.data.DataException;
import densa.data.Dataset;
import densa.data.InputColumn;
import densa.data.Precision;
import densa.internal.Statistics;
import densa.table.CategoricalColumn;
import densa.table.ColumnType;
import densa.table.NumericColumn;
import densa.table.Schema;
import densa.table.Table;
import densa.table.encode.ColumnReport.Use;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EncoderTest {

    private static final double NONE = Double.NaN;

    private static final Table TABLE = Table.builder()
            .numeric("length", 1, 2, NONE, 4, 5, Double.POSITIVE_INFINITY)
            .categorical("colour", "red", "blue", "", "red", "blue", "green")
            .numeric("width", 10, 20, 30, 40, 50, 60)
            .categorical("kind", "b", "a", "b", "a", "b", "a")
            .build();

    @Test
    void numberIsScaledByMedianAndQuartilesOfItsFiniteValues() {
        Dataset data = encode(TABLE);
        double z = (1 - 3) / (4.25 - 1.75);
        double scaled = z / Math.sqrt(1 + z * z / 9);
        assertThat(data.input(0, 0)).isCloseTo(scaled, within(1e-15));
        assertThat(data.input(4, 0)).isCloseTo(-scaled, within(1e-15));
    }

    @Test
    void numberHasItsPositionAmongTheBins() {
        Dataset data = encode(TABLE);
        assertThat(column(data, 1)).containsExactly(0, 1, 1.5, 2, 3, 1.5);
        assertThat(column(data, 5)).containsExactly(0, 1, 2, 3, 4, 5);
        Roles roles = Roles.target("kind");
        FittedTarget target = FittedTarget.of(TABLE, roles);
        Encoder without = Encoder.fit(TABLE, roles, target, target.rows(), 0);
        assertThat(without.inputs()).doesNotHaveAnyElementsOfTypes(InputColumn.Piecewise.class);
        assertThatThrownBy(() -> Encoder.fit(TABLE, roles, target, target.rows(), 1025))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("bins must be 0 to 1024, got 1025");
    }

    @Test
    void missingAndInfiniteNumberIsTheMedianWithAnIndicator() {
        Dataset data = encode(TABLE);
        assertThat(data.input(2, 0)).isZero();
        assertThat(data.input(5, 0)).isZero();
        assertThat(column(data, 2)).containsExactly(0, 0, 1, 0, 0, 1);
    }

    @Test
    void nameIsTheIndexOfItsSortedLevelAndMissingComesLast() {
        Encoder encoder = Encoder.fit(TABLE, Roles.target("kind"));
        assertThat(encoder.inputs())
                .containsExactly(
                        InputColumn.NUMERIC,
                        new InputColumn.Piecewise(3),
                        InputColumn.NUMERIC,
                        new InputColumn.OneHot(4),
                        InputColumn.NUMERIC,
                        new InputColumn.Piecewise(5));
        assertThat(column(encode(TABLE), 3)).containsExactly(2, 0, 3, 2, 0, 1);
    }

    @Test
    void numberWithoutMissingValueHasNoIndicator() {
        Dataset data = encode(TABLE);
        assertThat(data.inputs()).hasSize(6);
        assertThat(data.input(0, 4)).isCloseTo(-data.input(5, 4), within(1e-15)).isNegative();
    }

    @Test
    void reportSaysWhatEachColumnWasTakenFor() {
        assertThat(Encoder.fit(TABLE, Roles.target("kind")).describe())
                .containsExactly(
                        new ColumnReport(
                                "length",
                                Use.NUMERIC,
                                "1 to 5, median 3, in 3 bins; 2 missing (1 of them infinite), taken as the median 3 and"
                                        + " marked by an input of their own"),
                        new ColumnReport("colour", Use.CATEGORICAL, "3 levels; 1 missing, a level of their own"),
                        new ColumnReport("width", Use.NUMERIC, "10 to 60, median 35, in 5 bins"),
                        new ColumnReport("kind", Use.TARGET, "2 classes, because it holds text"));
    }

    @Test
    void columnsWithoutInformationAreSetAside() {
        Table table = Table.builder()
                .numeric("constant", 7, 7, 7, 7, 7, 7)
                .numeric("empty", NONE, NONE, NONE, NONE, NONE, NONE)
                .numeric("endless", NONE, Double.NEGATIVE_INFINITY, NONE, NONE, NONE, NONE)
                .categorical("same", "x", "x", "x", "x", "x", "x")
                .categorical("blank", "", "", "", "", "", "")
                .numeric("useful", 1, 2, 3, 4, 5, 6)
                .categorical("kind", "b", "a", "b", "a", "b", "a")
                .build();
        Encoder encoder = Encoder.fit(table, Roles.target("kind"));
        assertThat(encoder.inputSchema().names()).containsExactly("useful");
        assertThat(encoder.describe())
                .filteredOn(report -> report.use() == Use.SET_ASIDE)
                .containsExactly(
                        new ColumnReport("constant", Use.SET_ASIDE, "the single value 7 in every training row"),
                        new ColumnReport("empty", Use.SET_ASIDE, "no value in any training row"),
                        new ColumnReport("endless", Use.SET_ASIDE, "no value in any training row"),
                        new ColumnReport("same", Use.SET_ASIDE, "the single value \"x\" in every training row"),
                        new ColumnReport("blank", Use.SET_ASIDE, "no value in any training row"));
    }

    @Test
    void columnsOfOneValueAndMissingOnesSayWhichAreMissing() {
        Table table = Table.builder()
                .numeric("seen", 7, NONE, 7, 7, NONE, 7)
                .categorical("named", "x", "", "x", "x", "", "x")
                .categorical("kind", "b", "a", "b", "a", "b", "a")
                .build();
        Dataset data = Encoder.fit(table, Roles.target("kind")).encode(table, Precision.FLOAT64);
        assertThat(data.inputs()).containsExactly(InputColumn.NUMERIC, new InputColumn.OneHot(2));
        assertThat(column(data, 0)).containsExactly(0, 1, 0, 0, 1, 0);
        assertThat(column(data, 1)).containsExactly(0, 1, 0, 0, 1, 0);
    }

    @Test
    void tableWithoutUsableColumnIsRejected() {
        Table table = Table.builder()
                .numeric("constant", 7, 7, 7, 7, 7)
                .categorical("kind", "b", "a", "b", "a", "b")
                .build();
        assertFault(
                "the table has no column to learn from: \"constant\" has the single value 7 in every training row",
                table,
                Roles.target("kind"));
        assertFault(
                "the table has no column to learn from beside the target",
                table.without("constant"),
                Roles.target("kind"));
    }

    @Test
    void columnsWithRolesAreNoInputs() {
        Table table = TABLE.with(NumericColumn.of("weight", 1, 2, 3, 4, 5, 6));
        Roles roles = Roles.target("kind")
                .withWeight("weight")
                .withIds(List.of("length"))
                .withIgnored(List.of("colour"));
        Encoder encoder = Encoder.fit(table, roles);
        assertThat(encoder.inputSchema()).isEqualTo(Schema.of(new Schema.Field("width", ColumnType.NUMERIC)));
        assertThat(encoder.describe())
                .extracting(ColumnReport::use)
                .containsExactly(Use.ID, Use.IGNORED, Use.NUMERIC, Use.TARGET, Use.WEIGHT);
        assertThat(encoder.encode(table, Precision.FLOAT64).weight(2)).isEqualTo(3);
    }

    @Test
    void columnCannotHaveTwoRoles() {
        assertThatThrownBy(() -> Roles.target("kind").withIds(List.of("kind")))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("column \"kind\" cannot be both the target and an id");
    }

    @Test
    void roleOfAnAbsentColumnOffersTheNearest() {
        assertFault(
                "column \"colur\" is not in the table; did you mean \"colour\"? (columns: length, colour, width, kind)",
                TABLE,
                Roles.target("kind").withCategorical(List.of("colur")));
    }

    @Test
    void numbersForcedToBeNamesAreLevels() {
        Encoder encoder = Encoder.fit(TABLE, Roles.target("kind").withCategorical(List.of("width")));
        assertThat(encoder.codings().get(2))
                .isEqualTo(new CategoricalCoding(
                        "width", ColumnType.NUMERIC, List.of("10", "20", "30", "40", "50", "60"), false, false));
        EncodedTable numbers = encoder.inputs(TABLE.select(new int[] {3}));
        EncodedTable texts = encoder.inputs(TABLE.select(new int[] {3}).with(CategoricalColumn.of("width", "40")));
        assertThat(row(numbers, 0)).isEqualTo(row(texts, 0));
        assertThat(row(numbers, 0)[4]).isEqualTo(3);
    }

    @Test
    void textsForcedToBeNumbersAreRead() {
        Table table = TABLE.with(CategoricalColumn.of("width", "10", " 2e1", "30.0", "+40", "", "60"));
        Encoder encoder = Encoder.fit(table, Roles.target("kind").withNumeric(List.of("width")));
        assertThat(((NumericCoding) encoder.codings().get(2)).median()).isEqualTo(30);
        assertFault(
                "column \"colour\" must hold numbers, got \"red\" in row 1",
                TABLE,
                Roles.target("kind").withNumeric(List.of("colour")));
    }

    @Test
    void textThatIsDifferentInMostRowsIsSetAsideUnlessForced() {
        int rows = 200;
        String[] names =
                IntStream.range(0, rows).mapToObj(i -> "name " + i * 3 / 4).toArray(String[]::new);
        Table table = Table.builder()
                .categorical("name", names)
                .numeric("x", IntStream.range(0, rows).mapToDouble(i -> i % 9).toArray())
                .categorical(
                        "kind",
                        IntStream.range(0, rows).mapToObj(i -> "k" + i % 2).toArray(String[]::new))
                .build();
        assertThat(Encoder.fit(table, Roles.target("kind")).describe().get(0))
                .isEqualTo(new ColumnReport(
                        "name",
                        Use.SET_ASIDE,
                        "150 different values in 200 rows, an identifier; name it categorical to use it"));
        assertThat(Encoder.fit(table, Roles.target("kind").withCategorical(List.of("name")))
                        .describe()
                        .get(0))
                .isEqualTo(new ColumnReport("name", Use.CATEGORICAL, "150 levels, the 50 most frequent on their own"));
    }

    @Test
    void rarestOfTenThousandLevelsShareOneInput() {
        int rows = 60_000;
        String[] cities = new String[rows];
        for (int i = 0; i < rows; i++) {
            cities[i] = i < 20_000 ? "big " + i % 200 : "small " + i % 9_800;
        }
        Table table = Table.builder()
                .categorical("city", cities)
                .categorical(
                        "kind",
                        IntStream.range(0, rows).mapToObj(i -> "k" + i % 2).toArray(String[]::new))
                .build();
        Encoder encoder = Encoder.fit(table, Roles.target("kind"));
        Dataset data = encoder.encode(table, Precision.FLOAT32);
        assertThat(encoder.inputs()).containsExactly(new InputColumn.OneHot(2049));
        assertThat(encoder.describe().get(0).detail()).isEqualTo("10000 levels, the 2048 most frequent on their own");
        assertThat(data.input(0, 0)).isBetween(0.0, 2047.0);
        assertThat(data.input(29_399, 0))
                .as("small 9799, the last of as many rows")
                .isEqualTo(2048);
        assertThat(row(encoder.inputs(Table.of(CategoricalColumn.of("city", "never seen"))), 0))
                .containsExactly(2048);
    }

    @Test
    void levelsOfOneRowAreRareInAColumnOfManyLevels() {
        String[] names = IntStream.range(0, 300)
                .mapToObj(i -> i < 290 ? "often " + i % 100 : "once " + i)
                .toArray(String[]::new);
        Encoder encoder = Encoder.fit(
                Table.builder()
                        .categorical("name", names)
                        .numeric("y", IntStream.range(0, 300).asDoubleStream().toArray())
                        .build(),
                Roles.target("y"));
        assertThat(encoder.inputs()).containsExactly(new InputColumn.OneHot(101));
        assertThat(encoder.describe().get(0).detail()).isEqualTo("110 levels, the 100 most frequent on their own");
        assertThat(row(encoder.inputs(Table.of(CategoricalColumn.of("name", "once 299", "new"))), 1))
                .containsExactly(100);
    }

    @Test
    void levelsAndMissingValuesThatTrainingDidNotHaveAreAllZerosAndCounted() {
        Encoder encoder = Encoder.fit(
                TABLE.with(CategoricalColumn.of("colour", "red", "blue", "red", "red", "blue", "green")),
                Roles.target("kind"));
        Table strange = Table.builder()
                .numeric("length", 1, 1, 1, 1, 1, 1)
                .categorical("colour", "red", "pink", "", "pink", "grey", "rosé\n")
                .numeric("width", NONE, 1, Double.POSITIVE_INFINITY, 1, 1, 1)
                .build();
        EncodedTable encoded = encoder.inputs(strange);
        assertThat(IntStream.range(0, 6).mapToDouble(i -> row(encoded, i)[3]).toArray())
                .containsExactly(2, -1, -1, -1, -1, -1);
        assertThat(encoded.notes().stream()
                        .map(note -> note.column() + " " + note.kind().id() + " " + note.rows()))
                .containsExactly(
                        "colour unknown_level 4",
                        "colour missing 1",
                        "width out_of_range 4",
                        "width infinite 1",
                        "width missing 1");
        assertThat(encoded.notes())
                .extracting(InputNote::text)
                .containsExactly(
                        "column \"colour\": 4 values that training did not have, taken as unknown (\"pink\", \"grey\","
                                + " \"rosé\\n\")",
                        "column \"colour\": 1 missing value taken as unknown, as training had none",
                        "column \"width\": 4 values outside 10 to 60, the range in training",
                        "column \"width\": 1 infinite value taken as missing",
                        "column \"width\": 1 missing value taken as the median 35, as training had none");
        assertThat(row(encoded, 0)[4]).isEqualTo(row(encoded, 2)[4]).isZero();
        assertThat(row(encoded, 0)[5]).isEqualTo(row(encoded, 2)[5]).isEqualTo(2.5);
    }

    @Test
    void extremeNumbersStayFinite() {
        Table table = TABLE.with(NumericColumn.of(
                "width", Double.MAX_VALUE, -Double.MAX_VALUE, 0, Double.MIN_VALUE, Double.MAX_VALUE, 1));
        Dataset data = Encoder.fit(table, Roles.target("kind")).encode(table, Precision.FLOAT32);
        for (double z : column(data, 4)) {
            assertThat(z).isBetween(-3.0, 3.0);
        }
        for (double position : column(data, 5)) {
            assertThat(position).isBetween(0.0, 4.0);
        }
        Table far = TABLE.with(NumericColumn.of("width", 1e300, -1e300, 35, 35, 35, 35));
        assertThat(row(Encoder.fit(TABLE, Roles.target("kind")).inputs(far), 0)[4])
                .isEqualTo(3);
        assertThat(row(Encoder.fit(TABLE, Roles.target("kind")).inputs(far), 1)[4])
                .isEqualTo(-3);
    }

    @Test
    void columnsAreFoundByNameWhateverTheirOrderAndOthersAreIgnored() {
        Encoder encoder = Encoder.fit(TABLE, Roles.target("kind"));
        Table turned = Table.of(
                NumericColumn.of("extra", 1, 2, 3, 4, 5, 6),
                TABLE.column("width"),
                TABLE.column("colour"),
                TABLE.column("length"));
        for (int row = 0; row < 6; row++) {
            assertThat(row(encoder.inputs(turned), row)).isEqualTo(row(encoder.inputs(TABLE), row));
        }
    }

    @Test
    void neededColumnThatIsNotThereIsNamed() {
        Encoder encoder = Encoder.fit(TABLE, Roles.target("kind"));
        Table other = Table.of(TABLE.column("width"), TABLE.column("colour").renamed("color"), TABLE.column("length"));
        assertThatThrownBy(() -> encoder.inputs(other))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("column \"colour\" is not in the table; did you mean \"color\"? (columns: width, color,"
                        + " length)");
    }

    @Test
    void textInPlaceOfANumberIsReadOrNamed() {
        Encoder encoder = Encoder.fit(TABLE, Roles.target("kind"));
        Table texts = TABLE.with(CategoricalColumn.of("width", "10", "20", "", "40", "50", "60"));
        assertThat(row(encoder.inputs(texts), 0)).isEqualTo(row(encoder.inputs(TABLE), 0));
        Table wrong = TABLE.with(CategoricalColumn.of("width", "10", "20", "", "4O", "50", "60"));
        assertThatThrownBy(() -> encoder.inputs(wrong))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("column \"width\" must hold numbers, got \"4O\" in row 4");
    }

    @Test
    void encoderLearnsFromTheGivenRowsOnly() {
        Roles roles = Roles.target("kind");
        Encoder encoder = Encoder.fit(TABLE, roles, FittedTarget.of(TABLE, roles), new int[] {0, 1, 3, 4}, 64);
        NumericCoding width = (NumericCoding) encoder.codings().get(2);
        assertThat(width.median()).isEqualTo(30);
        assertThat(encoder.codings().get(1).missingSeen()).isFalse();
        assertThat(((CategoricalCoding) encoder.codings().get(1)).levels()).containsExactly("blue", "red");
    }

    @Test
    void quantilesAndMomentsAgreeWithTheirDefinition() {
        Random random = new Random(3);
        for (int size : new int[] {1, 2, 3, 13, 17, 18, 207, 1000, 4098}) {
            double[] values =
                    random.ints(size, 0, Math.max(2, size / 3)).asDoubleStream().toArray();
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double mean = Arrays.stream(values).average().orElseThrow();
            double variance = Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow();
            Statistics.Moments moments = Statistics.moments(values);
            assertThat(moments.mean()).isCloseTo(mean, within(1e-12 * size));
            assertThat(moments.deviation()).isCloseTo(Math.sqrt(variance), within(1e-12 * size));
            assertThat(Statistics.quantile(sorted, 0.5)).isEqualTo((sorted[(size - 1) / 2] + sorted[size / 2]) / 2);
            assertThat(Statistics.quantile(sorted, 0)).isEqualTo(sorted[0]);
            assertThat(Statistics.quantile(sorted, 1)).isEqualTo(sorted[size - 1]);
        }
    }

    @Test
    void quartilesBetweenEqualValuesAreThatValueSoThatHalfTheRangeIsTheScale() {
        double[] mostlyEqual = new double[42];
        Arrays.fill(mostlyEqual, 0.1);
        mostlyEqual[3] = 0.7;
        mostlyEqual[4] = 0.0;
        String[] kinds = IntStream.range(0, 42).mapToObj(i -> "k" + i % 2).toArray(String[]::new);
        Table table = Table.builder()
                .numeric("x", mostlyEqual)
                .categorical("kind", kinds)
                .build();
        NumericCoding coding = (NumericCoding)
                Encoder.fit(table, Roles.target("kind")).codings().get(0);
        assertThat(coding.scale()).isEqualTo(0.35);
        mostlyEqual[3] = Double.NaN;
        mostlyEqual[4] = Double.NaN;
        Table constant = table.with(NumericColumn.of("x", mostlyEqual));
        assertThat(Encoder.fit(constant, Roles.target("kind")).inputs()).containsExactly(InputColumn.NUMERIC);
    }

    @Test
    void theLeastNumbersOfAllAreEncodedAsFiniteNumbers() {
        Table table = TABLE.with(
                NumericColumn.of("width", 0, 0, Double.MIN_VALUE, 0, -Double.MIN_VALUE, 2 * Double.MIN_VALUE));
        Dataset data = Encoder.fit(table, Roles.target("kind")).encode(table, Precision.FLOAT64);
        assertThat(column(data, 4)).doesNotContain(Double.NaN);
        assertThat(column(data, 5)).containsExactly(1, 1, 2, 1, 0, 3);
    }

    private static Dataset encode(Table table) {
        return Encoder.fit(table, Roles.target("kind")).encode(table, Precision.FLOAT64);
    }

    private static double[] column(Dataset data, int column) {
        return IntStream.range(0, data.rows())
                .mapToDouble(row -> data.input(row, column))
                .toArray();
    }

    private static double[] row(EncodedTable table, int row) {
        double[] values = new double[table.width()];
        table.read(row, values, 0);
        return values;
    }

    private static void assertFault(String message, Table table, Roles roles) {
        assertThatThrownBy(() -> Encoder.fit(table, roles))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage(message);
    }
}
