package densa.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
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

    /** Creates a split; the arrays are copied. */
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
