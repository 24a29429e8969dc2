package densa.table.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.DataException;
import densa.data.InputColumn;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.ColumnType;
import densa.table.NumericColumn;
import densa.table.Schema;
import densa.table.Table;
import densa.table.encode.ColumnReport.Use;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateCodingTest {

    private static final String[] DAYS = {"2024-03-05", "2024-02-29", "2023-12-31", "2019-01-01", "2024-03-04"};

    @ParameterizedTest
    @CsvSource({
        "iso_date, 2024-03-05, 2024-02-29, 2023-12-31",
        "iso_date_time, 2024-03-05 13:45, 2024-02-29T13:45:10, 2023-12-31 13:45:10.5",
        "iso_date_time_offset, 2024-03-05T13:45Z, 2024-02-29 13:45:10+01, 2023-12-31 13:45:10.5-05:00",
        "year_first, 2024/03/05, 2024/02/29, 2023/12/31",
        "year_first_time, 2024/03/05 13:45, 2024/02/29 13:45, 2023/12/31 13:46",
        "dotted, 05.03.2024, 29.02.2024, 31.12.2023",
        "dotted_time, 05.03.2024 13:45, 29.02.2024 13:45, 31.12.2023 13:45",
        "month_first, 3/5/2024, 2/29/2024, 12/3/2023",
        "month_first_time, 3/5/2024 1:45, 2/29/2024 13:45, 12/3/2023 13:45",
        "day_first, 5/3/2024, 29/2/2024, 3/12/2023",
        "day_first_time, 5/3/2024 1:45, 29/2/2024 13:45, 3/12/2023 13:45",
        "compact, 20240305, 20240229, 20231231",
        "time, 13:45, 13:46:10, 00:00",
    })
    void columnInOneFormatIsDates(String format, String a, String b, String c) {
        InputCoding coding = fit(a, b, c, a, b).codings().get(0);
        assertThat(coding).isInstanceOf(DateCoding.class);
        assertThat(((DateCoding) coding).format().id()).isEqualTo(format);
        assertThat(coding.source()).isEqualTo(ColumnType.CATEGORICAL);
    }

    @Test
    void reportNamesRangeAndParts() {
        assertThat(report(DAYS))
                .isEqualTo(new ColumnReport(
                        "when",
                        Use.DATE,
                        "2019-01-01 to 2024-03-05, as days, month, day of month, day of week, day of year"));
        assertThat(report("13:45", "08:00", "8:30", "23:59", "08:00").detail()).isEqualTo("08:00 to 23:59, as hour");
        assertThat(report("2024-01-01T10:00Z", "2024-01-01T10:00+01", "2024-01-01 11:00Z", "", "")
                        .detail())
                .isEqualTo("2024-01-01T10:00+01 to 2024-01-01 11:00Z, as days, hour, in UTC; 2 missing, taken as the"
                        + " median of each and marked by an input of their own");
    }

    @Test
    void partsThatAreTheSameEverywhereAreLeftOut() {
        DateCoding coding = coding("2021-06-01", "2022-06-01", "2023-06-01", "2025-06-01", "2026-06-01");
        assertThat(coding.parts())
                .extracting(DateCoding.Part::part)
                .containsExactly(DatePart.DAYS, DatePart.DAY_OF_WEEK);
        assertThat(coding.parts().get(1).coding().name()).isEqualTo("when (day of week)");
        assertThat(coding.inputs())
                .containsExactly(
                        InputColumn.NUMERIC,
                        new InputColumn.Piecewise(4),
                        InputColumn.NUMERIC,
                        new InputColumn.Piecewise(4));
    }

    @Test
    void partsAreEncodedAsNumbersAre() {
        double[] days = {19787, 19782, 19722, 17897, 19786};
        Encoder dates = fit(DAYS);
        Table numbers = table(NumericColumn.of("when", days));
        Encoder plain = Encoder.fit(numbers, Roles.target("kind"));
        for (int row = 0; row < days.length; row++) {
            assertThat(row(dates, table(CategoricalColumn.of("when", DAYS)), row)[0])
                    .isEqualTo(row(plain, numbers, row)[0]);
        }
    }

    @Test
    void missingDateIsTheMedianOfEachPartWithOneIndicator() {
        String[] values = {"2024-01-01", "2024-02-03", "", "2024-03-05", " "};
        Encoder encoder = fit(values);
        DateCoding coding = (DateCoding) encoder.codings().get(0);
        assertThat(coding.missingSeen()).isTrue();
        assertThat(coding.inputs()).hasSize(2 * coding.parts().size() + 1);
        Table table = table(CategoricalColumn.of("when", values));
        double[] missing = row(encoder, table, 2);
        assertThat(missing).isEqualTo(row(encoder, table, 4));
        assertThat(missing[2]).isEqualTo(1);
        assertThat(row(encoder, table, 0)[2]).isZero();
        assertThat(missing[0]).isEqualTo(row(encoder, table, 1)[0]);
        assertThat(missing[3]).isEqualTo(row(encoder, table, 1)[3]);
        assertThat(encoder.inputs(table).notes()).isEmpty();
    }

    @Test
    void missingDateThatTrainingDidNotHaveIsNoted() {
        Encoder encoder = fit(DAYS);
        assertThat(encoder.inputs(Table.of(CategoricalColumn.of("when", "2024-03-05", "")))
                        .notes())
                .extracting(InputNote::text)
                .containsExactly(
                        "column \"when\": 1 missing value taken as the median of each part, as training had" + " none");
        assertThat(encoder.inputs(Table.of(NumericColumn.of("when", Double.NaN)))
                        .notes())
                .hasSize(1);
    }

    @Test
    void datesOutsideOfTheRangeInTrainingAreCounted() {
        Encoder encoder = fit(DAYS);
        assertThat(encoder.inputs(Table.of(
                                CategoricalColumn.of("when", "2018-12-31", "2019-01-01", "2024-03-05", "2024-03-06")))
                        .notes())
                .extracting(InputNote::text)
                .containsExactly("column \"when\": 2 dates outside 2019-01-01 to 2024-03-05, the range in training");
        Encoder times = fit("13:45", "08:00", "8:30", "23:59", "08:00");
        assertThat(times.inputs(Table.of(CategoricalColumn.of("when", "00:01"))).notes())
                .isEmpty();
    }

    @Test
    void valuesInSeveralFormatsAreNoDates() {
        assertThat(report("2024-03-05", "05.03.2024", "2024-03-06", "2024-03-07", "2024-03-08")
                        .use())
                .isEqualTo(Use.CATEGORICAL);
        assertThat(report("13/12/2024", "12/13/2024", "1/1/2024", "1/2/2024", "1/3/2024")
                        .use())
                .isEqualTo(Use.CATEGORICAL);
        assertThat(report("2023-02-28", "2023-02-30", "2023-02-27", "2023-02-26", "2023-02-25")
                        .use())
                .isEqualTo(Use.CATEGORICAL);
    }

    @Test
    void fewDatesAreNames() {
        assertThat(report("2024-03-05", "2024-03-06", "2024-03-05", "", "2024-03-05")
                        .use())
                .isEqualTo(Use.CATEGORICAL);
        assertThat(report("2024-03-05T10:00Z", "2024-03-05T11:00+01", "2024-03-05T12:00+02", "", "")
                        .use())
                .isEqualTo(Use.CATEGORICAL);
    }

    @Test
    void datesForcedToBeNamesAreNamesAndForcedToBeNumbersAFault() {
        Table table = table(CategoricalColumn.of("when", DAYS));
        Roles roles = Roles.target("kind");
        assertThat(Encoder.fit(table, roles.withCategorical(List.of("when")))
                        .codings()
                        .get(0))
                .isInstanceOf(CategoricalCoding.class);
        assertThatThrownBy(() -> Encoder.fit(table, roles.withNumeric(List.of("when"))))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("column \"when\" must hold numbers, got \"2024-03-05\" in row 1");
    }

    @Test
    void orderOfMonthAndDayIsDecidedByTheValues() {
        assertThat(coding("1/2/2024", "1/3/2024", "1/4/2024", "13/4/2024", "1/4/2024")
                        .format())
                .isEqualTo(new DateFormat(DateNotation.DAY_FIRST, DateFormat.Clock.NONE));
        assertThat(report("1/2/2024", "1/3/2024", "1/4/2024", "4/13/2024", "1/4/2024")
                        .detail())
                .doesNotContain("month first");
        assertThat(report("1/2/2024", "1/3/2024", "1/4/2024", "4/12/2024", "1/4/2024")
                        .detail())
                .isEqualTo("1/2/2024 to 4/12/2024, as days, month, day of month, day of week, day of year; month first,"
                        + " as no value says otherwise");
    }

    @Test
    void rowsThatAreNotForTrainingDecideTheOrderToo() {
        Table table = table(CategoricalColumn.of("when", "1/2/2024", "1/3/2024", "1/4/2024", "2/4/2024", "13/4/2024"));
        Roles roles = Roles.target("kind");
        Encoder encoder = Encoder.fit(table, roles, FittedTarget.of(table, roles), new int[] {0, 1, 2, 3}, 0);
        assertThat(((DateCoding) encoder.codings().get(0)).format())
                .isEqualTo(new DateFormat(DateNotation.DAY_FIRST, DateFormat.Clock.NONE));
        assertThat(encoder.describe().get(0).detail())
                .startsWith("1/2/2024 to 2/4/2024")
                .doesNotContain("first");
    }

    @Test
    void valueThatIsNoDateIsNamed() {
        Encoder encoder = fit(DAYS);
        Table wrong = Table.of(CategoricalColumn.of("when", "2024-03-05", "", "5th of May"));
        assertThatThrownBy(() -> encoder.inputs(wrong))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("column \"when\" must be a date like 2024-03-05, got \"5th of May\" in row 3");
        // A level that is in no row does not matter.
        assertThat(encoder.inputs(wrong.select(new int[] {0, 1})).rows()).isEqualTo(2);
        assertFault("column \"when\" must be a date like 2024-03-05, got \"2024-02-30\"", encoder, "2024-02-30");
        assertFault(
                "column \"when\" must be a date like 2024-03-05, got a value of type java.time.LocalTime",
                encoder,
                LocalTime.NOON);
        assertFault(
                "column \"when\" must be a time like 13:45, got a value of type java.time.LocalDate",
                fit("10:00", "11:00", "12:00", "13:00", "14:00"),
                LocalDate.EPOCH);
    }

    private static String[] days(int count, Function<LocalDate, String> written) {
        return IntStream.range(0, count)
                .mapToObj(day -> written.apply(LocalDate.of(2024, 3, 1).plusDays(day)))
                .toArray(String[]::new);
    }

    @Test
    void yearsThatAreNotWrittenWithFourDigitsAreNamed() {
        double[] moments = IntStream.range(0, 30)
                .mapToDouble(day -> 86_400_000.0 * (19_000 + day) + 12_345)
                .toArray();
        List<Encoder> encoders = List.of(
                fit(DAYS),
                fit(days(20, day -> day + " 10:30")),
                fit(days(20, day -> day + "T10:30:00Z")),
                fit(days(20, day -> day.toString().replace("-", ""))),
                fit(days(20, day -> day.getMonthValue() + "/" + day.getDayOfMonth() + "/" + day.getYear())),
                fit(days(20, day -> day.getDayOfMonth() + " March " + day.getYear())),
                Encoder.fit(table(NumericColumn.of("when", moments)).without("x"), Roles.target("kind")));
        for (Encoder encoder : encoders) {
            DateFormat format = ((DateCoding) encoder.codings().get(0)).format();
            List<Object> far = List.of(
                    LocalDate.of(10_000, 1, 1),
                    LocalDate.of(0, 1, 1),
                    LocalDate.MAX,
                    LocalDate.MIN,
                    LocalDateTime.MAX,
                    LocalDateTime.MIN,
                    Instant.parse("+10000-02-01T00:00:00Z"),
                    Instant.MAX,
                    Instant.MIN,
                    OffsetDateTime.MAX,
                    OffsetDateTime.MIN,
                    ZonedDateTime.of(LocalDateTime.MAX, ZoneOffset.MIN),
                    new Date(Long.MAX_VALUE),
                    new Date(Long.MIN_VALUE),
                    new java.sql.Date(Long.MAX_VALUE),
                    new java.sql.Timestamp(Long.MIN_VALUE));
            for (Object value : far) {
                assertThatThrownBy(() -> encoder.row(Map.of("when", value)))
                        .as("%s in %s", value, format.id())
                        .isExactlyInstanceOf(DataException.class)
                        .hasMessageMatching("column \"when\" must be a date like .*, got \".*\": "
                                + "(its year must be 1 to 9999|there is no such date in UTC)");
            }
            for (Object value : List.of(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31))) {
                assertThat(encoder.row(Map.of("when", value)).rows()).isEqualTo(1);
            }
        }
        assertFault(
                "column \"when\" must be a date like 2024-03-05, got \"+10000-01-01\": its year must be 1 to 9999",
                fit(DAYS),
                LocalDate.of(10_000, 1, 1));
    }

    @Test
    void fewValuesThatAreNoDatesAreMissingAndReported() {
        String[] values = days(20);
        values[7] = "soon";
        Encoder encoder = fit(values);
        assertThat(encoder.describe().get(0).detail())
                .endsWith("; 1 missing, taken as the median of each and marked by an input of their own; 1 value is no"
                        + " date: \"soon\" in row 8");
        Table table = table(CategoricalColumn.of("when", values));
        String[] blank = values.clone();
        blank[7] = "";
        assertThat(row(encoder, table, 7)).isEqualTo(row(encoder, table(CategoricalColumn.of("when", blank)), 7));
        assertThat(encoder.inputs(table).notes())
                .extracting(InputNote::text)
                .containsExactly("column \"when\": 1 value that is no date, taken as missing");
    }

    @Test
    void whatKeepsAColumnFromBeingDatesIsReported() {
        String[] values = days(20);
        for (int row = 0; row < 5; row++) {
            values[row] = "soon";
        }
        assertThat(report(values))
                .isEqualTo(new ColumnReport(
                        "when",
                        Use.CATEGORICAL,
                        "16 levels; no dates, because of 5 values: \"soon\" in rows 1, 2, 3, ..."));
        String[] mixed = days(20);
        mixed[3] = "05.03.2024";
        assertThat(report(mixed).detail())
                .endsWith("no dates, because they are written in several ways, such as \"2024-01-01\" and"
                        + " \"05.03.2024\"");
    }

    private static String[] days(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> LocalDate.of(2024, 1, 1 + i).toString())
                .toArray(String[]::new);
    }

    @Test
    void dateAloneIsThatDayAtMidnightAndTheOtherWayRound() {
        Encoder mixed = fit("2024-03-05", "2024-03-05 12:00:00", "2024-03-06", "2024-03-06 18:00:00", "2024-03-07");
        assertThat(read(mixed, "2024-03-06")).isEqualTo(read(mixed, "2024-03-06 00:00:00"));
        Encoder days = fit(DAYS);
        assertThat(read(days, "2024-03-05 00:00:00")).isEqualTo(read(days, "2024-03-05"));
        assertThat(read(days, "2024-03-05 17:00")).isEqualTo(read(days, "2024-03-05"));
    }

    @Test
    void textThatSaysThatADateIsMissingIsMissing() {
        Encoder encoder = fit(DAYS);
        assertThat(read(encoder, "n/a")).isEqualTo(read(encoder, ""));
        assertThat(encoder.inputs(Table.of(CategoricalColumn.of("when", "2024-03-05", "-")))
                        .notes())
                .extracting(InputNote::kind)
                .containsExactly(InputNote.Kind.FOREIGN_TEXT, InputNote.Kind.MISSING);
    }

    @ParameterizedTest
    @CsvSource({
        "compact, 20240305, 20240229, 20231231",
        "epoch_seconds, 1709646300, 1709214300, 1704030300",
        "epoch_milliseconds, 1709646300000, 1709214300000, 1704030300000",
    })
    void numbersThatAreDatesAreDates(String format, long a, long b, long c) {
        long[] three = {a, b, c};
        // More moments, and the same three days.
        double[] values = IntStream.range(0, 30)
                .mapToDouble(i -> three[i % 3] + (a > 1e9 ? i : 0))
                .toArray();
        Encoder encoder = Encoder.fit(table(NumericColumn.of("when", values)).without("x"), Roles.target("kind"));
        DateCoding coding = (DateCoding) encoder.codings().get(0);
        assertThat(coding.format().id()).isEqualTo(format);
        assertThat(coding.source()).isEqualTo(ColumnType.NUMERIC);
        double[] expected = read(encoder, LocalDateTime.of(2024, 3, 5, 13, 45));
        assertThat(read(encoder, a)).isEqualTo(expected);
        assertThat(read(encoder, String.valueOf(a))).isEqualTo(expected);
        assertThat(row(encoder, Table.of(NumericColumn.of("when", a)), 0)).isEqualTo(expected);
    }

    @Test
    void numbersOfWhichOneIsNoDateAreNumbers() {
        double[] days = {20240305, 20240229, 20231231, 20240299, 20240101};
        Encoder encoder = Encoder.fit(table(NumericColumn.of("when", days)), Roles.target("kind"));
        assertThat(encoder.codings().get(0)).isInstanceOf(NumericCoding.class);
        double[] prices = IntStream.range(0, 30).mapToDouble(i -> 1e9 + 1e8 * i).toArray();
        assertThat(Encoder.fit(table(NumericColumn.of("when", prices)), Roles.target("kind"))
                        .codings()
                        .get(0))
                .isInstanceOf(NumericCoding.class);
    }

    @Test
    void rowTakesWhatProgramsHaveForDates() {
        Encoder days = fit(DAYS);
        double[] expected = read(days, "2024-03-05");
        assertThat(read(days, LocalDate.of(2024, 3, 5))).isEqualTo(expected);
        assertThat(read(days, LocalDateTime.of(2024, 3, 5, 13, 45))).isEqualTo(expected);
        assertThat(read(days, Instant.parse("2024-03-05T23:00:00Z"))).isEqualTo(expected);
        assertThat(read(days, java.sql.Date.valueOf("2024-03-05"))).isEqualTo(expected);
        assertThat(read(days, Timestamp.valueOf("2024-03-05 00:00:00"))).isEqualTo(expected);
        assertThat(read(days, new Date(Timestamp.valueOf("2024-03-05 10:00:00").getTime())))
                .isEqualTo(expected);
        assertThat(read(days, OffsetDateTime.parse("2024-03-05T00:30+01:00"))).isEqualTo(expected);

        Encoder times = fit("2024-03-05 13:45", "2024-03-06 10:00", "2024-03-07 11:00", "2024-03-05 13:45", "");
        expected = read(times, "2024-03-05T13:45:00");
        assertThat(read(times, LocalDateTime.of(2024, 3, 5, 13, 45))).isEqualTo(expected);
        assertThat(read(times, Timestamp.valueOf("2024-03-05 13:45:00"))).isEqualTo(expected);
        assertThat(read(times, LocalDate.of(2024, 3, 5))).isEqualTo(read(times, "2024-03-05 00:00"));
        assertThat(read(times, null)).isEqualTo(read(times, "")).isEqualTo(read(times, " "));

        Encoder moments = fit("2024-03-05T13:45Z", "2024-03-06T10:00Z", "2024-03-07T11:00Z", "2024-03-05T13:45Z", "");
        expected = read(moments, "2024-03-05T14:45+01:00");
        Instant instant = Instant.parse("2024-03-05T13:45:00Z");
        assertThat(read(moments, instant)).isEqualTo(expected);
        assertThat(read(moments, Date.from(instant))).isEqualTo(expected);
        assertThat(read(moments, Timestamp.from(instant))).isEqualTo(expected);
        assertThat(read(moments, OffsetDateTime.parse("2024-03-05T15:45+02:00")))
                .isEqualTo(expected);
        assertThat(read(moments, ZonedDateTime.parse("2024-03-05T14:45+01:00[Europe/Berlin]")))
                .isEqualTo(expected);

        Encoder clock = fit("10:00", "11:00", "12:00", "13:45", "14:00");
        expected = read(clock, "13:45");
        assertThat(read(clock, LocalTime.of(13, 45))).isEqualTo(expected);
        assertThat(read(clock, java.sql.Time.valueOf("13:45:00"))).isEqualTo(expected);
        assertThat(read(clock, LocalDateTime.of(2024, 3, 5, 13, 45))).isEqualTo(expected);

        Encoder compact = fit("20240305", "20240306", "20240307", "20240308", "20240309");
        assertThat(read(compact, 20240307)).isEqualTo(read(compact, LocalDate.of(2024, 3, 7)));
        assertThat(compact.inputs(Table.of(NumericColumn.of("when", 20240307))).rows())
                .isEqualTo(1);
    }

    @Test
    void datesAreReadAsText() {
        assertThat(fit(DAYS).inputSchema()).isEqualTo(Schema.of(new Schema.Field("when", ColumnType.CATEGORICAL)));
    }

    @Test
    void codingChecksItsParts() {
        NumericCoding plain =
                new NumericCoding("x", ColumnType.CATEGORICAL, 0, 1, Bins.NONE, false, -9, 9, Optional.empty());
        DateCoding.Part days = new DateCoding.Part(DatePart.DAYS, plain);
        DateFormat iso = DateFormat.ISO_DATE;
        assertRejected("a date must have at least one part, got none", iso, false, List.of());
        assertRejected("the parts of a date must be distinct, got [days, days]", iso, false, List.of(days, days));
        assertRejected(
                "dates of the format time have no part days",
                new DateFormat(DateNotation.TIME, DateFormat.Clock.LOCAL),
                false,
                List.of(days));
        assertRejected(
                "the first part of a date must say whether values were missing, and no other one",
                iso,
                true,
                List.of(days));
    }

    private static void assertRejected(
            String message, DateFormat format, boolean missing, List<DateCoding.Part> parts) {
        assertThatThrownBy(() -> new DateCoding("when", ColumnType.CATEGORICAL, format, missing, parts))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Table table(Column column) {
        int[] rows = IntStream.range(0, column.size()).toArray();
        return Table.of(
                column,
                NumericColumn.of("x", IntStream.of(rows).mapToDouble(i -> i % 3).toArray()),
                CategoricalColumn.of(
                        "kind", IntStream.of(rows).mapToObj(i -> "k" + i % 2).toArray(String[]::new)));
    }

    private static Encoder fit(String... values) {
        return Encoder.fit(table(CategoricalColumn.of("when", values)).without("x"), Roles.target("kind"));
    }

    private static DateCoding coding(String... values) {
        return (DateCoding) fit(values).codings().get(0);
    }

    private static ColumnReport report(String... values) {
        return fit(values).describe().get(0);
    }

    private static double[] read(Encoder encoder, Object value) {
        Map<String, Object> row = new java.util.HashMap<>();
        row.put("when", value);
        return row(encoder, encoder.row(row), 0);
    }

    private static double[] row(Encoder encoder, Table table, int row) {
        EncodedTable encoded = encoder.inputs(table);
        double[] values = new double[encoded.width()];
        encoded.read(row, values, 0);
        return values;
    }

    private static void assertFault(String message, Encoder encoder, Object value) {
        assertThatThrownBy(() -> encoder.row(Map.of("when", value)))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage(message);
    }
}
