package densa.metric;

import java.util.Arrays;

/** Checks of the arguments that both kinds of metrics have in common. */
final class RowWeights {
    private RowWeights() {}

    static double[] ones(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Returns the sum of the weights. */
    static double checked(double[] rowWeights, int rows) {
        if (rows == 0) {
            throw new IllegalArgumentException("rows must be at least 1, got 0");
        }
        if (rowWeights.length != rows) {
            throw new IllegalArgumentException(
                    "row weights must be as many as rows (" + rows + "), got " + rowWeights.length);
        }
        double sum = 0;
        for (double weight : rowWeights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("row weight must be >= 0 and finite, got " + weight);
            }
            sum += weight;
        }
        if (sum == 0) {
            throw new IllegalArgumentException("row weights must not all be 0");
        }
        return sum;
    }
}
