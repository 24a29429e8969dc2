package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.internal.Numerals;
import densa.internal.Statistics;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.ColumnType;
import densa.table.NumericColumn;
import densa.table.encode.ColumnReport.Use;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Learns one input column from the training rows, or finds a reason to set it aside. */
final class ColumnFitter {

    private final Column column;
    private final int[] rows;
    private final int bins;
    private final boolean decimalComma;

    /**
     * A fitter.
     *
     * @param bins the maximum number of bins of a numeric column, 0 or more
     * @param decimalComma whether a comma in numbers is a decimal mark where it could be another
     */
    ColumnFitter(Column column, int[] rows, int bins, boolean decimalComma) {
        this.column = column;
        this.rows = rows;
        this.bins = bins;
        this.decimalComma = decimalComma;
    }

    /**
     * What was learned.
     *
     * @param coding empty if the column is set aside
     */
    record Fitted(Optional<InputCoding> coding, ColumnReport report) {}

    /**
     * Learns the column.
     *
     * @param forced the kind that the caller wants, if any
     */
    Fitted fit(Optional<ColumnType> forced) {
        ColumnType kind = forced.orElse(column.type());
        if (forced.isEmpty() && column instanceof NumericColumn numbers) {
            return Identifiers.rowNumbers(numbers)
                    .map(this::setAside)
                    .or(() -> fitDates(numbers))
                    .orElseGet(() -> fitNumbers(numbers));
        }
        if (kind == ColumnType.NUMERIC) {
            return Optional.of(column)
                    .filter(CategoricalColumn.class::isInstance)
                    .flatMap(texts -> fitWrittenNumbers((CategoricalColumn) texts))
                    .orElseGet(() -> fitNumbers(ColumnView.numbers(column)));
        }
        if (forced.isEmpty() && column instanceof CategoricalColumn texts) {
            return fitTexts(texts);
        }
        return fitNames(ColumnView.names(column), forced.isPresent());
    }

    private Fitted fitTexts(CategoricalColumn texts) {
        DateFitter dates = new DateFitter(texts, rows);
        return dates.find()
                .flatMap(found -> dates.learn(found, column.type(), bins))
                .or(() -> fitWrittenNumbers(texts))
                .orElseGet(() -> {
                    Fitted names = fitNames(texts, false);
                    return dates.almost()
                            .or(() -> almostNumbers(texts))
                            .map(why ->
                                    new Fitted(names.coding(), names.report().with(why)))
                            .orElse(names);
                });
    }

    /** Numbers among texts, if nearly all are. */
    private Optional<Fitted> fitWrittenNumbers(CategoricalColumn texts) {
        return NumberFitter.fit(Texts.of(texts, rows), decimalComma).map(found -> {
            NumberFormat format = found.format();
            Fitted numbers = fitNumbers(format.numbersOf(texts));
            List<String> details = new ArrayList<>(List.of(numbers.report().detail()));
            if (!format.describe().isEmpty()) {
                details.add("written with " + format.describe() + found.doubt());
            }
            if (found.foreign().rows() > 0) {
                details.add(found.foreign().rows()
                        + (found.foreign().rows() == 1 ? " value is no number: " : " values are no numbers: ")
                        + found.foreign().describe(texts, rows));
            }
            return new Fitted(
                    numbers.coding().map(coding -> ((NumericCoding) coding).written(format)),
                    new ColumnReport(column.name(), numbers.report().use(), String.join("; ", details)));
        });
    }

    /** What keeps texts from being numbers, if at least half of them are. */
    private Optional<String> almostNumbers(CategoricalColumn texts) {
        return NumberFitter.almost(Texts.of(texts, rows))
                .map(foreign -> "no numbers, because of " + foreign.rows()
                        + (foreign.rows() == 1 ? " value: " : " values: ")
                        + foreign.describe(texts, rows));
    }

    /** Dates among numbers: 20240131, or seconds or milliseconds of an epoch. */
    private Optional<Fitted> fitDates(NumericColumn numbers) {
        return DateFitter.ofNumbers(numbers, rows).flatMap(format -> {
            CategoricalColumn texts = ColumnView.names(numbers);
            DateFitter.Found found = new DateFitter.Found(format, new Texts(Map.of(), 0), false);
            return new DateFitter(texts, rows).learn(found, column.type(), bins);
        });
    }

    private Fitted setAside(String why) {
        return new Fitted(Optional.empty(), new ColumnReport(column.name(), Use.SET_ASIDE, why));
    }

