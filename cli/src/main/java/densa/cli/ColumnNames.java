package densa.cli;

import java.util.List;

/**
 * Names of columns as they are typed: separated by commas; a name that holds a comma stands in double quotes.
 *
 * @param names in the order typed
 */
record ColumnNames(List<String> names) {

    ColumnNames {
        names = List.copyOf(names);
    }

    /**
     * Parses what was typed.
     *
     * @throws IllegalArgumentException if a name is empty or a quote is not closed
     */
    static ColumnNames parse(String typed) {
        return new ColumnNames(QuotedList.split(typed));
    }

    /** All names of an option that may be given several times. */
    static String[] join(List<ColumnNames> typed) {
        return typed.stream().flatMap(columns -> columns.names.stream()).toArray(String[]::new);
    }
}
