package densa.data;

import densa.internal.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A division of the rows of a table into those to train on and those to validate on; immutable and thread-safe.
 *
 * <p>The same arguments give the same split on every machine and in every release.
 *
 * @param train the rows to train on, ascending
 * @param validation the rows to validate on, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out; equality by content
public record Split(int[] train, int[] validation) {

    /**
     * Creates a split; the arrays are copied.
     *
     * @param train the rows to train on, each 0 or more, ascending; not checked
     * @param validation the rows to validate on, likewise
     */
    public Split {
        train = train.clone();
        validation = validation.clone();
    }

    /**
     * Returns a copy of the rows to train on.
     *
     * @return the rows, ascending
     */
    @Override
    public int[] train() {
        return train.clone();
    }

    /**
     * Returns a copy of the rows to validate on.
     *
     * @return the rows, ascending
     */
    @Override
    public int[] validation() {
        return validation.clone();
    }

    /**
     * Draws the validation rows at random.
     *
     * @param rows the number of rows, at least 2
     * @param fraction the share of the validation rows, between 0 and 1, both excluded; neither side gets empty
     * @param seed the seed of the generator
     * @return the split
     * @throws IllegalArgumentException if the fraction is out of range
     * @throws DataException if there are fewer than 2 rows
     */
    public static Split random(int rows, double fraction, long seed) {
        int wanted = validationRows(rows, fraction);
        int[] order = new int[rows];
        Arrays.setAll(order, i -> i);
        new SplitMix64(seed).shuffle(order, rows);
        return sorted(Arrays.copyOfRange(order, wanted, rows), Arrays.copyOf(order, wanted));
    }

    /**
     * Draws the validation rows at random within each class, so that each class has its share on both sides.
     *
     * <p>Every class of at least 2 rows is on both sides; a class of one row goes to the training rows (unless all
     * classes are such: then the rows are drawn as in {@link #random}).
     *
     * @param classes the class of each row; any integers
     * @param fraction the share of the validation rows, between 0 and 1, both excluded; neither side gets empty
     * @param seed the seed of the generator
     * @return the split
     * @throws IllegalArgumentException if the fraction is out of range
     * @throws DataException if there are fewer than 2 rows
     */
    public static Split stratified(int[] classes, double fraction, long seed) {
        int wanted = validationRows(classes.length, fraction);
        int[][] groups = rowsByClass(classes);
        int[] shares = shares(groups, fraction, wanted);
        int validationRows = Arrays.stream(shares).sum();
        if (validationRows == 0) {
            return random(classes.length, fraction, seed);
        }
        int[] train = new int[classes.length - validationRows];
        int[] validation = new int[validationRows];
        SplitMix64 random = new SplitMix64(seed);
        int trained = 0;
        int validated = 0;
        for (int g = 0; g < groups.length; g++) {
            int[] group = groups[g];
            random.shuffle(group, group.length);
            System.arraycopy(group, 0, validation, validated, shares[g]);
            validated += shares[g];
            System.arraycopy(group, shares[g], train, trained, group.length - shares[g]);
            trained += group.length - shares[g];
        }
        return sorted(train, validation);
    }