    private Fitted fitNumbers(NumericColumn numbers) {
        double[] finite = new double[rows.length];
        int count = 0;
        int infinite = 0;
        for (int row : rows) {
            double value = numbers.value(row);
            if (Double.isFinite(value)) {
                finite[count++] = value;
            } else if (Double.isInfinite(value)) {
                infinite++;
            }
        }
        int missing = rows.length - count;
        if (count == 0) {
            return setAside("no value in any training row");
        }
        Optional<NumericCoding> learned =
                learn(column.name(), column.type(), Arrays.copyOf(finite, count), missing > 0, bins);
        if (learned.isEmpty()) {
            return setAside("the single value " + Numerals.brief(finite[0]) + " in every training row");
        }
        NumericCoding coding = learned.get();
        boolean constant = coding.scale() == 0;
        String detail = constant
                ? "the single value " + Numerals.brief(coding.median())
                : range(finite, count) + ", median " + Numerals.brief(coding.median())
                        + (coding.bins().count() > 1 ? ", in " + coding.bins().count() + " bins" : "");
        if (missing > 0) {
            detail += "; " + missing + " missing"
                    + (infinite > 0 ? " (" + infinite + " of them infinite), " : ", ")
                    + (constant ? "" : "taken as the median " + Numerals.brief(coding.median()) + " and ")
                    + "marked by an input of their own";
        }
        return new Fitted(Optional.of(coding), new ColumnReport(column.name(), Use.NUMERIC, detail));
    }

    private static String range(double[] values, int count) {
        return Numerals.brief(Arrays.stream(values, 0, count).min().orElseThrow()) + " to "
                + Numerals.brief(Arrays.stream(values, 0, count).max().orElseThrow());
    }

    /**
     * Learns how numbers are encoded.
     *
     * @param values the finite values of the training rows, at least one; they are put in another order
     * @param missingSeen whether other rows have none
     * @param bins the most bins
     * @return empty if there is nothing to tell apart: one value in every row
     */
    static Optional<NumericCoding> learn(
            String name, ColumnType source, double[] values, boolean missingSeen, int bins) {
        Arrays.sort(values);
        boolean constant = values[0] == values[values.length - 1];
        if (constant && !missingSeen) {
            return Optional.empty();
        }
        return Optional.of(new NumericCoding(
                name,
                source,
                Statistics.quantile(values, 0.5),
                scale(values),
                constant || bins == 0 ? Bins.NONE : Bins.of(values, bins),
                missingSeen,
                values[0],
                values[values.length - 1],
                Optional.empty()));
    }

    /** The distance of the quartiles; half of the range where more than half of the values are equal; 0 if all are. */
    private static double scale(double[] sorted) {
        if (sorted[0] == sorted[sorted.length - 1]) {
            return 0;
        }
        double quartiles = Statistics.quantile(sorted, 0.75) - Statistics.quantile(sorted, 0.25);
        double scale = quartiles > 0 ? quartiles : sorted[sorted.length - 1] / 2 - sorted[0] / 2;
        // Of numbers near the least or the largest of all.
        return Math.max(Double.MIN_NORMAL, Math.min(scale, Double.MAX_VALUE));
    }

    private Fitted fitNames(CategoricalColumn names, boolean forced) {
        int[] counts = counts(names);
        int present = IntStream.of(counts).sum();
        int missing = rows.length - present;
        List<Level> levels = new ArrayList<>();
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] > 0) {
                levels.add(new Level(names.levels().get(code), counts[code]));
            }
        }
        if (levels.isEmpty()) {
            return setAside("no value in any training row");
        }
        if (levels.size() == 1 && missing == 0) {
            return setAside("the single value " + quote(levels.get(0).text()) + " in every training row");
        }
        Optional<String> identifier = forced
                ? Optional.empty()
                : Identifiers.texts(levels.stream().map(Level::text).toList(), present);
        if (identifier.isPresent()) {
            return setAside(identifier.get());
        }
        levels.sort(Comparator.comparingInt(Level::rows).reversed().thenComparing(Level::text));
        int kept = own(levels);
        List<String> own =
                levels.subList(0, kept).stream().map(Level::text).sorted().toList();
        boolean rare = kept < levels.size();
        CategoricalCoding coding = new CategoricalCoding(column.name(), column.type(), own, missing > 0, rare);
        String detail = levels.size()
                + (levels.size() == 1 ? " level" : " levels")
                + (rare ? ", the " + kept + " most frequent on their own" : "")
                + (missing > 0 ? "; " + missing + " missing, a level of their own" : "");
        return new Fitted(Optional.of(coding), new ColumnReport(column.name(), Use.CATEGORICAL, detail));
    }

    /** The training rows of each level. */
    private int[] counts(CategoricalColumn column) {
        int[] counts = new int[column.levels().size()];
        for (int row : rows) {
            int code = column.code(row);
            if (code >= 0) {
                counts[code]++;
            }
        }
        return counts;
    }

    private record Level(String text, int rows) {}

    /** How many levels, the most frequent first, have an input of their own. */
    private static int own(List<Level> levels) {
        int most = Math.min(levels.size(), EncodingRules.MAX_LEVELS);
        if (levels.size() <= EncodingRules.FEW_LEVELS) {
            return most;
        }
        int frequent = (int) levels.stream()
                .limit(most)
                .filter(level -> level.rows() >= EncodingRules.FEWEST_ROWS_OF_LEVEL)
                .count();
        return Math.max(frequent, 1);
    }
}
