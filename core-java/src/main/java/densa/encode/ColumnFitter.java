package densa.encode;

import static densa.table.DataException.quote;

import densa.encode.ColumnReport.Use;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.ColumnType;
import densa.table.DataException;
import densa.table.NumericColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Learns one input column from the training rows, or finds a reason to set it aside. */
final class ColumnFitter {

    private final Column column;
    private final int[] rows;

    ColumnFitter(Column column, int[] rows) {
        this.column = column;
        this.rows = rows;
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
            return Identifiers.rowNumbers(numbers).map(this::setAside).orElseGet(() -> fitNumbers(numbers));
        }
        if (kind == ColumnType.NUMERIC) {
            return fitNumbers(column instanceof NumericColumn numbers ? numbers : numbers());
        }
        if (forced.isEmpty() && column instanceof CategoricalColumn texts) {
            return fitTexts(texts);
        }
        return fitNames(column instanceof CategoricalColumn names ? names : names(), forced.isPresent());
    }

    private Fitted fitTexts(CategoricalColumn texts) {
        DateFitter dates = new DateFitter(texts, rows);
        return dates.fit().orElseGet(() -> {
            Fitted names = fitNames(texts, false);
            return dates.almost()
                    .map(why -> new Fitted(names.coding(), names.report().with(why)))
                    .orElse(names);
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
        double[] values = Arrays.copyOf(finite, count);
        Optional<NumericCoding> learned = learn(column.name(), column.type(), values, missing > 0);
        if (learned.isEmpty()) {
            return setAside("the single value " + Numerals.brief(values[0]) + " in every training row");
        }
        NumericCoding coding = learned.get();
        String detail = coding.deviation() == 0
                ? "the single value " + Numerals.brief(coding.median())
                : "mean " + Numerals.brief(coding.mean()) + ", deviation " + Numerals.brief(coding.deviation());
        if (missing > 0) {
            detail += "; " + missing + " missing"
                    + (infinite > 0 ? " (" + infinite + " of them infinite), " : ", ")
                    + (coding.deviation() == 0
                            ? ""
                            : "taken as the median " + Numerals.brief(coding.median()) + " and ")
                    + "marked by an input of their own";
        }
        return new Fitted(Optional.of(coding), new ColumnReport(column.name(), Use.NUMERIC, detail));
    }

    /**
     * Learns how numbers are encoded.
     *
     * @param values the finite values of the training rows, at least one; they are put in another order
     * @param missingSeen whether other rows have none
     * @return empty if there is nothing to tell apart: one value in every row
     */
    static Optional<NumericCoding> learn(String name, ColumnType source, double[] values, boolean missingSeen) {
        Statistics.Moments moments = Statistics.moments(values);
        if (moments.deviation() == 0 && !missingSeen) {
            return Optional.empty();
        }
        double median = Statistics.median(values);
        return Optional.of(new NumericCoding(
                name, source, moments.mean(), moments.deviation(), median, EncodingRules.LIMIT, missingSeen));
    }

    private Fitted fitNames(CategoricalColumn names, boolean forced) {
        int[] counts = new int[names.levels().size()];
        int missing = 0;
        for (int row : rows) {
            int code = names.code(row);
            if (code < 0) {
                missing++;
            } else {
                counts[code]++;
            }
        }
        List<Level> levels = new ArrayList<>();
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] > 0) {
                levels.add(new Level(names.levels().get(code), counts[code]));
            }
        }
        int present = rows.length - missing;
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
        int kept = Math.min(levels.size(), EncodingRules.MAX_LEVELS);
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

    private record Level(String text, int rows) {}

    /** The column's texts as numbers. */
    private NumericColumn numbers() {
        return numbers((CategoricalColumn) column);
    }

    /**
     * A column's texts as numbers.
     *
     * @throws DataException if one is not a number; the message names the column, the first such row and the text
     */
    static NumericColumn numbers(CategoricalColumn texts) {
        double[] ofLevel = new double[texts.levels().size()];
        for (int code = 0; code < ofLevel.length; code++) {
            OptionalDouble number = Numerals.parse(texts.levels().get(code));
            ofLevel[code] = number.orElse(Double.NaN);
        }
        double[] values = new double[texts.size()];
        for (int row = 0; row < values.length; row++) {
            int code = texts.code(row);
            values[row] = code < 0 ? Double.NaN : ofLevel[code];
            if (code >= 0 && Double.isNaN(values[row])) {
                throw new DataException("column " + quote(texts.name()) + " must hold numbers, got "
                        + quote(texts.text(row)) + " in row " + (row + 1));
            }
        }
        return NumericColumn.of(texts.name(), values);
    }

    /** The column's numbers as texts. */
    private CategoricalColumn names() {
        return names((NumericColumn) column);
    }

    /** A column's numbers as texts. */
    static CategoricalColumn names(NumericColumn numbers) {
        CategoricalColumn.Builder builder =
                CategoricalColumn.builder(numbers.name()).expectRows(numbers.size());
        for (int row = 0; row < numbers.size(); row++) {
            builder.add(numbers.text(row));
        }
        return builder.build();
    }
}
