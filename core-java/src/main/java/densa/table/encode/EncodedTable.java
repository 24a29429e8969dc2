package densa.table.encode;

import densa.internal.Numerals;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A table seen through an {@link Encoder}: row by row, the numbers of the input columns. Immutable and safe for any
 * number of threads.
 */
public final class EncodedTable {

    private final int rows;
    private final int width;
    private final List<Cells> cells;
    private final int[] offsets;
    private final List<Difference> differences;
    private final List<InputNote> notes;

    /** The values of one table column. */
    private interface Cells {
        /** Writes the input columns of a row. */
        void read(int row, double[] out, int offset);
    }

    /**
     * The values of a contrast.
     *
     * @param first the place of the first column among the codings
     */
    private record Difference(Contrast contrast, int first, NumericColumn x, int second, NumericColumn y, int offset) {
        void encode(int rowOfX, int rowOfY, double[] out, int at) {
            contrast.encode(x.value(rowOfX), y.value(rowOfY), out, at + offset);
        }
    }

    EncodedTable(Table table, Encoder encoder) {
        this.rows = table.rows();
        this.width = encoder.inputs().size();
        List<InputCoding> codings = encoder.codings();
        this.offsets = IntStream.range(0, codings.size()).map(encoder::offset).toArray();
        List<InputNote> found = new ArrayList<>();
        List<Cells> columns = new ArrayList<>();
        for (InputCoding coding : codings) {
            Column column = table.column(coding.name());
            if (coding instanceof NumericCoding numeric) {
                columns.add(cells(numeric, column, found));
            } else if (coding instanceof CategoricalCoding categorical) {
                columns.add(cells(categorical, column, found));
            } else if (coding instanceof DateCoding date) {
                columns.add(cells(date, column, found));
            }
        }
        List<String> names = codings.stream().map(InputCoding::name).toList();
        List<Difference> pairs = new ArrayList<>();
        for (int i = 0; i < encoder.contrasts().size(); i++) {
            Contrast contrast = encoder.contrasts().get(i);
            int x = names.indexOf(contrast.first().column());
            int y = names.indexOf(contrast.second().column());
            pairs.add(new Difference(
                    contrast,
                    x,
                    numbers(codings.get(x), table),
                    y,
                    numbers(codings.get(y), table),
                    encoder.contrastOffset(i)));
        }
        this.cells = List.copyOf(columns);
        this.differences = List.copyOf(pairs);
        this.notes = List.copyOf(found);
    }

    /** A contrast is of numeric columns. */
    private static NumericColumn numbers(InputCoding coding, Table table) {
        return ((NumericCoding) coding).numbersOf(table.column(coding.name()));
    }

    private static Cells cells(NumericCoding coding, Column column, List<InputNote> notes) {
        NumericColumn numbers = coding.numbersOf(column);
        int infinite = 0;
        int missing = 0;
        int foreign = 0;
        int outside = 0;
        for (int row = 0; row < numbers.size(); row++) {
            double value = numbers.value(row);
            infinite += Double.isInfinite(value) ? 1 : 0;
            missing += Double.isNaN(value) ? 1 : 0;
            foreign += Double.isNaN(value) && !column.isMissing(row) ? 1 : 0;
            outside += coding.isOutside(value) ? 1 : 0;
        }
        if (outside > 0) {
            notes.add(InputNote.outOfRange(
                    column.name(),
                    outside,
                    "value",
                    coding.min() == coding.max()
                            ? "other than " + Numerals.brief(coding.min()) + ", the only one in training"
                            : "outside " + Numerals.brief(coding.min()) + " to " + Numerals.brief(coding.max())
                                    + ", the range in training"));
        }
        if (infinite > 0) {
            notes.add(InputNote.infinite(column.name(), infinite));
        }
        if (foreign > 0) {
            notes.add(InputNote.foreign(column.name(), foreign, "number"));
        }
        if (missing > 0 && !coding.missingSeen()) {
            notes.add(InputNote.missing(column.name(), missing, "the median " + Numerals.brief(coding.median())));
        }
        return (row, out, offset) -> coding.encode(numbers.value(row), out, offset);
    }

