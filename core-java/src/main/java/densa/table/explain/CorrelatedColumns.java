package densa.table.explain;

import densa.table.encode.InputCoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds input columns that say nearly the same. The association of two columns, 0 to 1, is
 *
 * <ul>
 *   <li>between numbers or dates: |Spearman's rank correlation|
 *   <li>between names: Cramér's V, corrected for bias (Bergsma 2013, "A bias-correction for Cramér's V and Tschuprow's
 *       T")
 *   <li>between names and numbers: the correlation ratio of the ranks, corrected for bias (Kelley 1935): the root of 1
 *       - (1 - h^2) (n - 1) / (n - k), with h^2 the share of the variance between the k levels
 * </ul>
 *
 * <p>Without the corrections, columns of many names would seem to go with anything. Columns are grouped if a chain of
 * pairs above the threshold leads from one to the other.
 */
final class CorrelatedColumns {

    private final int rows;
    private final List<Values> columns = new ArrayList<>();

    /**
     * What is compared of a column.
     *
     * @param ranks of numbers, with mean 0 and the sum of squares 1, or all 0 if they are equal; empty for names
     * @param codes of names, from 0 on; empty for numbers
     * @param levels number of codes
     */
    private record Values(double[] ranks, int[] codes, int levels) {}

    /**
     * The columns of encoded rows. A number is seen by its first input, which ascends with it; a date by its first
     * part; a name by the index of its level.
     *
     * @param inputs rows x input columns
     * @param count number of rows
     */
    CorrelatedColumns(List<InputCoding> codings, double[] inputs, int count) {
        this.rows = count;
        int width = inputs.length / count;
        int at = 0;
        for (InputCoding coding : codings) {
            double[] values = new double[count];
            for (int row = 0; row < count; row++) {
                values[row] = inputs[row * width + at];
            }
            columns.add(coding.numbers().isEmpty() ? names(values) : new Values(ranks(values), new int[0], 0));
            at += coding.inputs().size();
        }
    }

    /** The columns, by number, in groups of those that say nearly the same; ascending. */
    List<List<Integer>> groups(double threshold) {
        int[] parent = IntStream.range(0, columns.size()).toArray();
        for (int a = 0; a < parent.length; a++) {
            for (int b = a + 1; b < parent.length; b++) {
                if (root(parent, a) != root(parent, b) && association(a, b) > threshold) {
                    int first = Math.min(root(parent, a), root(parent, b));
                    parent[Math.max(root(parent, a), root(parent, b))] = first;
                }
            }
        }
        Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
        for (int column = 0; column < parent.length; column++) {
            groups.computeIfAbsent(root(parent, column), root -> new ArrayList<>())
                    .add(column);
        }
        return List.copyOf(groups.values());
    }

    private static int root(int[] parent, int of) {
        int root = of;
        while (parent[root] != root) {
            root = parent[root];
        }
        return root;
    }

    /** The association of two columns, 0 to 1. */
    double association(int first, int second) {
        Values a = columns.get(first);
        Values b = columns.get(second);
        if (a.levels == 0 && b.levels == 0) {
            double product = 0;
            for (int row = 0; row < rows; row++) {
                product += a.ranks[row] * b.ranks[row];
            }
            return Math.abs(product);
        }
        if (a.levels > 0 && b.levels > 0) {
            return cramer(a, b);
        }
        return a.levels > 0 ? ratio(a, b.ranks) : ratio(b, a.ranks);
    }

    private double cramer(Values a, Values b) {
        double[] counts = new double[a.levels * b.levels];
        double[] ofA = new double[a.levels];
        double[] ofB = new double[b.levels];
        for (int row = 0; row < rows; row++) {
            counts[a.codes[row] * b.levels + b.codes[row]]++;
            ofA[a.codes[row]]++;
            ofB[b.codes[row]]++;
        }
        double phi = -1;
        for (int i = 0; i < counts.length; i++) {
            phi += counts[i] * counts[i] / (ofA[i / b.levels] * ofB[i % b.levels]);
        }
        double more = Math.max(1, rows - 1);
        double corrected = Math.max(0, phi - (a.levels - 1) * (b.levels - 1) / more);
        double levelsA = a.levels - (a.levels - 1) * (a.levels - 1) / more;
        double levelsB = b.levels - (b.levels - 1) * (b.levels - 1) / more;
        double most = Math.min(levelsA, levelsB) - 1;
        return most > 0 ? Math.min(1, Math.sqrt(corrected / most)) : 0;
    }

    private double ratio(Values names, double[] ranks) {
        double[] sums = new double[names.levels];
        double[] counts = new double[names.levels];
        double total = 0;
        for (int row = 0; row < rows; row++) {
            sums[names.codes[row]] += ranks[row];
            counts[names.codes[row]]++;
            total += ranks[row] * ranks[row];
        }
        if (total == 0 || rows <= names.levels) {
            return 0;
        }
        double between = 0;
        for (int level = 0; level < sums.length; level++) {
            between += sums[level] * sums[level] / counts[level];
        }
        double share = 1 - (1 - between / total) * (rows - 1) / (rows - names.levels);
        return Math.sqrt(Math.min(1, Math.max(0, share)));
    }

    /** Codes of the levels that occur. */
    private static Values names(double[] levels) {
        double[] distinct = Arrays.stream(levels).distinct().sorted().toArray();
        int[] codes = Arrays.stream(levels)
                .mapToInt(level -> Arrays.binarySearch(distinct, level))
                .toArray();
        return new Values(new double[0], codes, distinct.length);
    }

    /** Ranks, equal values sharing their mean, with mean 0 and the sum of squares 1. */
    private static double[] ranks(double[] values) {
        int count = values.length;
        Integer[] order = IntStream.range(0, count).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(row -> values[row]));
        double[] ranks = new double[count];
        double squares = 0;
        for (int from = 0; from < count; ) {
            int to = from;
            while (to < count && values[order[to]] == values[order[from]]) {
                to++;
            }
            double rank = (from + to - 1) / 2.0 - (count - 1) / 2.0;
            for (int i = from; i < to; i++) {
                ranks[order[i]] = rank;
            }
            squares += (to - from) * rank * rank;
            from = to;
        }
        for (int row = 0; row < count && squares > 0; row++) {
            ranks[row] /= Math.sqrt(squares);
        }
        return ranks;
    }
}
