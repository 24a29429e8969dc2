package densa.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One row as it is typed: {@code age=31,city=Oslo}; what holds a comma stands in double quotes.
 *
 * @param values by column name
 */
record RowValues(Map<String, String> values) {

    /**
     * Parses what was typed.
     *
     * @throws IllegalArgumentException if it is not that
     */
    static RowValues parse(String typed) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : QuotedList.split(typed)) {
            int sign = part.indexOf('=');
            if (sign < 1) {
                throw new IllegalArgumentException("a row must be COLUMN=VALUE,COLUMN=VALUE, got " + typed);
            }
            values.put(part.substring(0, sign).strip(), part.substring(sign + 1).strip());
        }
        return new RowValues(values);
    }
}