    private static Cells cells(CategoricalCoding coding, Column column, List<InputNote> notes) {
        CategoricalColumn names = ColumnView.names(column);
        int[] indexes = new int[names.levels().size()];
        Arrays.setAll(indexes, code -> coding.index(names.levels().get(code)));
        boolean[] unknown = new boolean[indexes.length];
        for (int code = 0; code < unknown.length; code++) {
            unknown[code] = !coding.rareSeen() && !coding.knows(names.levels().get(code));
        }
        int missing = 0;
        int strange = 0;
        Set<String> strangers = new LinkedHashSet<>();
        for (int row = 0; row < names.size(); row++) {
            int code = names.code(row);
            if (code < 0) {
                missing++;
            } else if (unknown[code]) {
                strange++;
                if (strangers.size() <= InputNote.LEVELS_SHOWN) {
                    strangers.add(names.text(row));
                }
            }
        }
        if (strange > 0) {
            notes.add(InputNote.unknown(column.name(), strange, List.copyOf(strangers)));
        }
        if (missing > 0 && !coding.missingSeen()) {
            notes.add(InputNote.missing(column.name(), missing, coding.rareSeen() ? "a rare level" : "unknown"));
        }
        return (row, out, offset) -> {
            int code = names.code(row);
            out[offset] = code < 0 ? coding.missingIndex() : indexes[code];
        };
    }

    private static Cells cells(DateCoding coding, Column column, List<InputNote> notes) {
        DateCoding.Values values = coding.values(ColumnView.names(column));
        int outside = values.outside();
        if (outside > 0) {
            notes.add(InputNote.outOfRange(
                    column.name(), outside, "date", "outside " + values.range() + ", the range in training"));
        }
        int foreign = values.foreign();
        if (foreign > 0) {
            notes.add(InputNote.foreign(column.name(), foreign, "date"));
        }
        int missing = values.missing();
        if (missing > 0 && !coding.missingSeen()) {
            notes.add(InputNote.missing(column.name(), missing, "the median of each part"));
        }
        return values::read;
    }

    /** {@return the number of rows} */
    public int rows() {
        return rows;
    }

    /** {@return the numbers in a row: the encoder's input columns} */
    public int width() {
        return width;
    }

    /**
     * {@return what had to be guessed, a note for each column and kind: numbers and dates outside of the range in
     * training, names that training did not have, infinite numbers, and missing values where training had none}
     */
    public List<InputNote> notes() {
        return notes;
    }

    /**
     * Writes the numbers of a row.
     *
     * @param row the row, 0 to {@link #rows()} - 1
     * @param out receives {@link #width()} numbers
     * @param offset the index in {@code out} of the first one
     */
    public void read(int row, double[] out, int offset) {
        for (int i = 0; i < offsets.length; i++) {
            cells.get(i).read(row, out, offset + offsets[i]);
        }
        for (Difference pair : differences) {
            pair.encode(row, row, out, offset);
        }
    }

    /**
     * Gives some columns of a row that was read the values of another row. A contrast of one of them is of both rows.
     *
     * @param row the row that was read
     * @param other the row whose values it gets
     * @param columns their places among {@link Encoder#codings()}
     * @param out holds the row from {@code offset} on
     * @param offset the index in {@code out} where the row begins
     */
    public void exchange(int row, int other, Set<Integer> columns, double[] out, int offset) {
        for (int column : columns) {
            cells.get(column).read(other, out, offset + offsets[column]);
        }
        for (Difference pair : differences) {
            boolean first = columns.contains(pair.first());
            boolean second = columns.contains(pair.second());
            if (first || second) {
                pair.encode(first ? other : row, second ? other : row, out, offset);
            }
        }
    }

    /** {@return the numbers of all rows: rows x {@link #width()}} */
    public double[] toArray() {
        double[] all = new double[Math.multiplyExact(rows, width)];
        for (int row = 0; row < rows; row++) {
            read(row, all, row * width);
        }
        return all;
    }
}
