package densa.engine.session;

import densa.network.Network;
import densa.network.Parameters;
import java.util.Arrays;

/**
 * Mean gradients of a network's outputs with respect to its inputs along straight paths, in plain Java and float64, by
 * Gauss-Legendre quadrature, which needs few points where activations are smooth. Works on
 * the inputs after the input layer (one number for each bin and each level), so that every path is one of numbers. Has
 * scratch memory of its own: for one thread at a time.
 *
 * <p>Along a straight path, what the first layer's units see moves along a straight line too. Therefore the first
 * layer, often by far the widest, is computed at both ends only, and its gradient once, from the mean over the points.
 */
public final class PathGradient {

    /** The guess is so good that each root is exact after four or five. */
    private static final int NEWTON_ROUNDS = 8;

    private final JavaLayers layers;
    private final double[] parameters;
    private final int points;
    /** Where each point lies on a path, 0 to 1. */
    private final double[] shares;
    /** How much each point counts; they sum to 1. */
    private final double[] weights;

    private final int columns;
    private final double[] from;
    private final double[] to;
    private final double[][] z;
    private final double[][] y;
    private final double[][] delta;
    private final double[] meanDelta;

    /**
     * Prepares a network for any number of paths.
     *
     * @param network the architecture
     * @param parameters its weights and biases; copied
     * @param points points on each path, 1 or more
     */
    public PathGradient(Network network, Parameters parameters, int points) {
        this.layers = new JavaLayers(network);
        this.parameters = parameters.toArray();
        this.points = points;
        this.shares = new double[points];
        this.weights = new double[points];
        placePoints();
        this.columns = network.inputs().size();
        this.from = new double[layers.units[0]];
        this.to = new double[layers.units[0]];
        this.meanDelta = new double[layers.units[0]];
        this.z = new double[layers.count][];
        this.y = new double[layers.count][];
        this.delta = new double[layers.count][];
        for (int layer = 0; layer < layers.count; layer++) {
            int numbers = Math.multiplyExact(points, layers.units[layer]);
            z[layer] = new double[numbers];
            y[layer] = new double[numbers];
            delta[layer] = new double[numbers];
        }
        layers.refresh(this.parameters);
    }

    /**
     * Finds the roots x of the Legendre polynomial P of degree {@link #points} by Newton's method (Press et al.,
     * "Numerical Recipes", section 4.6); the weight of a point on -1 to 1 is 2 / ((1 - x^2) P'(x)^2).
     */
    private void placePoints() {
        for (int i = 0; i < points; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (points + 0.5));
            double slope = 0;
            for (int round = 0; round < NEWTON_ROUNDS; round++) {
                double before = 0;
                double value = 1;
                for (int degree = 1; degree <= points; degree++) {
                    double next = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree;
                    before = value;
                    value = next;
                }
                slope = points * (x * value - before) / (x * x - 1);
                x -= value / slope;
            }
            shares[i] = (1 - x) / 2;
            weights[i] = 1 / ((1 - x * x) * slope * slope);
        }
    }

    /** {@return the numbers in a row after the input layer} */
    public int width() {
        return layers.inputWidth;
    }

    /**
     * Applies the input layer.
     *
     * @param rows rows x input columns, row-major, each value as its column takes it
     * @return rows x {@link #width()}, row-major
     */
    public double[] widen(double[] rows) {
        int count = rows.length / columns;
        double[] wide = new double[Math.multiplyExact(count, layers.inputWidth)];
        for (int row = 0; row < count; row++) {
            layers.expand(rows, row * columns, wide, row * layers.inputWidth);
        }
        return wide;
    }

    /**
     * Sets where the paths start.
     *
     * @param baseline {@link #width()} numbers
     * @return the outputs there
     */
    public double[] start(double[] baseline) {
        layers.affine(0, parameters, baseline, 1, from);
        return outputs(from);
    }

    /** The outputs where the first layer's sums are {@code sums}. */
    private double[] outputs(double[] sums) {
        double[] x = new double[layers.units[0]];
        layers.activate(0, sums, x, 1);
        for (int layer = 1; layer < layers.count; layer++) {
            double[] next = new double[layers.units[layer]];
            layers.affine(layer, parameters, x, 1, next);
            layers.activate(layer, next, next, 1);
            x = next;
        }
        return x;
    }

    /**
     * Computes the mean gradient of sum_o direction_o output_o over the points of the path from the start to a row.
     *
     * @param inputs rows after the input layer, as {@link #widen} gives them
     * @param at the index in {@code inputs} where the row begins
     * @param direction one number for each output
     * @param gradient receives {@link #width()} numbers, from {@code at} on
     * @return the outputs of the row
     */
    public double[] mean(double[] inputs, int at, double[] direction, double[] gradient) {
        int width = layers.inputWidth;
        int units = layers.units[0];
        int last = layers.count - 1;
        layers.affine(0, parameters, Arrays.copyOfRange(inputs, at, at + width), 1, to);
        for (int point = 0; point < points; point++) {
            for (int unit = 0; unit < units; unit++) {
                z[0][point * units + unit] = from[unit] + shares[point] * (to[unit] - from[unit]);
            }
            System.arraycopy(direction, 0, delta[last], point * layers.units[last], layers.units[last]);
        }
        layers.activate(0, z[0], y[0], points);
        for (int layer = 1; layer <= last; layer++) {
            layers.affine(layer, parameters, y[layer - 1], points, z[layer]);
            layers.activate(layer, z[layer], y[layer], points);
        }
        for (int layer = last; layer > 0; layer--) {
            layers.activateBackward(layer, z[layer], delta[layer], points);
            layers.affineBackward(layer, parameters, delta[layer], points, delta[layer - 1]);
        }
        layers.activateBackward(0, z[0], delta[0], points);
        Arrays.fill(meanDelta, 0);
        for (int i = 0; i < points * units; i++) {
            meanDelta[i % units] += weights[i / units] * delta[0][i];
        }
        double[] own = new double[width];
        layers.affineBackward(0, parameters, meanDelta, 1, own);
        System.arraycopy(own, 0, gradient, at, width);
        return outputs(to);
    }
}
