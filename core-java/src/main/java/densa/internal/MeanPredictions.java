package densa.internal;

import java.util.stream.IntStream;

/**
 * Means of what several networks predict for rows, of which each network predicts some. Not safe for several threads.
 */
public final class MeanPredictions {

    private final int width;
    private final double[] sums;
    private final int[] counts;

    /** Starts with no predictions for any row. */
    public MeanPredictions(int rows, int width) {
        this.width = width;
        this.sums = new double[Math.multiplyExact(rows, width)];
        this.counts = new int[rows];
    }

    /**
     * Adds a network's predictions.
     *
     * @param values its predictions for {@code rows}, one row after another
     */
    public void add(double[] values, int[] rows) {
        for (int i = 0; i < rows.length; i++) {
            counts[rows[i]]++;
            for (int v = 0; v < width; v++) {
                sums[rows[i] * width + v] += values[i * width + v];
            }
        }
    }

    /** Adds all that was added to others of the same size. */
    public void add(MeanPredictions others) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += others.sums[i];
        }
        for (int row = 0; row < counts.length; row++) {
            counts[row] += others.counts[row];
        }
    }

    /** {@return the rows that any network predicted, ascending} */
    public int[] rows() {
        return IntStream.range(0, counts.length).filter(this::has).toArray();
    }

    /** {@return the number of all rows, predicted or not} */
    public int size() {
        return counts.length;
    }

    /** {@return whether any network predicted a row} */
    public boolean has(int row) {
        return counts[row] > 0;
    }

    /** {@return the means for some rows that have one, row by row} */
    public double[] of(int[] rows) {
        double[] values = new double[rows.length * width];
        for (int i = 0; i < values.length; i++) {
            int row = rows[i / width];
            values[i] = sums[row * width + i % width] / counts[row];
        }
        return values;
    }
}
