package densa.table.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateFormatTest {

    @ParameterizedTest
    @CsvSource({
        "iso_date, 2024-03-05, 2024-03-05T00:00",
        "iso_date, 2024-02-29, 2024-02-29T00:00",
        "iso_date, '  2024-03-05 ', 2024-03-05T00:00",
        "iso_date, 0001-01-01, 0001-01-01T00:00",
        "iso_date_time, 2024-03-05T13:45, 2024-03-05T13:45",
        "iso_date_time, 2024-03-05 13:45:10, 2024-03-05T13:45:10",
        "iso_date_time, 2024-03-05 8:05, 2024-03-05T08:05",
        "iso_date_time, 2024-03-05T13:45:10.25, 2024-03-05T13:45:10.25",
        "iso_date_time, 2024-03-05T13:45:10.123456789, 2024-03-05T13:45:10.123456789",
        "iso_date_time_offset, 2024-03-05T13:45:10Z, 2024-03-05T13:45:10",
        "iso_date_time_offset, 2024-03-05T00:45+01:00, 2024-03-04T23:45",
        "iso_date_time_offset, 2024-03-05 13:45:10.5-0330, 2024-03-05T17:15:10.5",
        "iso_date_time_offset, 2024-03-05 13:45:10+01, 2024-03-05T12:45:10",
        "iso_date_time_offset, 2024-03-05T13:45:10-03:30, 2024-03-05T17:15:10",
        "iso_date_time_offset, 2024-03-05 13:45:10 +01:00, 2024-03-05T12:45:10",
        "year_first, 2024/03/05, 2024-03-05T00:00",
        "year_first_time, 2024/3/5 13:45, 2024-03-05T13:45",
        "dotted, 05.03.2024, 2024-03-05T00:00",
        "dotted, 5.3.2024, 2024-03-05T00:00",
        "dotted_time, 05.03.2024 13:45:10, 2024-03-05T13:45:10",
        "month_first, 3/5/2024, 2024-03-05T00:00",
        "month_first, 03/05/2024, 2024-03-05T00:00",
        "month_first_time, 12/1/2010 8:26, 2010-12-01T08:26",
        "day_first, 3/5/2024, 2024-05-03T00:00",
        "day_first_time, 31/12/2024 23:59:59, 2024-12-31T23:59:59",
        "compact, 20240305, 2024-03-05T00:00",
        "iso_date, 2024-3-5, 2024-03-05T00:00",
        "iso_date, 2024-03-05 13:45, 2024-03-05T00:00",
        "iso_date_time, 2024-03-05, 2024-03-05T00:00",
        "iso_date_time, 2024-03-05T13:45Z, 2024-03-05T13:45",
        "iso_date_time_offset, 2024-03-05T13:45, 2024-03-05T13:45",
        "iso_date_time_offset, 2024-07-05 13:45 Europe/Berlin, 2024-07-05T11:45",
        "iso_date_time_offset, 2024-01-05 13:45 Europe/Berlin, 2024-01-05T12:45",
        "iso_date_time_offset, 2024-03-05 13:45:10 EST, 2024-03-05T18:45:10",
        "iso_date_time_offset, 2024-03-05 13:45 UTC+02:00, 2024-03-05T11:45",
        "dotted, 05.03.24, 2024-03-05T00:00",
        "dotted, 5. 3. 2024, 2024-03-05T00:00",
        "month_first, 3/5/24, 2024-03-05T00:00",
        "month_first, 12-31-1999, 1999-12-31T00:00",
        "month_first_time, 11/25/2023 10:00 PM, 2023-11-25T22:00",
        "month_first_time, 08/01/2024 12:00 AM, 2024-08-01T00:00",
        "month_first_time, 8/1/2024 12:30:05 p.m., 2024-08-01T12:30:05",
        "month_first_time, '8/1/2024, 1 PM', 2024-08-01T13:00",
        "month_first_time_offset, 3/5/2024 1:45 PM PDT, 2024-03-05T20:45",
        "day_first, 31-12-99, 1999-12-31T00:00",
        "day_month_name, 25-Nov-23, 2023-11-25T00:00",
        "day_month_name, 14 June 2023, 2023-06-14T00:00",
        "day_month_name, 3rd Sept. 2023, 2023-09-03T00:00",
        "day_month_name, 01/MAY/1968, 1968-05-01T00:00",
        "day_month_name_time, 14-Jun-1969 23:59, 1969-06-14T23:59",
        "day_month_name_time_offset, 'Tue, 05 Mar 2024 13:45:10 +0100', 2024-03-05T12:45:10",
        "month_name_day, Oct 11 2002, 2002-10-11T00:00",
        "month_name_day, 'October 11th, 2002', 2002-10-11T00:00",
        "month_name_day, 'Jun 3, 68', 2068-06-03T00:00",
        "month_name_day_time, 'May 5, 2024, 5:00 PM', 2024-05-05T17:00",
        "month_name_year, Jun 2023, 2023-06-01T00:00",
        "month_name_year, Dec-69, 1969-12-01T00:00",
        "year_month, 2023-06, 2023-06-01T00:00",
        "quarter, 2023-Q2, 2023-04-01T00:00",
        "quarter, 2023Q4, 2023-10-01T00:00",
        "epoch_seconds, 1709646300, 2024-03-05T13:45",
        "epoch_milliseconds, 1709646300250, 2024-03-05T13:45:00.250",
        "time, 1:45 PM, 1970-01-01T13:45",
        "time, 13:45, 1970-01-01T13:45",
        "time, 13:45:10.5, 1970-01-01T13:45:10.5",
    })
    void textIsRead(String format, String text, LocalDateTime time) {
        assertThat(DateFormat.named(format).parse(text)).contains(time);
    }

    @ParameterizedTest
    @CsvSource({
        "iso_date, 2023-02-30",
        "iso_date, 2023-02-29",
        "iso_date, 1900-02-29",
        "iso_date, 2024-13-01",
        "iso_date, 24-03-05",
        "iso_date, 12024-03-05",
        "iso_date, 0000-00-00",
        "iso_date, ''",
        "iso_date, ' '",
        "iso_date, +2024-03-05",
        "iso_date, 5th of May",
        "iso_date_time, 2024-03-05T24:00",
        "iso_date_time, 2024-03-05T13:60",
        "iso_date_time, 2024-03-0513:45",
        "iso_date_time_offset, 2024-03-05T13:45+25:00",
        "dotted, 31.04.2024",
        "month_first, 13/12/2024",
        "month_first, 3/5-2024",
        "month_first, 3/5/245",
        "dotted, 1.2.33",
        "month_first_time, 3/5/2024 13:45 PM",
        "month_first_time, 3/5/2024 0:45 AM",
        "month_first_time, 3/5/2024 13",
        "iso_date_time_offset, 2024-03-05 13:45 IST",
        "iso_date_time_offset, 2024-03-05 13:45 Europe/Nowhere",
        "day_month_name, 31-Jun-23",
        "day_month_name, 14 Junk 2023",
        "day_month_name, 14 Ju 2023",
        "month_name_year, Maybe 2023",
        "year_month, 2023-24",
        "quarter, 2023-Q5",
        "epoch_seconds, 1e9",
        "day_first, 12/13/2024",
        "compact, 20241301",
        "compact, 2024030",
        "compact, 120240305",
        "time, 24:00",
        "time, 13",
    })
    void textThatIsNoSuchTimeIsRejected(String format, String text) {
        assertThat(DateFormat.named(format).parse(text)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void exampleAndWhatIsWrittenAreRead(DateFormat format) {
        assertThat(DateFormat.named(format.id())).isEqualTo(format);
        LocalDateTime example = format.parse(format.example()).orElseThrow();
        assertThat(format.parse(format.text(example))).contains(example);
        assertThat(format.expected()).endsWith(" like " + format.example());
    }

    static Stream<DateFormat> formats() {
        return Stream.of(DateNotation.values()).flatMap(notation -> (notation.isEpoch()
                        ? Stream.of(DateFormat.Clock.OFFSET)
                        : notation.isDated() ? Stream.of(DateFormat.Clock.values()) : Stream.of(DateFormat.Clock.LOCAL))
                .map(clock -> new DateFormat(notation, clock)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"month", "day_of_week"})
    void partIsFoundByName(String id) {
        assertThat(DatePart.named(id).id()).isEqualTo(id);
    }

    @Test
    void unknownNamesAreRejected() {
        assertThatThrownBy(() -> DateFormat.named("iso"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown date format \"iso\"");
        assertThatThrownBy(() -> DatePart.named("year"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown date part \"year\"");
    }

    @Test
    void partsAreNumbers() {
        LocalDateTime time = LocalDateTime.of(2024, 12, 31, 18, 30);
        assertThat(DatePart.DAYS.of(time)).isCloseTo(20088 + 18.5 / 24, within(1e-9));
        assertThat(DatePart.DAYS.of(LocalDateTime.of(1969, 12, 31, 12, 0))).isEqualTo(-0.5);
        assertThat(DatePart.MONTH.of(time)).isEqualTo(12);
        assertThat(DatePart.DAY_OF_MONTH.of(time)).isEqualTo(31);
        assertThat(DatePart.DAY_OF_WEEK.of(time)).isEqualTo(2);
        assertThat(DatePart.DAY_OF_YEAR.of(time)).isEqualTo(366);
        assertThat(DatePart.HOUR.of(time)).isEqualTo(18.5);
    }
}
