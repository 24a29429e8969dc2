package densa.table.encode;

import densa.internal.Statistics;
import densa.table.ColumnType;
import densa.table.NumericColumn;
import densa.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the numeric columns that go together, and learns their contrasts: of all pairs whose correlation is strong, the
 * strongest that connect the columns (a maximum spanning forest, Kruskal 1956), so that each column brings one at most.
 */
final class ContrastFitter {

    private static final int MOST_SAMPLED = 5_000;
    private static final int FEWEST_SAMPLED = 250;
    private static final long MOST_WORK = 200_000_000L;

    private final int[] rows;
    private final List<Numbers> columns;

    /**
     * A column x.
     *
     * @param logarithm whether f is the logarithm
     * @param moments of f(x) in the rows that are learned from
     */
    private record Numbers(NumericColumn column, boolean logarithm, Statistics.Moments moments) {
        /** f(x), standardised, and limited as inputs are, lest outliers alone correlate; NaN where it is missing. */
        double limited(int row) {
            double x = column.value(row);
            return Double.isFinite(x)
                    ? NumericCoding.limited(moments.standardised(logarithm ? Math.log(x) : x))
                    : Double.NaN;
        }

        Contrast.Term term(double sign) {
            return new Contrast.Term(column.name(), logarithm, sign / moments.deviation());
        }
    }

    private record Pair(int first, int second, double correlation) {}

    /**
     * A fitter.
     *
     * @param codings of the columns that may go together
     */
    ContrastFitter(Table table, int[] rows, List<NumericCoding> codings) {
        this.rows = rows;
        this.columns = codings.stream()
                .filter(coding -> coding.scale() > 0)
                .flatMap(coding -> numbers(coding.numbersOf(table.column(coding.name()))).stream())
                .toList();
    }

    /** Empty for a column that is missing in most rows, or has so few values that its bins tell all. */
    private Optional<Numbers> numbers(NumericColumn numbers) {
        double[] present = IntStream.of(rows)
                .mapToDouble(numbers::value)
                .filter(Double::isFinite)
                .toArray();
        if (2L * present.length <= rows.length || isCode(present)) {
            return Optional.empty();
        }
        boolean logarithm = isLessSkewedAsLogarithm(present);
        double[] of = logarithm ? Arrays.stream(present).map(Math::log).toArray() : present;
        return Optional.of(new Numbers(numbers, logarithm, Statistics.moments(of)));
    }

    /** Whether ratios are likely to mean more than differences: of amounts, whose logarithms are less skewed. */
    private static boolean isLessSkewedAsLogarithm(double[] values) {
        if (!(Arrays.stream(values).min().orElseThrow() > 0)) {
            return false;
        }
        double[] logarithms = Arrays.stream(values).map(Math::log).toArray();
        return Math.abs(Statistics.skewness(logarithms)) < Statistics.skewness(values);
    }

    private static boolean isCode(double[] values) {
        return Arrays.stream(values)
                        .distinct()
                        .limit(EncodingRules.FEWEST_VALUES_OF_CONTRAST)
                        .count()
                < EncodingRules.FEWEST_VALUES_OF_CONTRAST;
    }

    /**
     * Learns.
     *
     * @param bins the maximum number of bins of a contrast
     * @return the contrasts of columns that go together, the strongest correlation first; none if they are very many
     */
    List<Contrast> fit(int bins) {
        if (columns.size() > EncodingRules.MOST_COLUMNS_OF_CONTRASTS) {
            return List.of();
        }
        List<Contrast> contrasts = new ArrayList<>();
        for (Pair pair : strongest()) {
            contrast(columns.get(pair.first()), columns.get(pair.second()), pair.correlation(), bins)
                    .ifPresent(contrasts::add);
        }
        return contrasts;
    }

    private Optional<Contrast> contrast(Numbers x, Numbers y, double correlation, int bins) {
        Contrast.Term first = x.term(1);
        Contrast.Term second = y.term(-Math.signum(correlation));
        double[] values = IntStream.of(rows)
                .mapToDouble(row ->
                        first.of(x.column().value(row)) + second.of(y.column().value(row)))
                .filter(Double::isFinite)
                .toArray();
        String name = first.column() + " / " + second.column();
        return ColumnFitter.learn(name, ColumnType.NUMERIC, values, false, bins)
                .map(coding -> new Contrast(first, second, coding));
    }

    private List<Pair> strongest() {
        int[] group = IntStream.range(0, columns.size()).toArray();
        List<Pair> chosen = new ArrayList<>();
        for (Pair pair : pairs()) {
            int kept = group[pair.first()];
            int joined = group[pair.second()];
            if (kept != joined) {
                Arrays.setAll(group, column -> group[column] == joined ? kept : group[column]);
                chosen.add(pair);
            }
        }
        return chosen.size() > EncodingRules.MOST_CONTRASTS ? List.of() : chosen;
    }

    /** All that go together, the strongest first. */
    private List<Pair> pairs() {
        long count = Math.max(1, (long) columns.size() * (columns.size() - 1) / 2);
        int most = (int) Math.max(FEWEST_SAMPLED, Math.min(MOST_SAMPLED, MOST_WORK / count));
        int sampled = Math.min(most, rows.length);
        List<double[]> samples = columns.stream()
                .map(column -> IntStream.range(0, sampled)
                        .mapToDouble(i -> column.limited(rows[(int) ((long) i * rows.length / sampled)]))
                        .toArray())
                .toList();
        List<Pair> pairs = new ArrayList<>();
        for (int first = 0; first < columns.size(); first++) {
            for (int second = first + 1; second < columns.size(); second++) {
                double correlation =
                        Statistics.correlation(samples.get(first), samples.get(second), Double.POSITIVE_INFINITY);
                // A NaN, of columns that are hardly ever both present, is none.
                if (Math.abs(correlation) >= EncodingRules.CORRELATED && Math.abs(correlation) < EncodingRules.SAME) {
                    pairs.add(new Pair(first, second, correlation));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble((Pair pair) -> -Math.abs(pair.correlation())));
        return pairs;
    }
}