    /**
     * Assigns the rows to {@code count} folds; each split validates on one fold and trains on the others. Every class,
     * and every range of a number, has its share in each fold: rows are assigned in the order of their targets, as many
     * at a time as there are folds.
     *
     * @param targets the class or the number of each row
     * @param count number of folds, 2 to the number of rows
     * @param seed the seed of the generator
     * @return one split for each fold; together they validate every row once
     * @throws IllegalArgumentException if {@code count} is out of range
     */
    public static List<Split> folds(double[] targets, int count, long seed) {
        checkFolds(count, targets.length, "rows");
        SplitMix64 random = new SplitMix64(seed);
        int[] shuffled = new int[targets.length];
        Arrays.setAll(shuffled, i -> i);
        random.shuffle(shuffled, shuffled.length);
        int[] order = IntStream.of(shuffled)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> targets[row]))
                .mapToInt(row -> row)
                .toArray();
        int[] foldOf = new int[targets.length];
        int[] folds = new int[count];
        Arrays.setAll(folds, i -> i);
        for (int i = 0; i < order.length; i++) {
            // Not within equal targets, so that a class has as many rows in each fold, or one more.
            if (i % count == 0 && (i == 0 || targets[order[i]] != targets[order[i - 1]])) {
                random.shuffle(folds, count);
            }
            foldOf[order[i]] = folds[i % count];
        }
        return byFold(foldOf, count);
    }

    /**
     * Assigns groups of rows to folds, the largest first, each to the fold that has the fewest rows so far: no group is
     * on both sides of a split.
     *
     * @param groups the group of each row; any integers
     * @param count number of folds, 2 to the number of groups
     * @param seed the seed of the generator, which decides between groups and between folds of equal size
     * @return one split for each fold; together they validate every row once
     * @throws IllegalArgumentException if {@code count} is out of range
     */
    public static List<Split> groupFolds(int[] groups, int count, long seed) {
        int[][] rows = rowsByClass(groups);
        checkFolds(count, rows.length, "groups");
        int[] order = new int[rows.length];
        Arrays.setAll(order, i -> i);
        new SplitMix64(seed).shuffle(order, order.length);
        int[] sizes = new int[count];
        int[] foldOf = new int[groups.length];
        IntStream.of(order)
                .boxed()
                .sorted(Comparator.comparingInt(group -> -rows[group].length))
                .forEachOrdered(group -> {
                    int fold = 0;
                    for (int f = 1; f < count; f++) {
                        fold = sizes[f] < sizes[fold] ? f : fold;
                    }
                    sizes[fold] += rows[group].length;
                    for (int row : rows[group]) {
                        foldOf[row] = fold;
                    }
                });
        return byFold(foldOf, count);
    }

    private static void checkFolds(int count, int most, String what) {
        if (count < 2 || count > most) {
            throw new IllegalArgumentException(
                    "folds must be 2 to the number of " + what + ", " + most + ", got " + count);
        }
    }

    private static List<Split> byFold(int[] foldOf, int count) {
        List<Split> splits = new ArrayList<>();
        for (int fold = 0; fold < count; fold++) {
            int own = fold;
            splits.add(new Split(
                    IntStream.range(0, foldOf.length)
                            .filter(row -> foldOf[row] != own)
                            .toArray(),
                    IntStream.range(0, foldOf.length)
                            .filter(row -> foldOf[row] == own)
                            .toArray()));
        }
        return splits;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Split that
                && Arrays.equals(train, that.train)
                && Arrays.equals(validation, that.validation);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(train) + Arrays.hashCode(validation);
    }

    @Override
    public String toString() {
        return "Split[" + train.length + " training rows, " + validation.length + " validation rows]";
    }

    private static int validationRows(int rows, double fraction) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("validation fraction must be > 0 and < 1, got " + fraction);
        }
        if (rows < 2) {
            throw new DataException("a split into training and validation rows needs at least 2 rows, got " + rows);
        }
        return (int) Math.min(rows - 1L, Math.max(1L, Math.round(rows * fraction)));
    }

    /** Returns the rows of each class, classes in the order of their first appearance. */
    private static int[][] rowsByClass(int[] classes) {
        Map<Integer, Integer> groupOf = new HashMap<>();
        int[] groupOfRow = new int[classes.length];
        int[] counts = new int[16];
        for (int row = 0; row < classes.length; row++) {
            int group = groupOf.computeIfAbsent(classes[row], key -> groupOf.size());
            if (group == counts.length) {
                counts = Arrays.copyOf(counts, 2 * group);
            }
            counts[group]++;
            groupOfRow[row] = group;
        }
        int[][] groups = new int[groupOf.size()][];
        for (int g = 0; g < groups.length; g++) {
            groups[g] = new int[counts[g]];
        }
        for (int row = classes.length - 1; row >= 0; row--) {
            int group = groupOfRow[row];
            groups[group][--counts[group]] = row;
        }
        return groups;
    }

    /** Returns the validation rows of each class: fraction x rows rounded down, what is left to the largest rests. */
    private static int[] shares(int[][] groups, double fraction, int wanted) {
        int[] shares = new int[groups.length];
        Rest[] rests = new Rest[groups.length];
        int left = wanted;
        for (int g = 0; g < groups.length; g++) {
            int rows = groups[g].length;
            double exact = rows * fraction;
            shares[g] = rows < 2 ? 0 : (int) Math.min(rows - 1L, Math.max(1L, (long) exact));
            rests[g] = new Rest(g, exact - shares[g], rows);
            left -= shares[g];
        }
        // Arrays.sort is stable: equal rests are served in the order of the classes.
        Arrays.sort(rests, (a, b) -> Double.compare(b.rest(), a.rest()));
        for (int i = 0; i < rests.length && left > 0; i++) {
            Rest rest = rests[i];
            if (rest.rest() > 0 && shares[rest.group()] < rest.rows() - 1) {
                shares[rest.group()]++;
                left--;
            }
        }
        return shares;
    }

    private record Rest(int group, double rest, int rows) {}

    private static Split sorted(int[] train, int[] validation) {
        Arrays.sort(train);
        Arrays.sort(validation);
        return new Split(train, validation);
    }
}
