package densa.table.train;

import static densa.internal.Quote.quote;

import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.audit.Finding;
import densa.table.encode.ClassCoding;
import densa.table.encode.Encoder;
import densa.table.encode.FittedTarget;
import densa.table.encode.Roles;
import densa.table.encode.TargetCoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a plan finds in passing; the audit of the table takes longer. */
final class PlanNotes {

    private static final int FEW_VALIDATION_ROWS = 30;

    private final List<String> targets;
    private final List<Finding> found = new ArrayList<>();

    private PlanNotes(List<String> targets) {
        this.targets = targets;
    }

    static List<Finding> of(Table table, Roles roles, FittedTarget target, Encoder encoder, Splits splits) {
        PlanNotes notes = new PlanNotes(roles.targets());
        notes.leftOut(target.leftOut());
        if (target.several()) {
            target.codings().forEach(coding -> notes.singleRows(table, target, coding));
        }
        encoder.codings().stream()
                .map(coding -> table.column(coding.name()))
                .filter(column -> isRunningNumber(column) && !roles.numeric().contains(column.name()))
                .forEach(notes::runningNumber);
        if (!target.several() && target.coding() instanceof ClassCoding classes) {
            notes.notInTraining(classes, target.classCounts(table), splits);
        }
        notes.validationRows(splits.validationRows());
        return List.copyOf(notes.found);
    }

    private void addOfRows(Finding.Kind kind, int rows, String text) {
        found.add(new Finding(kind, targets, Map.of("rows", (double) rows), text));
    }

    private void leftOut(FittedTarget.LeftOut rows) {
        if (rows.withoutTarget() > 0) {
            String names = targets.stream().map(name -> quote(name)).collect(Collectors.joining(" or "));
            addOfRows(
                    Finding.Kind.MISSING_TARGET,
                    rows.withoutTarget(),
                    count(rows.withoutTarget()) + " without a value of " + names + " left out"
                            + (rows.foreign().isEmpty() ? "" : ": " + rows.foreign()));
        }
        if (rows.ofWeightZero() > 0) {
            addOfRows(
                    Finding.Kind.ZERO_WEIGHT,
                    rows.ofWeightZero(),
                    count(rows.ofWeightZero()) + " of weight 0 left out");
        }
    }

    private void singleRows(Table table, FittedTarget target, TargetCoding coding) {
        if (coding instanceof ClassCoding classes) {
            target.classCounts(table, classes).forEach((label, rows) -> {
                if (rows == 1) {
                    found.add(new Finding(
                            Finding.Kind.RARE_CLASSES,
                            List.of(classes.name()),
                            Map.of(label, 1.0),
                            "class " + quote(label) + " of " + quote(classes.name()) + " has a single row"));
                }
            });
        }
    }

    private static boolean isRunningNumber(Column column) {
        return column instanceof NumericColumn numbers
                && IntStream.range(1, numbers.size()).allMatch(row -> numbers.value(row) == numbers.value(row - 1) + 1);
    }

    private void runningNumber(Column column) {
        found.add(new Finding(
                Finding.Kind.RUNNING_NUMBER,
                List.of(column.name()),
                Map.of(),
                "column " + quote(column.name())
                        + " is a running number: ignore it, or mark it as an id, unless row order is meaningful"));
    }

    private void notInTraining(ClassCoding classes, Map<String, Integer> counts, Splits splits) {
        for (int index : splits.unlearned()) {
            String label = classes.classes().get(index);
            found.add(new Finding(
                    Finding.Kind.CLASS_NOT_IN_TRAINING,
                    targets,
                    Map.of(label, (double) counts.getOrDefault(label, 0)),
                    "class " + quote(label)
                            + (splits.everyRowValidates()
                                    ? " falls into a single fold: the networks validated on that fold never see it in"
                                            + " training"
                                    : " occurs in validation rows only: no network sees it in training")));
        }
    }

    private void validationRows(int rows) {
        if (rows < FEW_VALIDATION_ROWS) {
            addOfRows(
                    Finding.Kind.FEW_VALIDATION_ROWS,
                    rows,
                    "only " + (rows == 1 ? "1 validation row" : rows + " validation rows")
                            + ": metrics are indicative only");
        }
    }

    private static String count(int rows) {
        return rows == 1 ? "1 row" : rows + " rows";
    }
}
