package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.internal.Quote;
import densa.table.Column;
import densa.table.Table;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The target columns of a table with their codings. Immutable and safe for any number of threads. */
public final class TargetColumns {

    private final List<Column> columns;
    private final List<TargetCoding> codings;

    private TargetColumns(List<Column> columns, List<TargetCoding> codings) {
        this.columns = columns;
        this.codings = codings;
    }

    /**
     * Finds the columns by their names.
     *
     * @param table has a column for each target, in any order; other columns are ignored
     * @param codings how the targets were encoded in training
     * @return the columns in the order of the codings
     * @throws DataException if one is not in the table
     */
    public static TargetColumns of(Table table, List<TargetCoding> codings) {
        return new TargetColumns(
                codings.stream()
                        .map(coding -> coding.view(column(table, coding.name())))
                        .toList(),
                List.copyOf(codings));
    }

    /** A target column of a table. */
    static Column column(Table table, String name) {
        try {
            return table.column(name);
        } catch (DataException e) {
            throw new DataException("target " + e.getMessage(), e);
        }
    }

    /**
     * {@return the targets for a message: {@code the target "a"}, or {@code all targets, "a", "b"}}
     *
     * @param names those of the targets, at least one
     */
    public static String named(List<String> names) {
        return names.size() == 1
                ? "the target " + quote(names.get(0))
                : "all targets, " + names.stream().map(Quote::quote).collect(Collectors.joining(", "));
    }

    /** {@return the number of targets} */
    public int count() {
        return columns.size();
    }

    /** {@return the rows that have a value of every target, ascending} */
    public int[] completeRows() {
        int rows = columns.get(0).size();
        return IntStream.range(0, rows)
                .filter(row -> columns.stream().noneMatch(column -> column.isMissing(row)))
                .toArray();
    }

    /**
     * {@return a target as a data set holds it}
     *
     * @param row the row, 0 to the table's rows - 1
     * @param target the index of the target's coding
     * @throws DataException as {@link TargetCoding#encode}
     */
    public double encode(int row, int target) {
        return codings.get(target).encode(columns.get(target), row);
    }

    /**
     * {@return what is true of some rows: rows x targets, row-major, as {@link TargetCoding#truth} has it}
     *
     * @param rows the rows, each with all targets
     * @throws DataException as {@link TargetCoding#encode}
     */
    public double[] truth(int[] rows) {
        double[] truth = new double[Math.multiplyExact(rows.length, count())];
        for (int i = 0; i < truth.length; i++) {
            int target = i % count();
            truth[i] = codings.get(target).truth(columns.get(target), rows[i / count()]);
        }
        return truth;
    }
}
