package densa.table.encode;

import densa.internal.Named;
import densa.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a column of the training table was taken for, and why.
 *
 * @param name the column
 * @param use what it is for
 * @param detail one line without the column's name, such as "3 levels"
 */
public record ColumnReport(String name, Use use, String detail) {

    /**
     * {@return what each column of a table would be taken for as an input, in the order of the table}
     *
     * @param table any table, with a target or without
     */
    public static List<ColumnReport> ofEach(Table table) {
        int[] rows = IntStream.range(0, table.rows()).toArray();
        boolean decimalComma = NumberFitter.isCommaDecimal(table, column -> true);
        return table.columns().stream()
                .map(column -> rows.length == 0
                        ? new ColumnReport(column.name(), Use.SET_ASIDE, "no rows")
                        : new ColumnFitter(column, rows, 0, decimalComma)
                                .fit(Optional.empty())
                                .report())
                .toList();
    }

    /** With more to say. */
    ColumnReport with(String more) {
        return new ColumnReport(name, use, detail + "; " + more);
    }

    /** What a column is for. */
    public enum Use implements Named {
        /** What is predicted. */
        TARGET("target"),
        /** The weights of the rows. */
        WEIGHT("weight"),
        /** Passed through to the predictions. */
        ID("id"),
        /** An input whose values are numbers. */
        NUMERIC("numeric"),
        /** An input whose values are names. */
        CATEGORICAL("categorical"),
        /** An input whose values are dates or times. */
        DATE("date"),
        /** Not used, because the caller said so. */
        IGNORED("ignored"),
        /** Not used, because nothing can be learned from it. */
        SET_ASIDE("set_aside");

        private final String id;

        Use(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        /**
         * {@return the use with a name}
         *
         * @param id one of the names that {@link #id()} gives, such as {@code set_aside}
         * @throws IllegalArgumentException if there is none; the message lists the valid names
         */
        public static Use named(String id) {
            return Named.find("use", id, List.of(values()));
        }
    }
}
