package densa.table.audit;

import densa.internal.LongIndex;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.encode.ColumnView;
import densa.table.encode.DateCoding;
import densa.table.encode.DateFormat;
import densa.table.encode.InputCoding;
import densa.table.encode.NumericCoding;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * An input column as an audit sees it, in the rows that are learned from: a number each (dates are seconds), or the
 * code of a level.
 */
final class AuditedColumn {

    /** The most different numbers that are counted. */
    static final int MOST_DISTINCT = 1024;

    private static final long MISSING = 0x7FF8_0000_0000_0001L;

    private final String name;
    private final boolean number;
    private final double[] numbers;
    private final int[] codes;
    private final int[] hashOfLevel;

    private AuditedColumn(String name, double[] numbers) {
        this.name = name;
        this.number = true;
        this.numbers = numbers;
        this.codes = new int[0];
        this.hashOfLevel = new int[0];
    }

    private AuditedColumn(CategoricalColumn names, int[] rows) {
        this.name = names.name();
        this.number = false;
        this.numbers = new double[0];
        this.codes = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            codes[i] = names.code(rows[i]);
        }
        this.hashOfLevel = names.levels().stream().mapToInt(String::hashCode).toArray();
    }

    static AuditedColumn of(InputCoding coding, Column column, int[] rows) {
        if (coding instanceof NumericCoding numeric) {
            NumericColumn numbers = numeric.numbersOf(column);
            double[] values = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                double value = numbers.value(rows[i]);
                // Adding 0 makes -0.0 the same value as 0.0.
                values[i] = Double.isInfinite(value) ? Double.NaN : value + 0.0;
            }
            return new AuditedColumn(coding.name(), values);
        }
        CategoricalColumn names = ColumnView.names(column);
        return coding instanceof DateCoding date
                ? new AuditedColumn(coding.name(), seconds(date.format(), names, rows))
                : new AuditedColumn(names, rows);
    }

    private static double[] seconds(DateFormat format, CategoricalColumn texts, int[] rows) {
        double[] ofLevel = new double[texts.levels().size()];
        for (int code = 0; code < ofLevel.length; code++) {
            Optional<LocalDateTime> time = format.parse(texts.levels().get(code));
            ofLevel[code] = time.isPresent() ? time.get().toEpochSecond(ZoneOffset.UTC) : Double.NaN;
        }
        double[] values = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int code = texts.code(rows[i]);
            values[i] = code < 0 ? Double.NaN : ofLevel[code];
        }
        return values;
    }

    String name() {
        return name;
    }

    int size() {
        return number ? numbers.length : codes.length;
    }

    /** Whether it holds numbers. */
    boolean isNumber() {
        return number;
    }

    /** The number in a row, counted through the rows that are learned from; NaN if it is missing. */
    double number(int i) {
        return numbers[i];
    }

    /** The code of the level in such a row; -1 if it is missing. */
    int code(int i) {
        return codes[i];
    }

    boolean isMissing(int i) {
        return number ? Double.isNaN(numbers[i]) : codes[i] < 0;
    }

    /** Different levels, with those that do not occur. */
    int levels() {
        return hashOfLevel.length;
    }

    /** What stands in a row, as bits. */
    long bits(int i) {
        if (!number) {
            return codes[i];
        }
        return Double.isNaN(numbers[i]) ? MISSING : Double.doubleToRawLongBits(numbers[i]);
    }

    /**
     * What the column holds, in short.
     *
     * @param exact the same for columns of the same values
     * @param renamed the same for columns of the same values under any renaming; empty if most values occur once, or
     *     there are very many, as any two such columns are renamings of each other
     * @param distinct how many different values there are, missing ones included; more numbers than
     *     {@link #MOST_DISTINCT} are not all counted
     * @param missing how many rows have none
     */
    record Digest(long exact, Optional<Long> renamed, int distinct, int missing) {}

    Digest digest() {
        return number ? digestOfNumbers() : digestOfNames();
    }

    private Digest digestOfNumbers() {
        LongIndex index = new LongIndex();
        long exact = 1;
        long renamed = 0;
        int missing = 0;
        for (int i = 0; i < numbers.length; i++) {
            long bits = bits(i);
            missing += bits == MISSING ? 1 : 0;
            exact = LongIndex.mix(exact + bits) + i;
            if (index.size() <= MOST_DISTINCT) {
                renamed = LongIndex.mix(renamed + (bits == MISSING ? -1 : index.of(bits))) + i;
            }
        }
        return digest(exact, renamed, index.size(), index.size() <= MOST_DISTINCT, missing);
    }

    private Digest digestOfNames() {
        int[] numberOf = new int[hashOfLevel.length]; // + 1, 0 = not seen
        int distinct = 0;
        long exact = 2;
        long renamed = 0;
        int missing = 0;
        for (int i = 0; i < codes.length; i++) {
            int code = codes[i];
            missing += code < 0 ? 1 : 0;
            if (code >= 0 && numberOf[code] == 0) {
                numberOf[code] = ++distinct;
            }
            exact = LongIndex.mix(exact + (code < 0 ? MISSING : hashOfLevel[code])) + i;
            renamed = LongIndex.mix(renamed + (code < 0 ? -1 : numberOf[code] - 1)) + i;
        }
        return digest(exact, renamed, distinct, true, missing);
    }

    private Digest digest(long exact, long renamed, int distinct, boolean all, int missing) {
        boolean repeated = all && distinct * 2L <= size() - missing;
        return new Digest(
                exact, repeated ? Optional.of(renamed) : Optional.empty(), distinct + (missing > 0 ? 1 : 0), missing);
    }
}
