package densa.train;

import densa.engine.session.PathGradient;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What each input of a network adds to its outputs, compared with a baseline: integrated gradients (Sundararajan, Taly
 * and Yan 2017, "Axiomatic Attribution for Deep Networks"). For f = sum over o of v_o output_o, input i of row x adds
 *
 * <pre>(x_i - b_i) * integral over t from 0 to 1 of df/dx_i at b + t (x - b)</pre>
 *
 * <p>and the sum over the inputs is f(x) - f(b), but for the error of the quadrature. That is Gauss-Legendre's, whose
 * error falls exponentially with the points where activations are smooth: 10 points come closer than a thousand
 * equidistant ones. Where they have kinks, such as ReLU, both fall as one by the number of points. Inputs are those
 * after the input layer: one for each number, bin and level. Computed in plain Java and float64, whatever engine
 * predicts.
 *
 * <p>Immutable and safe for any number of threads.
 */
public final class IntegratedGradients {

    private final TrainedNetwork network;
    private final int points;

    private IntegratedGradients(TrainedNetwork network, int points) {
        this.network = network;
        this.points = points;
    }

    /**
     * {@return the attribution of a network's outputs to its inputs}
     *
     * @param network the network whose raw outputs are attributed
     * @param points of the quadrature on each path, 1 or more
     * @throws IllegalArgumentException if it is less
     */
    public static IntegratedGradients of(TrainedNetwork network, int points) {
        if (points < 1) {
            throw new IllegalArgumentException("points must be 1 or more, got " + points);
        }
        return new IntegratedGradients(network, points);
    }

    /**
     * What each input adds to the output of some rows.
     *
     * @param contributions rows x input width
     * @param atBaseline f(b) of each row
     * @param atRow f(x) of each row
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Attributions(double[] contributions, double[] atBaseline, double[] atRow) {}

    /**
     * Applies the input layer.
     *
     * @param rows rows x input columns
     * @return rows x input width
     * @throws IllegalArgumentException if the length does not fit
     */
    public double[] widen(double[] rows) {
        checkRows(rows);
        return session(1).widen(rows);
    }

    /**
     * Attributes a weighted sum of the outputs to the inputs, row by row.
     *
     * @param rows rows x input columns
     * @param baseline b: one number for each of the inputs after the input layer
     * @param directions v: rows x outputs
     * @return what each input adds to f, and f at both ends of each row's path
     * @throws IllegalArgumentException if a length does not fit
     */
    public Attributions attribute(double[] rows, double[] baseline, double[] directions) {
        PathGradient path = session(points);
        int width = path.width();
        int outputs = network.outputs();
        int count = checkRows(rows);
        if (baseline.length != width) {
            throw new IllegalArgumentException("the baseline must have " + width + " values, got " + baseline.length);
        }
        if (directions.length != (long) count * outputs) {
            throw new IllegalArgumentException("directions must be " + count + " rows x " + outputs + " outputs, got "
                    + directions.length + " values");
        }
        double[] inputs = path.widen(rows);
        double[] contributions = new double[inputs.length];
        double[] atBaseline = new double[count];
        double[] atRow = new double[count];
        double[] start = path.start(baseline);
        for (int row = 0; row < count; row++) {
            int at = row * width;
            double[] direction = Arrays.copyOfRange(directions, row * outputs, (row + 1) * outputs);
            double[] end = path.mean(inputs, at, direction, contributions);
            for (int i = 0; i < width; i++) {
                contributions[at + i] *= inputs[at + i] - baseline[i];
            }
            atBaseline[row] = product(direction, start);
            atRow[row] = product(direction, end);
        }
        return new Attributions(contributions, atBaseline, atRow);
    }

    private static double product(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private PathGradient session(int points) {
        return new PathGradient(network.network(), network.parameters(), points);
    }

    private int checkRows(double[] rows) {
        if (rows.length % network.inputColumns() != 0) {
            throw new IllegalArgumentException(
                    "rows must hold a multiple of " + network.inputColumns() + " values, got " + rows.length);
        }
        return rows.length / network.inputColumns();
    }
}
