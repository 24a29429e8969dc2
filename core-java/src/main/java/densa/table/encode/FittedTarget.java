package densa.table.encode;

import densa.data.DataException;
import densa.internal.Numerals;
import densa.table.Column;
import densa.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was found in the target columns of a training table.
 *
 * @param codings how each of them becomes numbers: one, or several that are all numbers or all yes/no
 * @param reason one line: why they were taken for classes or numbers
 * @param rows the rows that can be learned from: those with all targets and, if there are weights, a weight above 0
 * @param leftOut the rows that cannot be learned from
 */
public record FittedTarget(List<TargetCoding> codings, String reason, int[] rows, LeftOut leftOut) {

    /**
     * Numbers of rows that cannot be learned from.
     *
     * @param withoutTarget rows without a value of a target
     * @param ofWeightZero the other rows whose weight is 0
     * @param foreign the texts that are no numbers in a target of numbers, with their rows; empty if there are none
     */
    public record LeftOut(int withoutTarget, int ofWeightZero, String foreign) {}

    /**
     * As found.
     *
     * @param codings how each target becomes numbers: one, or several that are all numbers or all yes/no; copied
     * @param reason one line: why they were taken for classes or numbers
     * @param rows the rows that can be learned from, ascending; copied
     * @param leftOut the rows that cannot be learned from
     */
    public FittedTarget {
        codings = List.copyOf(codings);
        rows = rows.clone();
    }

    /**
     * Looks at the target of a table, and at its weights if there are any.
     *
     * @param table the training table, in which what means missing is missing: see {@link ValueRules#cleaned}
     * @param roles which of its columns are targets and weight, and what the task is
     * @return how the targets become numbers, and from which rows
     * @throws DataException if a column with a role is not there, a weight is missing, negative, infinite or not a
     *     number, or nothing can be learned from the target
     */
    public static FittedTarget of(Table table, Roles roles) {
        return roles.targets().size() == 1
                ? new TargetFitter(table, roles).fit()
                : new SeveralTargetsFitter(table, roles).fit();
    }

    /** {@return a copy of the rows that can be learned from, ascending} */
    @Override
    public int[] rows() {
        return rows.clone();
    }

    /**
     * {@return how the single target becomes numbers}
     *
     * @throws IllegalStateException if there are several
     */
    public TargetCoding coding() {
        if (codings.size() > 1) {
            throw new IllegalStateException("there are " + codings.size() + " targets: take one of the codings");
        }
        return codings.get(0);
    }

    /** {@return whether there are several targets} */
    public boolean several() {
        return codings.size() > 1;
    }

    /**
     * {@return the same rows with another coding of the single target}
     *
     * @param other of the same column; not checked
     */
    public FittedTarget withCoding(TargetCoding other) {
        return new FittedTarget(List.of(other), reason, rows, leftOut);
    }

    /**
     * {@return the same with another reason}
     *
     * @param other one line, as the end of a sentence
     */
    public FittedTarget withReason(String other) {
        return new FittedTarget(codings, other, rows, leftOut);
    }

    /** {@return what is predicted; never auto} */
    public Task task() {
        return codings.get(0) instanceof ClassCoding ? Task.CLASSIFICATION : Task.REGRESSION;
    }

    /** One line for the report on a target column. */
    String describe(Table table, String name) {
        TargetCoding coding = codings.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        if (several() && coding instanceof ClassCoding classes) {
            return classCounts(table, classes).entrySet().stream()
                            .map(count -> count.getKey() + " (" + count.getValue() + ")")
                            .collect(Collectors.joining(" or "))
                    + ", because " + reason;
        }
        if (coding instanceof ClassCoding classes) {
            return classes.classes().size() + " classes, because " + reason;
        }
        Column column = coding.view(table.column(coding.name()));
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int row : rows) {
            double value = NumberCoding.value(column, row);
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return "a number from " + Numerals.brief(least) + " to " + Numerals.brief(most) + ", because " + reason;
    }

    /**
     * {@return the number of rows of each class, in the order of the classes; empty for a number or several targets}
     *
     * @param table the one that was looked at
     */
    public Map<String, Integer> classCounts(Table table) {
        return !several() && coding() instanceof ClassCoding classes ? classCounts(table, classes) : Map.of();
    }

    /**
     * {@return the number of rows of each class of one target, in the order of the classes}
     *
     * @param table the one that was looked at
     * @param classes one of the codings
     */
    public Map<String, Integer> classCounts(Table table, ClassCoding classes) {
        Column column = table.column(classes.name());
        int[] count = new int[classes.classes().size()];
        for (int row : rows) {
            count[(int) classes.encode(column, row)]++;
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < count.length; i++) {
            counts.put(classes.classes().get(i), count[i]);
        }
        return counts;
    }
}
