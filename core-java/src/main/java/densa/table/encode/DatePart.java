package densa.table.encode;

import densa.internal.Named;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.util.List;

/** A number that a date or time has. */
public enum DatePart implements Named {
    /** Days since 1970-01-01, with the time of day as their fraction. */
    DAYS("days", "days"),
    /** The month, 1 to 12. */
    MONTH("month", "month"),
    /** The day of the month, 1 to 31. */
    DAY_OF_MONTH("day_of_month", "day of month"),
    /** The day of the week, 1 (Monday) to 7. */
    DAY_OF_WEEK("day_of_week", "day of week"),
    /** The day of the year, 1 to 366. */
    DAY_OF_YEAR("day_of_year", "day of year"),
    /** The hour of the day with its fraction, 0 to less than 24. */
    HOUR("hour", "hour");

    private static final double NANOS_OF_HOUR = 3600e9;

    private final String id;
    private final String words;

    DatePart(String id, String words) {
        this.id = id;
        this.words = words;
    }

    @Override
    public String id() {
        return id;
    }

    /** The part in words, for a report. */
    String words() {
        return words;
    }

    /**
     * {@return the part of a time, in the range that the part says}
     *
     * @param time as it was written, or in UTC if its column has offsets
     */
    public double of(LocalDateTime time) {
        double hour = time.getLong(ChronoField.NANO_OF_DAY) / NANOS_OF_HOUR;
        return switch (this) {
            case DAYS -> time.toLocalDate().toEpochDay() + hour / 24;
            case MONTH -> time.getMonthValue();
            case DAY_OF_MONTH -> time.getDayOfMonth();
            case DAY_OF_WEEK -> time.getDayOfWeek().getValue();
            case DAY_OF_YEAR -> time.getDayOfYear();
            case HOUR -> hour;
        };
    }

    /**
     * {@return the part with a name}
     *
     * @param id one of the names that {@link #id()} gives, such as {@code day_of_week}
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    public static DatePart named(String id) {
        return Named.find("date part", id, List.of(values()));
    }
}
