package densa.table.train;

import static densa.internal.Quote.quote;

import densa.data.Split;
import densa.internal.Numerals;
import densa.table.Column;
import densa.table.audit.Finding;
import densa.table.encode.ClassCoding;
import densa.table.encode.FittedTarget;
import densa.table.encode.TableRows;
import densa.table.encode.TargetColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Finds out whether the validation rows can tell a good model from a bad one. */
final class ValidationNotes {

    private final TrainingTable table;
    private final FittedTarget target;
    private final Splits splits;
    private final Validation validation;
    private final List<Finding> found = new ArrayList<>();

    ValidationNotes(TrainingTable table, Splits splits, Validation validation) {
        this.table = table;
        this.target = table.target();
        this.splits = splits;
        this.validation = validation;
    }

    List<Finding> find() {
        if (!target.several()) {
            double[] truth = table.truth();
            if (splits.everyRowValidates()) {
                folds(truth);
            } else {
                rows(truth, splits.all().get(0));
            }
            table.validation().ifPresent(this::unknown);
        }
        if (validation instanceof Validation.Groups groups) {
            withoutGroup(groups.column());
        }
        return found;
    }

    private void add(Finding.Kind kind, Map<String, Double> figures, String text) {
        found.add(new Finding(kind, List.of(target.coding().name()), figures, text));
    }

    private void folds(double[] truth) {
        long same = splits.all().stream()
                .filter(split -> split.validation().length > 1
                        && IntStream.of(split.validation())
                                        .mapToDouble(row -> truth[row])
                                        .distinct()
                                        .count()
                                == 1)
                .count();
        if (same > 0) {
            add(
                    Finding.Kind.NOTHING_TO_COMPARE,
                    Map.of("folds", (double) same),
                    "the rows of " + same + " of the " + splits.all().size() + " folds all have the same "
                            + (target.coding() instanceof ClassCoding ? "class" : "target")
                            + ": metrics of single folds say little");
        }
    }

    private void rows(double[] truth, Split split) {
        double[] validated =
                IntStream.of(split.validation()).mapToDouble(row -> truth[row]).toArray();
        boolean same = Arrays.stream(validated).distinct().count() == 1;
        if (same && validated.length > 1) {
            add(
                    Finding.Kind.NOTHING_TO_COMPARE,
                    Map.of("rows", (double) validated.length),
                    "all " + validated.length + " validation rows "
                            + (target.coding() instanceof ClassCoding classes
                                    ? "are " + quote(classes.classes().get((int) validated[0]))
                                            + ": they cannot tell the classes apart"
                                    : "have the target " + Numerals.brief(validated[0])
                                            + ": they cannot tell a good model from a bad one"));
        } else if (target.coding() instanceof ClassCoding classes) {
            Map<String, Integer> counts = target.classCounts(table.table());
            for (int index = 0; index < classes.classes().size(); index++) {
                double label = index;
                if (Arrays.stream(validated).noneMatch(value -> value == label)) {
                    String name = classes.classes().get(index);
                    add(
                            Finding.Kind.CLASS_NOT_VALIDATED,
                            Map.of(name, (double) counts.getOrDefault(name, 0)),
                            "no validation row is " + quote(name) + ": how well this class is predicted is not known");
                }
            }
        }
    }

    private void unknown(TableRows rows) {
        if (!(target.coding() instanceof ClassCoding classes)) {
            return;
        }
        Column column = rows.table().column(classes.name());
        int[] strange = IntStream.of(
                        TargetColumns.of(rows.table(), target.codings()).completeRows())
                .filter(row -> classes.truth(column, row) < 0)
                .toArray();
        if (strange.length > 0) {
            add(
                    Finding.Kind.UNKNOWN_CLASS,
                    Map.of("rows", (double) strange.length),
                    (strange.length == 1 ? "1 validation row has" : strange.length + " validation rows have")
                            + " a class that training does not, such as " + quote(column.text(strange[0])) + " in row "
                            + (strange[0] + 1) + ": no prediction of "
                            + (strange.length == 1 ? "it" : "them") + " can be right");
        }
    }

    private void withoutGroup(String name) {
        Column column = table.table().column(name);
        long missing =
                IntStream.of(table.learning().rows()).filter(column::isMissing).count();
        if (missing > 0) {
            found.add(new Finding(
                    Finding.Kind.MISSING_GROUP,
                    List.of(name),
                    Map.of("rows", (double) missing),
                    (missing == 1 ? "1 row without a value of " : missing + " rows without a value of ")
                            + quote(name)
                            + (missing == 1 ? " is a group of its own" : ": each is a group of its own")));
        }
    }
}
