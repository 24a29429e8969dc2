package densa.table.audit;

import densa.internal.LeastSquares;
import densa.internal.Numerals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A target that is a sum, difference or multiple of numeric columns: a formula gives it, and a model only comes near. */
final class ComputedTarget {

    private static final int FEWEST_ROWS = 20;
    private static final int MOST_COLUMNS = 100;
    /** The largest error, as a share of the target's standard deviation: what rounding to cents leaves. */
    private static final double EXACT = 1e-3;
    /** A column matters if it moves the target by this share of its standard deviation. */
    private static final double MATTERS = 2e-3;

    private static final double WHOLE = 1e-6;

    private static final int TERMS_IN_TEXT = 5;

    /** Terms, at least one, and what is added to their sum. */
    record Sum(List<Term> terms, double constant) {

        /** For example {@code 2 * price - discount + 5}. */
        String text() {
            StringBuilder sum = new StringBuilder();
            for (Term term : terms.subList(0, Math.min(TERMS_IN_TEXT, terms.size()))) {
                sum.append(term.text(sum.isEmpty()));
            }
            if (terms.size() > TERMS_IN_TEXT) {
                sum.append(" + ... (").append(terms.size()).append(" columns)");
            }
            if (constant != 0) {
                sum.append(constant < 0 ? " - " : " + ").append(Numerals.brief(Math.abs(constant)));
            }
            return sum.toString();
        }
    }

    /**
     * A column and what it is multiplied with.
     *
     * @param column its name
     */
    record Term(String column, double factor) {

        String text(boolean first) {
            String sign = factor < 0 ? first ? "-" : " - " : first ? "" : " + ";
            double size = Math.abs(factor);
            return sign + (Math.abs(size - 1) < WHOLE ? "" : Numerals.brief(size) + " * ") + column;
        }
    }

    private ComputedTarget() {}

    /** Returns the sum that the target is in all rows of a sample; empty if it is none. */
    static Optional<Sum> of(List<AuditedColumn> columns, double[] truth, int[] sample) {
        List<AuditedColumn> numbers = columns.stream()
                .filter(column -> column.isNumber() && IntStream.of(sample).noneMatch(column::isMissing))
                .toList();
        int rows = sample.length;
        int width = numbers.size() + 1;
        if (numbers.isEmpty() || numbers.size() > MOST_COLUMNS || rows < Math.max(FEWEST_ROWS, 3 * width)) {
            return Optional.empty();
        }
        double[] sampled = IntStream.of(sample).mapToDouble(row -> truth[row]).toArray();
        double[] target = centred(sampled);
        double spread = spread(target);
        double[] spreads = new double[width];
        int[] index = new int[rows * width];
        double[] value = new double[index.length];
        for (int j = 0; j < width; j++) {
            double[] column = new double[rows];
            if (j == 0) {
                Arrays.fill(column, 1);
            } else {
                AuditedColumn number = numbers.get(j - 1);
                column =
                        centred(IntStream.of(sample).mapToDouble(number::number).toArray());
            }
            spreads[j] = spread(column);
            for (int row = 0; row < rows; row++) {
                index[row * width + j] = j;
                value[row * width + j] = column[row];
            }
        }
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        double[] factors = new LeastSquares(width, width, index, value).fit(ones, target, 0);
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int j = 0; j < width; j++) {
                sum += value[row * width + j] * factors[j];
            }
            if (!(Math.abs(sum - target[row]) <= EXACT * spread)) {
                return Optional.empty();
            }
        }
        List<Term> terms = new ArrayList<>();
        double constant = sampled[0];
        for (int j = 1; j < width; j++) {
            if (Math.abs(factors[j]) * spreads[j] >= MATTERS * spread) {
                terms.add(new Term(numbers.get(j - 1).name(), factors[j]));
                constant -= factors[j] * numbers.get(j - 1).number(sample[0]);
            }
        }
        boolean visible = Math.abs(constant) > EXACT * spread;
        return terms.isEmpty() ? Optional.empty() : Optional.of(new Sum(terms, visible ? constant : 0));
    }

    private static double[] centred(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Arrays.stream(values).map(value -> value - mean).toArray();
    }

    private static double spread(double[] centred) {
        return Math.sqrt(
                Arrays.stream(centred).map(value -> value * value).average().orElse(0));
    }
}
