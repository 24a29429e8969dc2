package densa.table.train;

import densa.data.DataException;
import densa.data.Split;
import densa.internal.Quote;
import densa.table.Column;
import densa.table.encode.FittedTarget;
import densa.table.encode.TableRows;
import densa.table.encode.TargetColumns;
import densa.table.encode.Task;
import densa.table.encode.TimeOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which rows each network learns from and which ones validate it. Rows are counted through those to learn from, then
 * those of a validation table.
 */
final class Splits {

    /** Networks that are validated on the same rows, where there are no folds. */
    private static final int MEMBERS = 5;

    private final Validation validation;
    private final double[] targets;
    private final boolean classes;
    private final int[] groups;
    private final double[] times;
    private final int validationTableRows;
    private final int foldsByRows;
    private final long seed;
    private final List<Split> first;

    private Splits(
            Validation validation,
            double[] targets,
            boolean classes,
            int[] groups,
            double[] times,
            int validationTableRows,
            int foldsByRows,
            long seed) {
        this.validation = validation;
        this.targets = targets;
        this.classes = classes;
        this.groups = groups;
        this.times = times;
        this.validationTableRows = validationTableRows;
        this.foldsByRows = foldsByRows;
        this.seed = seed;
        this.first = repeat(0);
    }

    static Splits of(TrainingTable table, Recipe recipe) {
        TableRows learning = table.learning();
        FittedTarget target = table.target();
        double[] targets = orderOf(learning, target);
        Validation validation = recipe.options().validation();
        int[] groups = new int[0];
        double[] times = new double[0];
        if (validation instanceof Validation.Groups byGroup) {
            groups = groups(learning, byGroup.column());
        } else if (validation instanceof Validation.Latest latest) {
            times = TimeOrder.of(learning.table().column(latest.column()), learning.rows());
        }
        return new Splits(
                validation,
                targets,
                target.task() == Task.CLASSIFICATION,
                groups,
                times,
                table.validation().map(TableRows::count).orElse(0),
                recipe.folds(),
                recipe.options().seed());
    }

    /**
     * What folds are stratified by: the target; of several numbers, the sum of the standardised ones; of several
     * yes/no, a number for each combination.
     */
    private static double[] orderOf(TableRows learning, FittedTarget target) {
        TargetColumns columns = TargetColumns.of(learning.table(), target.codings());
        int[] rows = learning.rows();
        if (!target.several()) {
            return columns.truth(rows);
        }
        double factor = target.task() == Task.CLASSIFICATION ? 2 : 1;
        double[] order = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int t = 0; t < columns.count(); t++) {
                order[i] = factor * order[i] + columns.encode(rows[i], t);
            }
        }
        return order;
    }

    private static int[] groups(TableRows learning, String name) {
        Column column = learning.table().column(name);
        Map<String, Integer> known = new HashMap<>();
        int[] groups = IntStream.of(learning.rows())
                .map(row -> column.isMissing(row)
                        ? -1 - row
                        : known.computeIfAbsent(column.text(row), text -> known.size()))
                .toArray();
        if (IntStream.of(groups).distinct().count() < 2) {
            throw new DataException(
                    "group column " + Quote.quote(name) + " has a single value: folds need at least two groups");
        }
        return groups;
    }

    /** Returns one split for each network of a repeat of the cross-validation, counted from 0. */
    List<Split> repeat(int index) {
        int rows = targets.length;
        long seedOfRepeat = seed + 1_000_003L * index;
        if (validationTableRows > 0) {
            return sameForAll(new Split(
                    IntStream.range(0, rows).toArray(),
                    IntStream.range(rows, rows + validationTableRows).toArray()));
        }
        if (validation instanceof Validation.Folds folds) {
            int count = folds.count().orElse(foldsByRows);
            return Split.folds(targets, Math.min(count, rows), seedOfRepeat);
        } else if (validation instanceof Validation.Groups byGroup) {
            int count = (int) IntStream.of(groups).distinct().count();
            return Split.groupFolds(groups, Math.min(byGroup.count(), count), seedOfRepeat);
        } else if (validation instanceof Validation.Latest latest) {
            return sameForAll(latest(latest.share()));
        }
        double share = ((Validation.Fraction) validation).share();
        return sameForAll(
                classes
                        ? Split.stratified(
                                IntStream.range(0, rows)
                                        .map(row -> (int) targets[row])
                                        .toArray(),
                                share,
                                seed)
                        : Split.random(rows, share, seed));
    }

    private static List<Split> sameForAll(Split split) {
        List<Split> splits = new ArrayList<>();
        for (int member = 0; member < MEMBERS; member++) {
            splits.add(split);
        }
        return splits;
    }

    private Split latest(double share) {
        int[] byTime = IntStream.range(0, times.length)
                .boxed()
                .sorted((a, b) -> Double.compare(times[a], times[b]))
                .mapToInt(row -> row)
                .toArray();
        int earlier = (int) Math.max(1, Math.min(times.length - 1L, Math.round(times.length * (1 - share))));
        double from = times[byTime[earlier]];
        int[] train = IntStream.range(0, times.length)
                .filter(row -> times[row] < from)
                .toArray();
        if (train.length == 0) {
            throw new DataException("the latest rows are all rows: the time column "
                    + Quote.quote(((Validation.Latest) validation).column())
                    + " has the same value in too many of them");
        }
        return new Split(
                train,
                IntStream.range(0, times.length)
                        .filter(row -> times[row] >= from)
                        .toArray());
    }

    /** Returns the splits of the first cross-validation. */
    List<Split> all() {
        return first;
    }

    /** Rows that one member learns from. */
    int trainingRows() {
        return first.get(0).train().length;
    }

    /** Returns the number of rows that validate any network. */
    int validationRows() {
        return everyRowValidates() ? targets.length : first.get(0).validation().length;
    }

    /** Returns whether the rows to learn from validate as well, each the networks that did not learn from it. */
    boolean everyRowValidates() {
        return validationTableRows == 0
                && (validation instanceof Validation.Folds || validation instanceof Validation.Groups);
    }

    /**
     * Returns the indexes of the classes of several rows that all lie in one fold, so that its network never sees them.
     */
    int[] unlearned() {
        if (!classes) {
            return new int[0];
        }
        int count = (int) Arrays.stream(targets).max().orElse(0) + 1;
        int[] rows = new int[count];
        for (double target : targets) {
            rows[(int) target]++;
        }
        boolean[] unlearned = new boolean[count];
        for (Split split : first) {
            boolean[] learned = new boolean[count];
            for (int row : split.train()) {
                learned[(int) targets[row]] = true;
            }
            for (int index = 0; index < count; index++) {
                unlearned[index] |= !learned[index] && rows[index] > 1;
            }
        }
        return IntStream.range(0, count).filter(index -> unlearned[index]).toArray();
    }

    /** Returns which rows validate, in words. */
    String text() {
        if (validationTableRows > 0) {
            return "validated on the validation table";
        } else if (validation instanceof Validation.Groups byGroup) {
            return first.size() + "-fold cross-validation over groups of " + Quote.quote(byGroup.column());
        } else if (validation instanceof Validation.Latest latest) {
            return "validated on the latest " + first.get(0).validation().length + " rows by "
                    + Quote.quote(latest.column());
        } else if (validation instanceof Validation.Folds) {
            return first.size() + "-fold cross-validation";
        }
        return "validated on " + first.get(0).validation().length + " others";
    }
}
