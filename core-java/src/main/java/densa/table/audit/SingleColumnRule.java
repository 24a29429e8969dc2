package densa.table.audit;

import densa.internal.Statistics;
import java.util.Arrays;

/**
 * How well one column alone predicts the target, by the cheapest of rules: the majority class, or the mean, of each
 * level or of each small range of numbers. The rule is learned from one half of the rows and validated on the other,
 * and the other way round.
 */
final class SingleColumnRule {

    /** Of very many rows, a range of numbers holds at least this many, so that a single wrong row is outvoted. */
    private static final int ROWS_OF_RANGE = 5;

    private static final int MANY_ROWS = 2_000;

    private final double[] target;
    private final boolean classes;
    private final int[] firstHalf;
    private final int[] secondHalf;

    /**
     * A rule for some rows.
     *
     * @param target class indexes or numbers, of all rows
     * @param firstHalf rows, counted as the target's
     * @param secondHalf others
     */
    SingleColumnRule(double[] target, boolean classes, int[] firstHalf, int[] secondHalf) {
        this.target = target;
        this.classes = classes;
        this.firstHalf = firstHalf;
        this.secondHalf = secondHalf;
    }

    /** The accuracy or R² on rows that it was not learned from. */
    double score(AuditedColumn column) {
        double faults = faults(column, firstHalf, secondHalf) + faults(column, secondHalf, firstHalf);
        int rows = firstHalf.length + secondHalf.length;
        if (classes) {
            return 1 - faults / rows;
        }
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = target[i < firstHalf.length ? firstHalf[i] : secondHalf[i - firstHalf.length]];
        }
        double deviation = Statistics.moments(values).deviation();
        return 1 - faults / (rows * deviation * deviation);
    }

    /** The number of wrong classes, or the sum of squared errors. */
    private double faults(AuditedColumn column, int[] learn, int[] validation) {
        double[] edges = column.isNumber() ? edges(column, learn) : new double[0];
        int groups = (column.isNumber() ? edges.length + 1 : column.levels()) + 1;
        Groups rule = classes ? new Majorities(learn, groups) : new Means(learn, groups);
        for (int row : learn) {
            rule.learn(group(column, edges, row), column, row);
        }
        rule.finish();
        double faults = 0;
        for (int row : validation) {
            faults += rule.fault(group(column, edges, row), column, row);
        }
        return faults;
    }

    /** Where one range of numbers ends and the next begins: between two of the numbers. */
    private static double[] edges(AuditedColumn column, int[] rows) {
        double[] sorted = new double[rows.length];
        int count = 0;
        for (int row : rows) {
            if (!column.isMissing(row)) {
                sorted[count++] = column.number(row);
            }
        }
        Arrays.sort(sorted, 0, count);
        int wanted = count >= MANY_ROWS ? ROWS_OF_RANGE : 1;
        double[] edges = new double[count];
        int found = 0;
        int start = 0;
        for (int i = 1; i < count; i++) {
            if (i - start >= wanted && sorted[i] > sorted[i - 1]) {
                edges[found++] = sorted[i - 1] / 2 + sorted[i] / 2;
                start = i;
            }
        }
        return Arrays.copyOf(edges, found);
    }

    /** The group of a row; 0 is for missing values. */
    private static int group(AuditedColumn column, double[] edges, int row) {
        if (column.isMissing(row)) {
            return 0;
        }
        if (!column.isNumber()) {
            return column.code(row) + 1;
        }
        int at = Arrays.binarySearch(edges, column.number(row));
        return at < 0 ? -at : at + 1;
    }

    /** What was learned of each group. */
    private interface Groups {
        void learn(int group, AuditedColumn column, int row);

        void finish();

        double fault(int group, AuditedColumn column, int row);
    }

    private final class Majorities implements Groups {
        private final long[] seen;
        private final int[] majority;
        private int count;

        Majorities(int[] rows, int groups) {
            seen = new long[rows.length];
            majority = new int[groups];
            Arrays.fill(majority, -1);
        }

        @Override
        public void learn(int group, AuditedColumn column, int row) {
            seen[count++] = (long) group << 32 | (long) target[row];
        }

        @Override
        public void finish() {
            Arrays.sort(seen);
            int[] most = new int[majority.length];
            for (int start = 0, i = 1; i <= count; i++) {
                if (i == count || seen[i] != seen[start]) {
                    int group = (int) (seen[start] >>> 32);
                    if (i - start > most[group]) {
                        most[group] = i - start;
                        majority[group] = (int) seen[start];
                    }
                    start = i;
                }
            }
        }

        @Override
        public double fault(int group, AuditedColumn column, int row) {
            return majority[group] == (int) target[row] ? 0 : 1;
        }
    }

    private final class Means implements Groups {
        private final double[] x;
        private final double[] y;
        private final double[] rows;
        private double mean;

        Means(int[] learn, int groups) {
            x = new double[groups];
            y = new double[groups];
            rows = new double[groups];
            for (int row : learn) {
                mean += target[row] / learn.length;
            }
        }

        @Override
        public void learn(int group, AuditedColumn column, int row) {
            rows[group]++;
            x[group] += group > 0 && column.isNumber() ? column.number(row) : 0;
            y[group] += target[row];
        }

        @Override
        public void finish() {
            for (int group = 0; group < rows.length; group++) {
                x[group] = rows[group] > 0 ? x[group] / rows[group] : 0;
                y[group] = rows[group] > 0 ? y[group] / rows[group] : mean;
            }
        }

        @Override
        public double fault(int group, AuditedColumn column, int row) {
            double error = target[row] - prediction(group, column, row);
            return error * error;
        }

        /** A level's mean; of numbers, what lies on the line through the means of the two ranges that are nearest. */
        private double prediction(int group, AuditedColumn column, int row) {
            int ranges = rows.length - 1;
            if (!column.isNumber() || group == 0 || ranges < 2) {
                return y[group];
            }
            double value = column.number(row);
            int left = Math.max(1, Math.min(ranges - 1, value < x[group] ? group - 1 : group));
            double share = (value - x[left]) / (x[left + 1] - x[left]);
            double predicted = y[left] + share * (y[left + 1] - y[left]);
            return Double.isFinite(predicted) ? predicted : y[group];
        }
    }
}
