package densa.table.encode;

import densa.internal.Named;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How the values of a column write dates and times. Years have four digits, days must exist (2023-02-30 does not), and
 * blanks around a value are ignored. A time of day is hours and minutes, with seconds and their fraction or not.
 * Immutable and safe for any number of threads.
 */
public enum DateFormat implements Named {
    /** Year, month and day: 2024-03-05. */
    ISO_DATE("iso_date", "y-mm-dd", Clock.NONE, "2024-03-05"),
    /** A date and a time, with a blank or a T between them. */
    ISO_DATE_TIME("iso_date_time", "y-mm-dd", Clock.LOCAL, "2024-03-05 13:45"),
    /** A date, a time and an offset or Z, taken to UTC. */
    ISO_DATE_TIME_OFFSET("iso_date_time_offset", "y-mm-dd", Clock.OFFSET, "2024-03-05 13:45+01:00"),
    /** Year, month and day with slashes. */
    YEAR_FIRST("year_first", "y/m/d", Clock.NONE, "2024/03/05"),
    /** Year, month and day with slashes, and a time. */
    YEAR_FIRST_TIME("year_first_time", "y/m/d", Clock.LOCAL, "2024/03/05 13:45"),
    /** Day, month and year with points. */
    DOTTED("dotted", "d.m.y", Clock.NONE, "05.03.2024"),
    /** Day, month and year with points, and a time. */
    DOTTED_TIME("dotted_time", "d.m.y", Clock.LOCAL, "05.03.2024 13:45"),
    /** Month, day and year with slashes. */
    MONTH_FIRST("month_first", "m/d/y", Clock.NONE, "12/31/2024"),
    /** Month, day and year with slashes, and a time. */
    MONTH_FIRST_TIME("month_first_time", "m/d/y", Clock.LOCAL, "12/31/2024 13:45"),
    /** Day, month and year with slashes. */
    DAY_FIRST("day_first", "d/m/y", Clock.NONE, "31/12/2024"),
    /** Day, month and year with slashes, and a time. */
    DAY_FIRST_TIME("day_first_time", "d/m/y", Clock.LOCAL, "31/12/2024 13:45"),
    /** Eight digits, in a column that came as text. */
    COMPACT("compact", "ymmdd", Clock.NONE, "20240305"),
    /** A time of day alone. */
    TIME("time", "", Clock.LOCAL, "13:45");

    /** The time of day that follows a date. */
    private enum Clock {
        NONE,
        LOCAL,
        OFFSET
    }

    private final String id;
    private final Clock clock;
    private final boolean dated;
    private final String example;
    private final DateTimeFormatter formatter;

    DateFormat(String id, String order, Clock clock, String example) {
        this.id = id;
        this.clock = clock;
        this.dated = !order.isEmpty();
        this.example = example;
        this.formatter = formatter(order, clock);
    }

    /** {@code mm} and {@code dd} are two digits, {@code m} and {@code d} are one or two. */
    private static DateTimeFormatter formatter(String order, Clock clock) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
        for (int i = 0; i < order.length(); i++) {
            char symbol = order.charAt(i);
            boolean twice = order.startsWith(String.valueOf(symbol), i + 1);
            switch (symbol) {
                case 'y' -> builder.appendValue(ChronoField.YEAR, 4);
                case 'm' -> digits(builder, ChronoField.MONTH_OF_YEAR, twice);
                case 'd' -> digits(builder, ChronoField.DAY_OF_MONTH, twice);
                default -> builder.appendLiteral(symbol);
            }
            i += twice ? 1 : 0;
        }
        if (clock != Clock.NONE) {
            if (!order.isEmpty()) {
                builder.appendLiteral(' ');
            }
            digits(builder, ChronoField.HOUR_OF_DAY, false);
            builder.appendLiteral(':').appendValue(ChronoField.MINUTE_OF_HOUR, 2);
            builder.optionalStart().appendLiteral(':').appendValue(ChronoField.SECOND_OF_MINUTE, 2);
            builder.optionalStart().appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true);
            builder.optionalEnd().optionalEnd();
        }
        if (clock == Clock.OFFSET) {
            // Leniently, "+HH" takes +01, +0130 and +01:30; the longer patterns take two of them.
            builder.optionalStart().appendLiteral(' ').optionalEnd();
            builder.parseLenient().appendOffset("+HH", "Z").parseStrict();
        }
        return builder.toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    private static void digits(DateTimeFormatterBuilder builder, ChronoField field, boolean two) {
        if (two) {
            builder.appendValue(field, 2);
        } else {
            builder.appendValue(field, 1, 2, SignStyle.NOT_NEGATIVE);
        }
    }

    @Override
    public String id() {
        return id;
    }

    /** {@return a value in this format} */
    public String example() {
        return example;
    }

    /** {@return what a value must be, for a message: "a date like 2024-03-05"} */
    public String expected() {
        return (dated ? "a date" : "a time") + " like " + example;
    }

    /** The parts that values in this format can have. */
    List<DatePart> parts() {
        return dated ? List.of(DatePart.values()) : List.of(DatePart.HOUR);
    }

    /** Whether values have a date; if not, they are times of day. */
    boolean isDated() {
        return dated;
    }

    /** Whether values have a time zone's offset, so that they are moments. */
    boolean hasOffset() {
        return clock == Clock.OFFSET;
    }

    /**
     * The local time that a text stands for, UTC if there is an offset. A date alone is its first moment, a time alone
     * is one of 1970-01-01.
     *
     * @return empty if the text is not in this format, or there is no such day or time
     */
    public Optional<LocalDateTime> parse(String text) {
        String value = text.strip();
        if (value.isEmpty() || value.charAt(0) < '0' || value.charAt(0) > '9') {
            return Optional.empty();
        }
        try {
            TemporalAccessor fields = formatter.parse(clock == Clock.NONE ? value : value.replace('T', ' '));
            if (!dated) {
                return Optional.of(LocalDate.EPOCH.atTime(LocalTime.from(fields)));
            }
            return Optional.of(
                    switch (clock) {
                        case NONE -> LocalDate.from(fields).atStartOfDay();
                        case LOCAL -> LocalDateTime.from(fields);
                        case OFFSET ->
                            OffsetDateTime.from(fields)
                                    .withOffsetSameInstant(ZoneOffset.UTC)
                                    .toLocalDateTime();
                    });
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A time as a text in this format, without what the format does not have; UTC if there is an offset. */
    String text(LocalDateTime time) {
        return formatter.format(time.atOffset(ZoneOffset.UTC));
    }

    /**
     * {@return the format called {@code id}}
     *
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    public static DateFormat named(String id) {
        return Named.find("date format", id, Arrays.asList(values()));
    }
}
