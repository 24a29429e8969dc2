package densa.model;

/** Means of what several members predict for rows, of which each member knows some. Not safe for several threads. */
final class MeanPredictions {

    private final int width;
    private final double[] sums;
    private final int[] counts;

    /** None yet, for so many rows of so many values. */
    MeanPredictions(int rows, int width) {
        this.width = width;
        this.sums = new double[Math.multiplyExact(rows, width)];
        this.counts = new int[rows];
    }

    /**
     * Adds a member's predictions.
     *
     * @param raw its outputs for the rows of {@code places}, one after another; overwritten
     */
    void add(OutputMeaning meaning, double[] raw, int[] places) {
        double[] values = new double[places.length * width];
        meaning.addTo(raw, places.length, values, 0);
        for (int i = 0; i < places.length; i++) {
            counts[places[i]]++;
            for (int v = 0; v < width; v++) {
                sums[places[i] * width + v] += values[i * width + v];
            }
        }
    }

    /** Adds all that was added to others of the same size. */
    void add(MeanPredictions others) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += others.sums[i];
        }
        for (int row = 0; row < counts.length; row++) {
            counts[row] += others.counts[row];
        }
    }

    int rows() {
        return counts.length;
    }

    /** Whether any member predicted a row. */
    boolean has(int row) {
        return counts[row] > 0;
    }

    /** The means for some rows that have one, row by row. */
    double[] of(int[] rows) {
        double[] values = new double[rows.length * width];
        for (int i = 0; i < values.length; i++) {
            int row = rows[i / width];
            values[i] = sums[row * width + i % width] / counts[row];
        }
        return values;
    }
}
