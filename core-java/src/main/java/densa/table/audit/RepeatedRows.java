package densa.table.audit;

import densa.internal.LongIndex;
import java.util.Arrays;
import java.util.List;

/** Finds rows that occur more than once. */
final class RepeatedRows {

    /** If there are no more combinations of values than this for each row, rows are repeated by nature. */
    private static final int COMBINATIONS_PER_ROW = 10;

    private final long[] inputs;
    private final boolean few;
    private int repeated;
    private int conflicting;

    RepeatedRows(List<AuditedColumn> columns, List<AuditedColumn.Digest> digests, double[] target) {
        this.inputs = new long[target.length];
        Arrays.fill(inputs, columns.size());
        for (AuditedColumn column : columns) {
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = LongIndex.mix(inputs[i] * 31 + column.bits(i));
            }
        }
        double combinations = digests.stream()
                .mapToDouble(digest -> Math.log(digest.distinct()))
                .sum();
        this.few = combinations <= Math.log((double) COMBINATIONS_PER_ROW * target.length);
        count(target);
    }

    private void count(double[] target) {
        LongIndex ofInputs = new LongIndex();
        LongIndex ofRows = new LongIndex();
        int[] byInputs = new int[inputs.length];
        int[] byRow = new int[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            byInputs[i] = ofInputs.of(inputs[i]);
            byRow[i] = ofRows.of(LongIndex.mix(inputs[i] * 31 + Double.doubleToRawLongBits(target[i] + 0.0)));
        }
        int[] sameInputs = LongIndex.counts(byInputs, ofInputs.size());
        int[] sameRow = LongIndex.counts(byRow, ofRows.size());
        for (int i = 0; i < inputs.length; i++) {
            repeated += sameRow[byRow[i]] > 1 ? 1 : 0;
            conflicting += sameInputs[byInputs[i]] > sameRow[byRow[i]] ? 1 : 0;
        }
    }

    /** Whether there are so few combinations of values that rows are repeated by nature, which means nothing. */
    boolean byNature() {
        return few;
    }

    /** Rows that have the same inputs and target as another one. */
    int repeated() {
        return repeated;
    }

    /** Rows that have the same inputs as another one and another target. */
    int conflicting() {
        return conflicting;
    }

    /** The same for rows of the same inputs. */
    long inputs(int i) {
        return inputs[i];
    }
}
