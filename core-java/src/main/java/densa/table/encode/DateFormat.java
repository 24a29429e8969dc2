package densa.table.encode;

import densa.internal.Named;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a column write dates and times: a day, which a weekday may precede, a time of day and a time zone.
 * A day without a time is its first moment. Blanks around a value are ignored. A time of day is hours and minutes, with
 * seconds and their fraction or not, of 24 hours or with AM or PM; a time zone is an offset, Z, or a name such as EST
 * or Europe/Berlin. Immutable.
 *
 * @param notation how days are written
 * @param clock what of the time of day values have
 */
public record DateFormat(DateNotation notation, Clock clock) implements Named {

    /** Days in ISO 8601, without a time. */
    static final DateFormat ISO_DATE = new DateFormat(DateNotation.ISO_DATE, Clock.NONE);

    /** What of the time of day values have. */
    public enum Clock {
        /** None: a time in a value is ignored. */
        NONE(""),
        /** The time that a clock shows; a time zone in a value is ignored. */
        LOCAL("_time"),
        /** A time that is taken to UTC; without a time zone it is in UTC. */
        OFFSET("_time_offset");

        private final String suffix;

        Clock(String suffix) {
            this.suffix = suffix;
        }
    }

    private static final LocalDateTime EXAMPLE = LocalDateTime.of(2024, 3, 5, 13, 45);
    private static final LocalDateTime EXAMPLE_WITH_LATE_DAY = LocalDateTime.of(2024, 12, 31, 13, 45);
    private static final long MILLIS = 1000;
    private static final int NOON = 12;
    private static final int NANO_DIGITS = 9;

    private static final Pattern WEEKDAY =
            Pattern.compile("(?:mon|tue|wed|thu|fri|sat|sun)\\p{L}{0,6}\\.?,? +(.*)", Pattern.CASE_INSENSITIVE);

    /** A day if there is one, a time of day if there is one, and a zone if there is one. */
    private static final Pattern VALUE =
            Pattern.compile("(?<day>.*?)(?:(?:^|[T ,] *)(?<hour>\\d{1,2})(?::(?<minute>\\d{2})(?::(?<second>\\d{2})"
                    + "(?:[.,](?<fraction>\\d{1,9}))?)?)?(?: ?(?<half>[AaPp])\\.?[Mm]\\.?)?"
                    + " ?(?<zone>Z|(?:UTC|GMT)?[+-]\\d{2}(?::?\\d{2})?|[A-Z]{2,5}|\\p{L}+/[\\p{L}_/+-]+)?)?");

    /** Abbreviations of RFC 822 and of central Europe; others have several meanings. */
    private static final Map<String, ZoneId> ZONES = Map.ofEntries(
            Map.entry("Z", ZoneOffset.UTC),
            Map.entry("UT", ZoneOffset.UTC),
            Map.entry("UTC", ZoneOffset.UTC),
            Map.entry("GMT", ZoneOffset.UTC),
            Map.entry("EST", ZoneOffset.ofHours(-5)),
            Map.entry("EDT", ZoneOffset.ofHours(-4)),
            Map.entry("CST", ZoneOffset.ofHours(-6)),
            Map.entry("CDT", ZoneOffset.ofHours(-5)),
            Map.entry("MST", ZoneOffset.ofHours(-7)),
            Map.entry("MDT", ZoneOffset.ofHours(-6)),
            Map.entry("PST", ZoneOffset.ofHours(-8)),
            Map.entry("PDT", ZoneOffset.ofHours(-7)),
            Map.entry("CET", ZoneOffset.ofHours(1)),
            Map.entry("CEST", ZoneOffset.ofHours(2)));

    /**
     * Creates the format.
     *
     * @param notation how days are written
     * @param clock what of the time of day values have; times of day alone need {@link Clock#LOCAL}, an epoch needs
     *     {@link Clock#OFFSET}
     * @throws IllegalArgumentException if a time of day alone has no clock or an offset, or an epoch's is not that of
     *     UTC
     */
    public DateFormat {
        if (notation == DateNotation.TIME ? clock != Clock.LOCAL : notation.isEpoch() && clock != Clock.OFFSET) {
            throw new IllegalArgumentException(
                    "dates written as " + notation.id() + " have another clock than " + clock);
        }
    }

    /** A moment as it was written. */
    record Written(LocalDateTime time, boolean timed, Optional<ZoneId> zone) {}

    /** {@return the name in model files, such as {@code iso_date_time}} */
    @Override
    public String id() {
        return notation.isDated() && !notation.isEpoch() ? notation.id() + clock.suffix : notation.id();
    }

    /** {@return a value in this format} */
    public String example() {
        // A day that shows which number is the month.
        boolean slashes = notation == DateNotation.MONTH_FIRST || notation == DateNotation.DAY_FIRST;
        return text(slashes ? EXAMPLE_WITH_LATE_DAY : EXAMPLE);
    }

    /** {@return what a value must be, for a message: "a date like 2024-03-05"} */
    public String expected() {
        return (notation.isDated() ? "a date" : "a time") + " like " + example();
    }

    /** The parts that values in this format can have. */
    List<DatePart> parts() {
        return notation.isDated() ? List.of(DatePart.values()) : List.of(DatePart.HOUR);
    }

