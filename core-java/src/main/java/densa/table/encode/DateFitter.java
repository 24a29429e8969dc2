package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.table.CategoricalColumn;
import densa.table.ColumnType;
import densa.table.NumericColumn;
import densa.table.encode.ColumnReport.Use;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds out whether a column holds dates or times, but for a few values, and learns their parts from training rows. */
final class DateFitter {

    private static final int LEVELS_TO_GUESS_FROM = 20;
    private static final double SECONDS_OF_DAY = 86_400;

    /** Moments that seconds of an epoch are of, if they are such seconds. */
    private static final double FIRST_SECOND =
            LocalDate.of(2000, 1, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);

    private static final double LAST_SECOND =
            LocalDate.of(2040, 1, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    private static final double MILLISECONDS = 1000;
    private static final double FIRST_COMPACT = 1900_01_01;
    private static final double LAST_COMPACT = 2099_12_31;

    private static final Set<DateNotation> OF_NUMBERS =
            EnumSet.of(DateNotation.EPOCH_SECONDS, DateNotation.EPOCH_MILLISECONDS);

    private final CategoricalColumn column;
    private final int[] rows;
    private final Texts texts;

    DateFitter(CategoricalColumn column, int[] rows) {
        this.column = column;
        this.rows = rows;
        this.texts = Texts.of(column, rows);
    }

    /**
     * How the dates are written.
     *
     * @param foreign the texts that are no dates
     * @param undecided whether month and day could as well be the other way round
     */
    record Found(DateFormat format, Texts foreign, boolean undecided) {}

    /** Returns the format of numbers that are dates, all of them: 20240131, or seconds or milliseconds of an epoch. */
    static Optional<DateFormat> ofNumbers(NumericColumn numbers, int[] rows) {
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        Set<Double> some = new HashSet<>();
        for (int row : rows) {
            double value = numbers.value(row);
            if (Double.isNaN(value)) {
                continue;
            }
            if (value != Math.rint(value) || value < FIRST_COMPACT) {
                return Optional.empty();
            }
            least = Math.min(least, value);
            largest = Math.max(largest, value);
            if (some.size() < EncodingRules.FEWEST_MOMENTS) {
                some.add(value);
            }
        }
        if (largest <= LAST_COMPACT) {
            boolean days = some.size() >= EncodingRules.FEWEST_DATES
                    && IntStream.of(rows).filter(row -> !numbers.isMissing(row)).allMatch(row -> DateNotation.COMPACT
                            .day(numbers.text(row))
                            .isPresent());
            return days ? Optional.of(new DateFormat(DateNotation.COMPACT, DateFormat.Clock.NONE)) : Optional.empty();
        }
        for (DateNotation notation : OF_NUMBERS) {
            double unit = notation == DateNotation.EPOCH_SECONDS ? 1 : MILLISECONDS;
            if (some.size() >= EncodingRules.FEWEST_MOMENTS
                    && least >= FIRST_SECOND * unit
                    && largest < LAST_SECOND * unit
                    && largest - least >= SECONDS_OF_DAY * unit) {
                return Optional.of(new DateFormat(notation, DateFormat.Clock.OFFSET));
            }
        }
        return Optional.empty();
    }

    /** Returns how the dates are written; empty if they are none, in several ways, or too few. */
    Optional<Found> find() {
        Optional<Found> best = best();
        if (best.isEmpty()) {
            return Optional.empty();
        }
        Texts foreign = best.get().foreign();
        boolean few = foreign.rows() <= (1 - EncodingRules.UNDERSTOOD) * texts.rows()
                && foreign.different() <= EncodingRules.MOST_FOREIGN_TEXTS
                && texts.different() - foreign.different() >= EncodingRules.FEWEST_DATES;
        return few && foreign.rowsOf().keySet().stream().noneMatch(DateFitter::isDate) ? best : Optional.empty();
    }

    /** Returns the notation in which most rows can be read, if any is likely. */
    private Optional<Found> best() {
        DateNotation best = null;
        boolean undecided = false;
        int most = 0;
        for (DateNotation notation : DateNotation.values()) {
            if (OF_NUMBERS.contains(notation) || !isLikely(notation)) {
                continue;
            }
            int read = texts.count(isIn(notation));
            if (read > most) {
                best = notation;
                most = read;
                undecided = false;
            } else if (best != null && read == most && read > 0) {
                // Month first and day first both fit, which is why these two stand in this order; other rows may
                // decide.
                long first = levels(best);
                long second = levels(notation);
                undecided = first == second;
                best = second > first ? notation : best;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        return Optional.of(new Found(format(best), texts.others(isIn(best)), undecided));
    }

    private boolean isLikely(DateNotation notation) {
        return texts.rowsOf().keySet().stream().limit(LEVELS_TO_GUESS_FROM).anyMatch(isIn(notation));
    }

    private static Predicate<String> isIn(DateNotation notation) {
        return text -> DateFormat.read(notation, text).isPresent();
    }

    private static boolean isDate(String text) {
        for (DateNotation notation : DateNotation.values()) {
            if (!OF_NUMBERS.contains(notation) && isIn(notation).test(text)) {
                return true;
            }
        }
        return false;
    }

    private long levels(DateNotation notation) {
        return column.levels().stream().filter(isIn(notation)).count();
    }

    private DateFormat format(DateNotation notation) {
        DateFormat.Clock clock = notation.isDated() ? DateFormat.Clock.NONE : DateFormat.Clock.LOCAL;
        for (String text : texts.rowsOf().keySet()) {
            Optional<DateFormat.Written> written = DateFormat.read(notation, text);
            if (written.isPresent() && notation.isDated()) {
                if (written.get().zone().isPresent()) {
                    return new DateFormat(notation, DateFormat.Clock.OFFSET);
                }
                clock = written.get().timed() ? DateFormat.Clock.LOCAL : clock;
            }
        }
        return new DateFormat(notation, clock);
    }

    /**
     * Learns the parts; empty if all dates are the same.
     *
     * @param source the type of the column in the training table
     * @param bins the maximum number of bins of a part
     */
    Optional<ColumnFitter.Fitted> learn(Found found, ColumnType source, int bins) {
        DateFormat format = found.format();
        List<Optional<LocalDateTime>> timeOf =
                column.levels().stream().map(format::parse).toList();
        List<LocalDateTime> times = new ArrayList<>();
        int earliest = rows[0];
        int latest = rows[0];
        LocalDateTime first = LocalDateTime.MAX;
        LocalDateTime last = LocalDateTime.MIN;
        for (int row : rows) {
            int code = column.code(row);
            if (code < 0 || timeOf.get(code).isEmpty()) {
                continue;
            }
            LocalDateTime time = timeOf.get(code).get();
            times.add(time);
            if (time.isBefore(first)) {
                first = time;
                earliest = row;
            }
            if (time.isAfter(last)) {
                last = time;
                latest = row;
            }
        }
        if (first.equals(last)) {
            return Optional.empty();
        }
        int missing = rows.length - times.size();
        List<DateCoding.Part> parts = new ArrayList<>();
        for (DatePart part : format.parts()) {
            double[] values = times.stream().mapToDouble(part::of).toArray();
            ColumnFitter.learn(
                            column.name() + " (" + part.words() + ")",
                            source,
                            values,
                            missing > 0 && parts.isEmpty(),
                            bins)
                    .ifPresent(coding -> parts.add(new DateCoding.Part(part, coding)));
        }
        DateCoding coding = new DateCoding(column.name(), source, format, missing > 0, parts);
        boolean readable = !format.notation().isEpoch();
        String detail = (readable ? column.text(earliest).strip() : DateFormat.ISO_DATE.text(first)) + " to "
                + (readable ? column.text(latest).strip() : DateFormat.ISO_DATE.text(last)) + ", as "
                + parts.stream().map(part -> part.part().words()).collect(Collectors.joining(", "))
                + (format.hasOffset() ? ", in UTC" : "")
                + (found.undecided() ? "; month first, as no value says otherwise" : "")
                + (missing > 0
                        ? "; " + missing + " missing, taken as the median of each and marked by an input of their own"
                        : "")
                + (found.foreign().rows() > 0
                        ? "; " + found.foreign().rows()
                                + (found.foreign().rows() == 1 ? " value is no date: " : " values are no dates: ")
                                + found.foreign().describe(column, rows)
                        : "");
        return Optional.of(
                new ColumnFitter.Fitted(Optional.of(coding), new ColumnReport(column.name(), Use.DATE, detail)));
    }

    /** Returns how at least half of the rows are written, if they are dates. */
    Optional<Found> likely() {
        return best().filter(found -> found.foreign().rows() <= (1 - EncodingRules.LIKELY) * texts.rows());
    }

    /** What keeps the column from being dates, if at least half of its rows are. */
    Optional<String> almost() {
        return likely().filter(found -> found.foreign().rows() > 0
                        && texts.different() - found.foreign().different() >= EncodingRules.FEWEST_DATES)
                .map(found -> {
                    Optional<String> otherwise = found.foreign().rowsOf().keySet().stream()
                            .filter(DateFitter::isDate)
                            .findFirst();
                    return otherwise.isPresent()
                            ? "no dates, because they are written in several ways, such as "
                                    + quote(column.text(firstDate(found))) + " and " + quote(otherwise.get())
                            : "no dates, because of " + found.foreign().rows()
                                    + (found.foreign().rows() == 1 ? " value: " : " values: ")
                                    + found.foreign().describe(column, rows);
                });
    }

    private int firstDate(Found found) {
        for (int row : rows) {
            if (found.format().parse(column.text(row)).isPresent()) {
                return row;
            }
        }
        throw new IllegalStateException("some rows are dates");
    }
}
