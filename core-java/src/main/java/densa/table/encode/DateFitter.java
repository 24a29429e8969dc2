package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.table.CategoricalColumn;
import densa.table.encode.ColumnReport.Use;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out whether a column of texts holds dates or times, and learns their parts from the training rows. */
final class DateFitter {

    private static final int LEVELS_TO_GUESS_FROM = 3;

    private final CategoricalColumn column;
    private final int[] rows;
    private final int bins;
    private final List<String> levels = new ArrayList<>();

    DateFitter(CategoricalColumn column, int[] rows, int bins) {
        this.bins = bins;
        this.column = column;
        this.rows = rows;
        boolean[] seen = new boolean[column.levels().size()];
        for (int row : rows) {
            int code = column.code(row);
            if (code >= 0 && !seen[code]) {
                seen[code] = true;
                if (!column.text(row).isBlank()) {
                    levels.add(column.text(row));
                }
            }
        }
    }

    /** The dates; empty if not all values are dates in one format, or there are too few of them. */
    Optional<ColumnFitter.Fitted> fit() {
        if (levels.size() < EncodingRules.FEWEST_DATES) {
            return Optional.empty();
        }
        List<DateFormat> formats = new ArrayList<>();
        for (DateFormat format : DateFormat.values()) {
            if (levels.stream().allMatch(level -> format.parse(level).isPresent())) {
                formats.add(format);
            }
        }
        if (formats.isEmpty()) {
            return Optional.empty();
        }
        if (formats.size() == 1) {
            return learn(formats.get(0), false);
        }
        // Month first and day first both fit, which is why these two stand in this order; other rows may decide.
        long monthFirst = fits(formats.get(0));
        long dayFirst = fits(formats.get(1));
        return learn(formats.get(dayFirst > monthFirst ? 1 : 0), dayFirst == monthFirst);
    }

    private long fits(DateFormat format) {
        return column.levels().stream()
                .filter(level -> format.parse(level).isPresent())
                .count();
    }

    private Optional<ColumnFitter.Fitted> learn(DateFormat format, boolean undecided) {
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
                            column.type(),
                            values,
                            missing > 0 && parts.isEmpty(),
                            bins)
                    .ifPresent(coding -> parts.add(new DateCoding.Part(part, coding)));
        }
        DateCoding coding = new DateCoding(column.name(), column.type(), format, missing > 0, parts);
        String detail = column.text(earliest).strip() + " to "
                + column.text(latest).strip() + ", as "
                + parts.stream().map(part -> part.part().words()).collect(Collectors.joining(", "))
                + (format.hasOffset() ? ", in UTC" : "")
                + (undecided ? "; month first, as no value says otherwise" : "")
                + (missing > 0
                        ? "; " + missing + " missing, taken as the median of each and marked by an input of their own"
                        : "");
        return Optional.of(
                new ColumnFitter.Fitted(Optional.of(coding), new ColumnReport(column.name(), Use.DATE, detail)));
    }

    /** What keeps the column from being dates, if nearly all values are dates in one format. */
    Optional<String> almost() {
        for (DateFormat format : DateFormat.values()) {
            boolean likely = levels.stream().limit(LEVELS_TO_GUESS_FROM).anyMatch(level -> format.parse(level)
                    .isPresent());
            if (likely) {
                int most = (int) (EncodingRules.NO_DATES * levels.size());
                List<String> others = levels.stream()
                        .filter(level -> format.parse(level).isEmpty())
                        .limit(most + 1L)
                        .toList();
                if (!others.isEmpty() && others.size() <= most) {
                    return Optional.of("no dates, because of " + others.size()
                            + (others.size() == 1 ? " value: " : " values, such as ") + quote(others.get(0))
                            + " in row " + (rowOf(others.get(0)) + 1));
                }
            }
        }
        return Optional.empty();
    }

    private int rowOf(String level) {
        for (int row : rows) {
            if (column.text(row).equals(level)) {
                return row;
            }
        }
        throw new IllegalStateException("the level is one of the rows'");
    }
}
