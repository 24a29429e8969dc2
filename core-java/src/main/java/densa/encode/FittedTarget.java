package densa.encode;

import densa.table.Column;
import densa.table.DataException;
import densa.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found in the target column of a training table.
 *
 * @param coding how it becomes numbers
 * @param reason one line: why it was taken for classes or a number
 * @param rows the rows that can be learned from: those with a target and, if there are weights, a weight above 0
 * @param notes one line each about what was left out
 */
public record FittedTarget(TargetCoding coding, String reason, int[] rows, List<String> notes) {

    /** As found; the array is copied. */
    public FittedTarget {
        rows = rows.clone();
        notes = List.copyOf(notes);
    }

    /**
     * Looks at the target of a table, and at its weights if there are any.
     *
     * @throws DataException if a column with a role is not there, a weight is missing, negative, infinite or not a
     *     number, or nothing can be learned from the target
     */
    public static FittedTarget of(Table table, Roles roles) {
        return new TargetFitter(table, roles).fit();
    }

    /** A copy of the rows that can be learned from, ascending. */
    @Override
    public int[] rows() {
        return rows.clone();
    }

    /** The same rows with another coding. */
    public FittedTarget withCoding(TargetCoding other) {
        return new FittedTarget(other, reason, rows, notes);
    }

    /** What is predicted; never auto. */
    public Task task() {
        return coding instanceof ClassCoding ? Task.CLASSIFICATION : Task.REGRESSION;
    }

    /** One line for the report on the column. */
    String describe(Table table) {
        if (coding instanceof ClassCoding classes) {
            return classes.classes().size() + " classes, because " + reason;
        }
        Column column = table.column(coding.name());
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int row : rows) {
            double value = NumberCoding.value(column, row);
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return "a number from " + Numerals.brief(least) + " to " + Numerals.brief(most) + ", because " + reason;
    }

    /** The number of rows of each class, in the order of the classes; empty if a number is predicted. */
    public Map<String, Integer> classCounts(Table table) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        if (coding instanceof ClassCoding classes) {
            Column column = table.column(coding.name());
            int[] count = new int[classes.classes().size()];
            for (int row : rows) {
                count[(int) coding.encode(column, row)]++;
            }
            for (int i = 0; i < count.length; i++) {
                counts.put(classes.classes().get(i), count[i]);
            }
        }
        return counts;
    }
}
