package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.data.InputColumn;
import densa.table.CategoricalColumn;
import densa.table.ColumnType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A date or time becomes numbers, each of them encoded as a {@link NumericCoding}: days since 1970-01-01, month, day of
 * the week and so on, as far as they differed in training. Times are local, as written; if they have an offset, they
 * are taken to UTC. A missing value counts as the median of each part; if there was any in training, the first part has
 * an input that says so. Immutable and safe for any number of threads.
 *
 * @param name the column's name
 * @param source the type that the column had in the training table
 * @param format how its values are written
 * @param missingSeen whether values were missing in training
 * @param parts what is taken from a value, in the order of the inputs
 */
public record DateCoding(String name, ColumnType source, DateFormat format, boolean missingSeen, List<Part> parts)
        implements InputCoding {

    /**
     * A number that is taken from each value.
     *
     * @param part which one
     * @param coding how it is encoded
     */
    public record Part(DatePart part, NumericCoding coding) {}

    /**
     * As learned.
     *
     * @param name the column's name
     * @param source the type that the column had in the training table
     * @param format how its values are written
     * @param missingSeen whether values were missing in training
     * @param parts what is taken from a value, at least one, each once; the first one marks missing values if there
     *     were any; copied
     * @throws IllegalArgumentException if there is no part, one occurs twice, one is none of the format's, another part
     *     than the first marks missing values, or the range of the days holds what is no date
     */
    public DateCoding {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a date must have at least one part, got none");
        }
        if (parts.stream().map(Part::part).distinct().count() < parts.size()) {
            throw new IllegalArgumentException("the parts of a date must be distinct, got "
                    + parts.stream().map(p -> p.part().id()).toList());
        }
        for (Part part : parts) {
            if (!format.parts().contains(part.part())) {
                throw new IllegalArgumentException("dates of the format " + format.id() + " have no part "
                        + part.part().id());
            }
            if (part.coding().missingSeen() != (missingSeen && part == parts.get(0))) {
                throw new IllegalArgumentException(
                        "the first part of a date must say whether values were missing, " + "and no other one");
            }
            if (part.part() == DatePart.DAYS
                    && (part.coding().min() < LocalDate.MIN.toEpochDay()
                            || part.coding().max() >= LocalDate.MAX.toEpochDay() + 1.0)) {
                throw new IllegalArgumentException("the days of a date must be those of dates, got "
                        + part.coding().min() + " to " + part.coding().max());
            }
        }
    }

    @Override
    public DateCoding withBins(int most) {
        return new DateCoding(
                name,
                source,
                format,
                missingSeen,
                parts.stream()
                        .map(part -> new Part(part.part(), part.coding().withBins(most)))
                        .toList());
    }

    @Override
    public List<NumericCoding> numbers() {
        return parts.stream().map(Part::coding).toList();
    }

    @Override
    public List<InputColumn> inputs() {
        return parts.stream().flatMap(part -> part.coding().inputs().stream()).toList();
    }

    /** The parts of all values of a column, ready to be encoded. */
    Values values(CategoricalColumn texts) {
        double[] ofLevel = new double[Math.multiplyExact(texts.levels().size(), parts.size())];
        boolean[] foreign = new boolean[texts.levels().size()];
        for (int code = 0; code < foreign.length; code++) {
            Optional<LocalDateTime> time = format.parse(texts.levels().get(code));
            foreign[code] = time.isEmpty() && !texts.levels().get(code).isBlank();
            for (int i = 0; i < parts.size(); i++) {
                ofLevel[code * parts.size() + i] =
                        time.isEmpty() ? Double.NaN : parts.get(i).part().of(time.get());
            }
        }
        ColumnView.firstForeign(texts, row -> !foreign[texts.code(row)]).ifPresent(row -> {
            throw new DataException(fault(texts.text(row)) + " in row " + (row + 1));
        });
        return new Values(this, texts, ofLevel, foreign);
    }

    /**
     * Writes the inputs of a moment to {@code out} from {@code offset} on; returns whether its day is outside the
     * range.
     */
    boolean encode(LocalDateTime time, double[] out, int offset) {
        int at = offset;
        for (Part part : parts) {
            at = part.coding().encode(part.part().of(time), out, at);
        }
        Part first = parts.get(0);
        return first.part() == DatePart.DAYS
                && first.coding().isOutside(first.part().of(time));
    }

    /** Writes the inputs of a missing date to {@code out} from {@code offset} on. */
    void encodeMissing(double[] out, int offset) {
        int at = offset;
        for (Part part : parts) {
            at = part.coding().encode(Double.NaN, out, at);
        }
    }

    /** What a value that is no date is told. */
    String fault(String text) {
        return "column " + quote(name) + " must be " + format.expected() + ", got " + quote(text);
    }

    /** The values of a column. */
    record Values(DateCoding coding, CategoricalColumn texts, double[] ofLevel, boolean[] foreignLevels) {

        /** How many rows have a text that is no date, and counts as missing. */
        int foreign() {
            int foreign = 0;
            for (int row = 0; row < texts.size(); row++) {
                int code = texts.code(row);
                foreign += code >= 0 && foreignLevels[code] ? 1 : 0;
            }
            return foreign;
        }

        /** How many rows have no value. */
        int missing() {
            int missing = 0;
            for (int row = 0; row < texts.size(); row++) {
                int code = texts.code(row);
                missing += code < 0 || Double.isNaN(ofLevel[code * coding.parts.size()]) ? 1 : 0;
            }
            return missing;
        }

        /** How many dates lie before the first or after the last day in training; times alone have no day. */
        int outside() {
            if (coding.parts.get(0).part() != DatePart.DAYS) {
                return 0;
            }
            NumericCoding days = coding.parts.get(0).coding();
            int outside = 0;
            for (int row = 0; row < texts.size(); row++) {
                int code = texts.code(row);
                outside += code >= 0 && days.isOutside(ofLevel[code * coding.parts.size()]) ? 1 : 0;
            }
            return outside;
        }

        /** The days in training, such as "2019-01-01 to 2024-03-05". */
        String range() {
            NumericCoding days = coding.parts.get(0).coding();
            return LocalDate.ofEpochDay((long) Math.floor(days.min())) + " to "
                    + LocalDate.ofEpochDay((long) Math.floor(days.max()));
        }

        /** Writes the inputs of a row to {@code out} from {@code offset} on. */
        void read(int row, double[] out, int offset) {
            int code = texts.code(row);
            int count = coding.parts.size();
            int at = offset;
            for (int i = 0; i < count; i++) {
                NumericCoding part = coding.parts.get(i).coding();
                at = part.encode(code < 0 ? Double.NaN : ofLevel[code * count + i], out, at);
            }
        }
    }
}
