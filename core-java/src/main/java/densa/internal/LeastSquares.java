package densa.internal;

import java.util.Arrays;

/**
 * Linear least squares with few entries a row, by conjugate gradients on the normal equations (CGLS; Björck, Numerical
 * Methods for Least Squares Problems, 1996, 7.4), with all features brought to the same length. Immutable and
 * thread-safe.
 */
public final class LeastSquares {

    private static final double TOLERANCE = 1e-13;
    private static final int MOST_ITERATIONS = 1000;

    private final int features;
    private final int width;
    private final int[] index;
    private final double[] value;

    /**
     * Takes over the rows.
     *
     * @param features the number of features
     * @param width entries a row; all other features of a row are 0
     * @param index rows x width: which feature an entry is of, 0 to features - 1
     * @param value rows x width
     */
    public LeastSquares(int features, int width, int[] index, double[] value) {
        this.features = features;
        this.width = width;
        this.index = index;
        this.value = value;
    }

    /**
     * Returns the coefficients b of the lowest sum of w (y - x b)^2.
     *
     * @param weights w, one for each row
     * @param target y, one for each row
     * @param ridge 0 or more: adds so many times |b|^2, where b is of features whose weighted squares sum to 1; with 0
     *     and fewer rows than features, one of many solutions
     */
    public double[] fit(double[] weights, double[] target, double ridge) {
        double[] scale = scales(weights);
        double[] coefficients = new double[features];
        double[] residual = target.clone();
        double[] gradient = gradient(weights, residual, scale, ridge, coefficients);
        double[] direction = gradient.clone();
        double square = dot(gradient, gradient);
        double least = TOLERANCE * TOLERANCE * square;
        int most = Math.min(MOST_ITERATIONS, 4 * features + 10);
        for (int iteration = 0; iteration < most && square > least; iteration++) {
            double[] change = products(direction, scale, target.length);
            double curvature = ridge * dot(direction, direction);
            for (int row = 0; row < change.length; row++) {
                curvature += weights[row] * change[row] * change[row];
            }
            if (!(curvature > 0)) {
                break;
            }
            add(square / curvature, direction, coefficients);
            add(-square / curvature, change, residual);
            gradient = gradient(weights, residual, scale, ridge, coefficients);
            double next = dot(gradient, gradient);
            for (int f = 0; f < features; f++) {
                direction[f] = gradient[f] + next / square * direction[f];
            }
            square = next;
        }
        for (int f = 0; f < features; f++) {
            coefficients[f] *= scale[f];
        }
        return coefficients;
    }

    /** Factors that bring features to length 1; 0 for one that is 0 everywhere. */
    private double[] scales(double[] weights) {
        double[] squares = new double[features];
        for (int row = 0, at = 0; row < weights.length; row++) {
            for (int end = at + width; at < end; at++) {
                squares[index[at]] += weights[row] * value[at] * value[at];
            }
        }
        return Arrays.stream(squares)
                .map(sum -> sum > 0 ? 1 / Math.sqrt(sum) : 0)
                .toArray();
    }

    private double[] gradient(
            double[] weights, double[] residual, double[] scale, double ridge, double[] coefficients) {
        double[] gradient = new double[features];
        for (int row = 0, at = 0; row < residual.length; row++) {
            double scaled = weights[row] * residual[row];
            for (int end = at + width; at < end; at++) {
                gradient[index[at]] += scaled * value[at];
            }
        }
        for (int f = 0; f < features; f++) {
            gradient[f] = gradient[f] * scale[f] - ridge * coefficients[f];
        }
        return gradient;
    }

    private double[] products(double[] with, double[] scale, int rows) {
        double[] products = new double[rows];
        for (int row = 0, at = 0; row < rows; row++) {
            for (int end = at + width; at < end; at++) {
                products[row] += value[at] * scale[index[at]] * with[index[at]];
            }
        }
        return products;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double factor, double[] added, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * added[i];
        }
    }
}
