package densa.cli;

import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Texts that a spreadsheet would take for formulas, as OWASP lists them under "CSV injection". */
final class Formulas {

    private static final Pattern BEGIN = Pattern.compile("[=+\\-@\\t\\r].*", Pattern.DOTALL);

    private Formulas() {}

    /** Returns a table whose names and texts are no formulas: an apostrophe stands before those that would be. */
    static Table escaped(Table table) {
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            String name = escaped(column.name());
            if (column instanceof NumericColumn numbers) {
                double[] values = new double[numbers.size()];
                for (int row = 0; row < values.length; row++) {
                    values[row] = numbers.value(row);
                }
                columns.add(NumericColumn.of(name, values));
            } else {
                CategoricalColumn.Builder texts =
                        CategoricalColumn.builder(name).expectRows(column.size());
                for (int row = 0; row < column.size(); row++) {
                    texts.add(column.isMissing(row) ? "" : escaped(column.text(row)));
                }
                columns.add(texts.build());
            }
        }
        return Table.of(columns);
    }

    private static String escaped(String text) {
        return BEGIN.matcher(text).matches() ? "'" + text : text;
    }
}
