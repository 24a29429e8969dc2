package densa.table.audit;

import densa.internal.Statistics;
import densa.table.encode.EncodingRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds columns that carry the same information as an earlier one, or nearly so. */
final class SameColumns {

    /** The least correlation of columns that carry nearly the same information. */
    static final double NEAR = 0.995;

    private static final int MOST_COLUMNS = 2_000;
    private static final long MOST_WORK = 500_000_000L;
    /** Farther from the mean, in standard deviations, are outliers, which alone would make a correlation. */
    private static final double OUTLIER = 3;

    private final List<AuditedColumn> columns;
    private final List<AuditedColumn.Digest> digests;
    private final boolean[] absorbed;
    private final List<Group> groups = new ArrayList<>();

    /**
     * A column and its duplicates, by their places.
     *
     * @param correlations of the near duplicates with the column
     */
    record Group(int first, List<Integer> same, List<Integer> near, List<Double> correlations) {
        private Group(int first) {
            this(first, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    SameColumns(List<AuditedColumn> columns, List<AuditedColumn.Digest> digests, int[] sample) {
        this.columns = columns;
        this.digests = digests;
        this.absorbed = new boolean[columns.size()];
        for (int c = 0; c < columns.size(); c++) {
            groups.add(new Group(c));
        }
        byDigest();
        byCorrelation(sample);
    }

    /** The columns that have duplicates, in the order of the table. */
    List<Group> groups() {
        return groups.stream()
                .filter(group -> !group.same().isEmpty() || !group.near().isEmpty())
                .toList();
    }

    private void byDigest() {
        int[] representative = IntStream.range(0, columns.size()).toArray();
        Map<Long, Integer> ofValues = new HashMap<>();
        Map<Long, Integer> ofNames = new HashMap<>();
        Map<Long, Integer> ofNumbers = new HashMap<>();
        for (int c = 0; c < columns.size(); c++) {
            Integer first = ofValues.putIfAbsent(digests.get(c).exact(), c);
            Optional<Long> renamed = digests.get(c).renamed();
            if (first == null && renamed.isPresent()) {
                // Numbers under other names are the same only as levels: their order may say more.
                boolean number = columns.get(c).isNumber();
                first = ofNames.get(renamed.get());
                first = first == null && !number ? ofNumbers.get(renamed.get()) : first;
                (number ? ofNumbers : ofNames).putIfAbsent(renamed.get(), c);
            }
            if (first != null) {
                absorbed[c] = true;
                representative[c] = representative[first];
                groups.get(representative[c]).same().add(c);
            }
        }
    }

    private void byCorrelation(int[] sample) {
        int[] numbers = IntStream.range(0, columns.size())
                .filter(c -> columns.get(c).isNumber() && !absorbed[c])
                .limit(MOST_COLUMNS)
                .toArray();
        long pairs = Math.max(1, (long) numbers.length * (numbers.length - 1) / 2);
        int rows = (int) Math.min(sample.length, Math.max(MOST_WORK / pairs, 250));
        double[][] values = new double[numbers.length][];
        for (int k = 0; k < numbers.length; k++) {
            values[k] = standardised(columns.get(numbers[k]), sample, rows);
        }
        for (int k = 0; k < numbers.length; k++) {
            for (int other = k + 1; other < numbers.length && !absorbed[numbers[k]]; other++) {
                if (!absorbed[numbers[other]]) {
                    compare(numbers[k], numbers[other], values[k], values[other]);
                }
            }
        }
    }

    private void compare(int first, int other, double[] a, double[] b) {
        double correlation = Statistics.correlation(a, b, Double.POSITIVE_INFINITY);
        // A NaN, of columns that are constant where both are present, is no finding.
        if (!(Math.abs(correlation) > NEAR && Math.abs(Statistics.correlation(a, b, OUTLIER)) > NEAR)) {
            return;
        }
        absorbed[other] = true;
        if (Math.abs(correlation) > EncodingRules.SAME && sameMissing(a, b)) {
            groups.get(first).same().add(other);
        } else {
            groups.get(first).near().add(other);
            groups.get(first).correlations().add(correlation);
        }
    }

    private static boolean sameMissing(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            if (Double.isNaN(a[i]) != Double.isNaN(b[i])) {
                return false;
            }
        }
        return true;
    }

    /** The values of some rows less their mean, divided by their deviation; NaN where they are missing. */
    private static double[] standardised(AuditedColumn column, int[] sample, int rows) {
        double[] values = new double[rows];
        double[] present = new double[rows];
        int count = 0;
        for (int i = 0; i < rows; i++) {
            // Every so many, since a sample is in the order of the rows.
            values[i] = column.number(sample[(int) ((long) i * sample.length / rows)]);
            if (!Double.isNaN(values[i])) {
                present[count++] = values[i];
            }
        }
        if (count == 0) {
            return values;
        }
        Statistics.Moments moments = Statistics.moments(Arrays.copyOf(present, count));
        for (int i = 0; i < rows; i++) {
            values[i] = moments.deviation() > 0 ? moments.standardised(values[i]) : values[i] * 0;
        }
        return values;
    }
}
