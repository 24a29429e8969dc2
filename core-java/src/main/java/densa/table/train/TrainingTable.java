package densa.table.train;

import densa.data.DataException;
import densa.data.Dataset;
import densa.data.Precision;
import densa.table.Column;
import densa.table.Table;
import densa.table.encode.ClassCoding;
import densa.table.encode.Encoder;
import densa.table.encode.FittedTarget;
import densa.table.encode.NumberCoding;
import densa.table.encode.Roles;
import densa.table.encode.TableRows;
import densa.table.encode.TargetColumns;
import densa.table.encode.Task;
import densa.table.encode.WeightColumn;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rows of a training with their targets and weights, counted through: those to learn from, then those of a
 * validation table if there is one.
 */
final class TrainingTable {

    private final TableRows learning;
    private final Optional<TableRows> validation;
    private final Optional<TableRows> unknown;
    private final FittedTarget target;
    private final double[] classFactors;

    TrainingTable(
            Table table, Optional<Table> validation, Roles roles, FittedTarget target, ClassWeights classWeights) {
        this.target = target;
        this.learning = TableRows.of(table, roles, target.rows());
        this.validation = validation.map(other -> TableRows.of(other, roles, validationRows(other, roles, target)));
        this.unknown = validation
                .map(other -> TableRows.of(other, roles, validationRows(other, roles, target, false)))
                .filter(rows -> rows.count() > 0);
        this.classFactors =
                classes().map(classes -> classFactors(classes, classWeights)).orElse(new double[0]);
    }

    private static int[] validationRows(Table table, Roles roles, FittedTarget target, boolean known) {
        WeightColumn weights = WeightColumn.of(table, roles);
        TargetColumns columns = TargetColumns.of(table, target.codings());
        return IntStream.of(columns.completeRows())
                .filter(row -> weights.weight(row) > 0 && isKnown(columns, row, target.task()) == known)
                .toArray();
    }

    private static int[] validationRows(Table table, Roles roles, FittedTarget target) {
        int[] rows = validationRows(table, roles, target, true);
        if (rows.length == 0) {
            throw new DataException("the validation table has no row with a value of "
                    + TargetColumns.named(roles.targets()) + " that training has");
        }
        return rows;
    }

    /** Whether all classes of a row are known in training. */
    private static boolean isKnown(TargetColumns columns, int row, Task task) {
        return task == Task.REGRESSION
                || Arrays.stream(columns.truth(new int[] {row})).allMatch(index -> index >= 0);
    }

    /** Returns the classes of the single target; empty for numbers or several targets. */
    private Optional<ClassCoding> classes() {
        return !target.several() && target.coding() instanceof ClassCoding classes
                ? Optional.of(classes)
                : Optional.empty();
    }

    private double[] classFactors(ClassCoding classes, ClassWeights classWeights) {
        double[] weightOf = new double[classes.classes().size()];
        Column column = learning.table().column(classes.name());
        int[] rows = learning.rows();
        double[] weights = learning.weights();
        for (int i = 0; i < rows.length; i++) {
            weightOf[(int) classes.encode(column, rows[i])] += weights[i];
        }
        return classWeights.of(classes.classes(), weightOf);
    }

    Table table() {
        return learning.table();
    }

    TableRows learning() {
        return learning;
    }

    Optional<TableRows> validation() {
        return validation;
    }

    /** Returns the number of rows to learn from. */
    int count() {
        return learning.count();
    }

    /** Returns the number of all rows. */
    int size() {
        return count() + validation.map(TableRows::count).orElse(0);
    }

    /** Returns the rows of a validation table whose class training does not have: no prediction of them is right. */
    Optional<TableRows> unknown() {
        return unknown;
    }

    FittedTarget target() {
        return target;
    }

    private Stream<TableRows> parts() {
        return Stream.concat(Stream.of(learning), validation.stream());
    }

    /** Returns all rows as an encoder sees them. */
    Dataset dataset(Encoder encoder, Precision precision) {
        return encoder.encode(parts().map(this::weighted).toList(), precision);
    }

    /** Returns the weights of all rows, class weights included. */
    double[] weights() {
        return parts().flatMapToDouble(part -> Arrays.stream(weighted(part).weights()))
                .toArray();
    }

    /** Returns the targets of all rows, rows x targets: class indexes or numbers. */
    double[] truth() {
        return parts().flatMapToDouble(part -> Arrays.stream(
                        TargetColumns.of(part.table(), target.codings()).truth(part.rows())))
                .toArray();
    }

    private TableRows weighted(TableRows part) {
        return classes().map(classes -> weighted(part, classes)).orElse(part);
    }

    private TableRows weighted(TableRows part, ClassCoding classes) {
        double[] weights = part.weights();
        int[] rows = part.rows();
        Column column = part.table().column(classes.name());
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= classFactors[(int) classes.encode(column, rows[i])];
        }
        return new TableRows(part.table(), rows, weights);
    }

    /** Returns the coding of the logarithm of the single target, a number, if it could be better. */
    Optional<NumberCoding> logarithm() {
        NumberCoding plain = (NumberCoding) target.coding();
        return plain.ofLogarithm(table().column(plain.name()), learning.rows())
                .filter(coding -> validation.stream().allMatch(this::isPositive));
    }

    private boolean isPositive(TableRows rows) {
        return Arrays.stream(TargetColumns.of(rows.table(), target.codings()).truth(rows.rows()))
                .allMatch(value -> value > 0);
    }
}
