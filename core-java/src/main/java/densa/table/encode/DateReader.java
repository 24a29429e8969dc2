package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.table.NumericColumn;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns one value into a date as its column writes them. In a column with offsets every moment is taken to UTC. In
 * another one a moment with an offset or a zone is what its own clock shows, an {@link Instant} is in UTC, and a {@link
 * Date}, as those that JDBC makes, is in the default zone.
 */
record DateReader(DateCoding coding) {

    /** As dates are written with four digits, and there is no year 0. */
    private static final int FIRST_YEAR = 1;

    private static final int LAST_YEAR = 9999;

    /** Returns the text as which a date was written in training, "" for a missing one. */
    String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof CharSequence || value instanceof Number) {
            String text = value instanceof Number number
                    ? NumericColumn.text(number.doubleValue())
                    : value.toString().strip();
            if (!MissingText.matches(text) && coding.format().parse(text).isEmpty()) {
                throw new DataException(coding.fault(text));
            }
            return text;
        }
        LocalDateTime time;
        try {
            time = time(value)
                    .orElseThrow(() -> new DataException("column " + quote(coding.name()) + " must be "
                            + coding.format().expected() + ", got a value of type " + RowReader.type(value)));
        } catch (DateTimeException e) {
            throw new DataException(coding.fault(value.toString()) + ": there is no such date in UTC", e);
        }
        if (time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR) {
            throw new DataException(coding.fault((value instanceof Date ? time : value).toString())
                    + ": its year must be " + FIRST_YEAR + " to " + LAST_YEAR);
        }
        return coding.format().text(time);
    }

    /** Returns the date or time of an object of that kind; throws DateTimeException if it is none in UTC. */
    private Optional<LocalDateTime> time(Object value) {
        boolean utc = coding.format().hasOffset();
        if (!coding.format().isDated()) {
            return timeOfDay(value);
        }
        if (value instanceof LocalDate date) {
            return Optional.of(date.atStartOfDay());
        }
        if (value instanceof LocalDateTime time) {
            return Optional.of(time);
        }
        if (value instanceof Instant instant) {
            return Optional.of(inUtc(instant));
        }
        if (value instanceof OffsetDateTime moment) {
            return Optional.of(utc ? inUtc(moment.toInstant()) : moment.toLocalDateTime());
        }
        if (value instanceof ZonedDateTime moment) {
            return Optional.of(utc ? inUtc(moment.toInstant()) : moment.toLocalDateTime());
        }
        if (value instanceof java.sql.Date date) {
            return Optional.of(date.toLocalDate().atStartOfDay());
        }
        if (value instanceof Date date && !(value instanceof java.sql.Time)) {
            Instant instant = date.toInstant();
            return Optional.of(utc ? inUtc(instant) : LocalDateTime.ofInstant(instant, ZoneId.systemDefault()));
        }
        return Optional.empty();
    }

    private static Optional<LocalDateTime> timeOfDay(Object value) {
        LocalTime time = null;
        if (value instanceof LocalTime local) {
            time = local;
        } else if (value instanceof LocalDateTime local) {
            time = local.toLocalTime();
        } else if (value instanceof java.sql.Time sql) {
            time = sql.toLocalTime();
        }
        return Optional.ofNullable(time).map(LocalDate.EPOCH::atTime);
    }

    private static LocalDateTime inUtc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