    /** Whether values have a date; if not, they are times of day. */
    boolean isDated() {
        return notation.isDated();
    }

    /** Whether values are moments, in UTC. */
    boolean hasOffset() {
        return clock == Clock.OFFSET;
    }

    /**
     * {@return the local time that a text stands for, UTC if the format has an offset; empty if the text is not in this
     * format, or there is no such day or time}
     *
     * <p>A date alone is its first moment, a time alone is one of 1970-01-01.
     *
     * @param text of a value; blanks around it are ignored
     */
    public Optional<LocalDateTime> parse(String text) {
        return read(notation, text).map(written -> switch (clock) {
            case NONE -> written.time().toLocalDate().atStartOfDay();
            case LOCAL -> written.time();
            case OFFSET ->
                LocalDateTime.ofInstant(
                        written.time()
                                .atZone(written.zone().orElse(ZoneOffset.UTC))
                                .toInstant(),
                        ZoneOffset.UTC);
        });
    }

    /** Returns what a text says in a notation; empty if it is not written in it. */
    static Optional<Written> read(DateNotation notation, String text) {
        String value = text.strip();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (notation.isEpoch()) {
            return epoch(notation, value);
        }
        Matcher weekday = WEEKDAY.matcher(value);
        Matcher matcher = VALUE.matcher(weekday.matches() ? weekday.group(1) : value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean timed = matcher.group("hour") != null;
        String written = matcher.group("day");
        Optional<LocalDate> day = notation.isDated()
                ? notation.day(written)
                : Optional.of(LocalDate.EPOCH).filter(epoch -> written.isEmpty() && timed);
        if (day.isEmpty() && timed && notation.isDated()) {
            // What looks like an hour may be the year: "Oct 11 2002" is "Oct 11", 20 o'clock, to the pattern.
            return notation.day(matcher.group())
                    .map(whole -> new Written(whole.atStartOfDay(), false, Optional.empty()));
        }
        Optional<LocalTime> time = timed ? time(matcher) : Optional.of(LocalTime.MIDNIGHT);
        String zone = matcher.group("zone");
        Optional<ZoneId> place = zone == null ? Optional.empty() : zone(zone);
        if (day.isEmpty() || time.isEmpty() || zone != null && place.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Written(day.get().atTime(time.get()), timed, place));
    }

    private static Optional<Written> epoch(DateNotation notation, String digits) {
        try {
            long count = Long.parseLong(digits);
            Instant moment =
                    notation == DateNotation.EPOCH_SECONDS ? Instant.ofEpochSecond(count) : Instant.ofEpochMilli(count);
            LocalDateTime time = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
            return Optional.of(new Written(time, true, Optional.of(ZoneOffset.UTC)));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalTime> time(Matcher matcher) {
        String half = matcher.group("half");
        int hour = Integer.parseInt(matcher.group("hour"));
        if (matcher.group("minute") == null && half == null || half != null && (hour < 1 || hour > NOON)) {
            return Optional.empty();
        }
        if (half != null) {
            hour = hour % NOON + (half.equalsIgnoreCase("p") ? NOON : 0);
        }
        String fraction = matcher.group("fraction");
        try {
            return Optional.of(LocalTime.of(
                    hour,
                    number(matcher.group("minute")),
                    number(matcher.group("second")),
                    fraction == null ? 0 : Integer.parseInt(fraction + "0".repeat(NANO_DIGITS - fraction.length()))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static Optional<ZoneId> zone(String name) {
        ZoneId known = ZONES.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        if (name.matches("[A-Z]+")) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A time as a text in this format, without what the format does not have; UTC if there is an offset. */
    String text(LocalDateTime time) {
        if (notation.isEpoch()) {
            long seconds = time.toEpochSecond(ZoneOffset.UTC);
            return String.valueOf(
                    notation == DateNotation.EPOCH_SECONDS
                            ? seconds
                            : seconds * MILLIS + time.getNano() / (1_000_000_000 / MILLIS));
        }
        String day = notation.isDated() ? notation.text(time.toLocalDate()) : "";
        if (clock == Clock.NONE) {
            return day;
        }
        boolean whole = time.getSecond() == 0 && time.getNano() == 0;
        String clockTime = whole ? time.toLocalTime().toString() : DateTimeFormatter.ISO_LOCAL_TIME.format(time);
        return (day.isEmpty() ? clockTime : day + " " + clockTime) + (hasOffset() ? "Z" : "");
    }

    /**
     * {@return the format called {@code id}}
     *
     * @param id a name that {@link #id()} gives
     * @throws IllegalArgumentException if there is none; the message lists the valid notations
     */
    public static DateFormat named(String id) {
        for (Clock clock : List.of(Clock.OFFSET, Clock.LOCAL)) {
            if (id.endsWith(clock.suffix)) {
                DateNotation notation = DateNotation.named(id.substring(0, id.length() - clock.suffix.length()));
                return new DateFormat(notation, clock);
            }
        }
        DateNotation notation = DateNotation.named(id);
        return new DateFormat(
                notation, notation.isEpoch() ? Clock.OFFSET : notation == DateNotation.TIME ? Clock.LOCAL : Clock.NONE);
    }
}
