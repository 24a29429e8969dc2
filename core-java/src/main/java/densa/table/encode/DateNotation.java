package densa.table.encode;

import densa.internal.Named;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the days of a column are written. Names of months are English, in full or by three letters and more, in any case.
 * A year has four digits; where two are accepted, 69 to 99 are 1969 to 1999 and 00 to 68 are 2000 to 2068, as in POSIX.
 * Days must exist: 2023-02-30 does not.
 */
public enum DateNotation implements Named {
    /** Year, month and day with hyphens. */
    ISO_DATE("iso_date", "ymd", "(\\d{4})-(\\d{1,2})-(\\d{1,2})", "uuuu-MM-dd"),
    /** Year, month and day with slashes. */
    YEAR_FIRST("year_first", "ymd", "(\\d{4})/(\\d{1,2})/(\\d{1,2})", "uuuu/MM/dd"),
    /** Day, month and year with points. */
    DOTTED("dotted", "dmy", "(\\d{1,2})\\. ?(\\d{1,2})\\. ?(\\d{4})|(\\d\\d)\\.(\\d\\d)\\.(\\d\\d)", "dd.MM.uuuu"),
    /** Month, day and year with slashes or hyphens. */
    MONTH_FIRST("month_first", "mdy", Patterns.SLASHED, "MM/dd/uuuu"),
    /** Day, month and year with slashes or hyphens. */
    DAY_FIRST("day_first", "dmy", Patterns.SLASHED, "dd/MM/uuuu"),
    /** Year, month and day in eight digits. */
    COMPACT("compact", "ymd", "(\\d{4})(\\d\\d)(\\d\\d)", "uuuuMMdd"),
    /** Day, name of the month and year: 14-Jun-23, 14 June 2023. */
    DAY_MONTH_NAME(
            "day_month_name",
            "dmy",
            "(\\d{1,2})(?:st|nd|rd|th)?[ ./-]+" + Patterns.NAME + "[ .,/-]+" + Patterns.YEAR,
            "d MMM uuuu"),
    /** Name of the month, day and year: Oct 11 2002, October 11th, 2002. */
    MONTH_NAME_DAY(
            "month_name_day",
            "mdy",
            Patterns.NAME + "[ ./-]+(\\d{1,2})(?:st|nd|rd|th)?[ ,/-]+" + Patterns.YEAR,
            "MMM d uuuu"),
    /** Name of the month and year, which stand for the first day: Jun 2023, Jun-23. */
    MONTH_NAME_YEAR("month_name_year", "my", Patterns.NAME + "[ .,/-]+" + Patterns.YEAR, "MMM uuuu"),
    /** Year and month, which stand for the first day: 2023-06. */
    YEAR_MONTH("year_month", "ym", "(\\d{4})[-/](\\d{1,2})", "uuuu-MM"),
    /** Year and quarter, which stand for the first day: 2023-Q2. */
    QUARTER("quarter", "yq", "(\\d{4})[ -]?[Qq]([1-4])", "uuuu-'Q'Q"),
    /** Seconds since the beginning of 1970 in UTC. */
    EPOCH_SECONDS("epoch_seconds", "", "", ""),
    /** Milliseconds since the beginning of 1970 in UTC. */
    EPOCH_MILLISECONDS("epoch_milliseconds", "", "", ""),
    /** No day: a time of day alone. */
    TIME("time", "", "", "");

    /** The parts that several notations have. */
    private static final class Patterns {
        static final String SLASHED = "(\\d{1,2})([/-])(\\d{1,2})\\2(\\d{4}|\\d\\d)";
        static final String NAME = "(\\p{L}{3,9})";
        static final String YEAR = "'?(\\d{4}|\\d\\d)";
    }

    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final int SHORTEST_NAME = 3;
    private static final int FIRST_OF_TWO_DIGITS = 69;

    private final String id;
    private final String order;
    private final Pattern pattern;
    private final DateTimeFormatter writer;

    DateNotation(String id, String order, String pattern, String written) {
        this.id = id;
        this.order = order;
        this.pattern = Pattern.compile(pattern);
        this.writer = DateTimeFormatter.ofPattern(written, Locale.ENGLISH);
    }

    @Override
    public String id() {
        return id;
    }

    /** Whether values have a day. */
    boolean isDated() {
        return this != TIME;
    }

    /** Whether values are numbers of seconds or milliseconds, which have a time of day in any case. */
    boolean isEpoch() {
        return this == EPOCH_SECONDS || this == EPOCH_MILLISECONDS;
    }

    /** Returns the day that a text is; empty if it is not written in this way, or there is no such day. */
    Optional<LocalDate> day(String text) {
        Matcher matcher = pattern.matcher(text);
        if (order.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        int year = 0;
        int month = 1;
        int day = 1;
        int part = 0;
        for (int group = 1; group <= matcher.groupCount(); group++) {
            String found = matcher.group(group);
            if (found == null || found.equals("/") || found.equals("-")) {
                continue;
            }
            switch (order.charAt(part++)) {
                case 'y' -> year = year(found);
                case 'm' -> month = month(found);
                case 'q' -> month = 3 * Integer.parseInt(found) - 2;
                default -> day = Integer.parseInt(found);
            }
        }
        try {
            return Optional.of(LocalDate.of(year, month, day));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        if (digits.length() > 2) {
            return year == 0 ? Integer.MAX_VALUE : year; // there is no year 0
        }
        return year + (year >= FIRST_OF_TWO_DIGITS ? 1900 : 2000);
    }

    /** Returns the number of a month, 0 if a name is none. */
    private static int month(String text) {
        if (Character.isDigit(text.charAt(0))) {
            return Integer.parseInt(text);
        }
        String name = text.toLowerCase(Locale.ENGLISH);
        for (int i = 0; i < MONTHS.size(); i++) {
            if (name.length() >= SHORTEST_NAME && MONTHS.get(i).startsWith(name)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Returns a day as this writes it. */
    String text(LocalDate day) {
        return writer.format(day);
    }

    static DateNotation named(String id) {
        return Named.find("date format", id, Arrays.asList(values()));
    }
}
