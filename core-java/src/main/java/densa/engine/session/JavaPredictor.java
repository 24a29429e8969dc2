package densa.engine.session;

import densa.network.Network;
import densa.network.Parameters;

/** Predicts in plain Java, row by row, on the calling thread and with scratch memory of its own. */
final class JavaPredictor implements Predictor {

    private final JavaLayers layers;
    private final double[] parameters;
    private final int columns;
    private final int outputs;
    private final ThreadLocal<Scratch> scratch;

    private static final class Scratch {
        final double[] row;
        final double[] from;
        final double[] to;

        Scratch(int columns, int width) {
            row = new double[columns];
            from = new double[width];
            to = new double[width];
        }
    }

    JavaPredictor(Network network, Parameters parameters) {
        this.layers = new JavaLayers(network);
        this.parameters = parameters.toArray();
        this.columns = network.inputs().size();
        this.outputs = network.outputs();
        layers.refresh(this.parameters);
        int widest = layers.inputWidth;
        for (int units : layers.units) {
            widest = Math.max(widest, units);
        }
        int width = widest;
        this.scratch = ThreadLocal.withInitial(() -> new Scratch(columns, width));
    }

    @Override
    public void predict(float[] rows, int count, float[] out, int threads) {
        Scratch mine = scratch.get();
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < columns; column++) {
                mine.row[column] = rows[row * columns + column];
            }
            double[] y = forward(mine);
            for (int output = 0; output < outputs; output++) {
                out[row * outputs + output] = (float) y[output];
            }
        }
    }

    @Override
    public void predict(double[] rows, int count, double[] out, int threads) {
        Scratch mine = scratch.get();
        for (int row = 0; row < count; row++) {
            System.arraycopy(rows, row * columns, mine.row, 0, columns);
            System.arraycopy(forward(mine), 0, out, row * outputs, outputs);
        }
    }

    private double[] forward(Scratch mine) {
        double[] from = mine.from;
        double[] to = mine.to;
        layers.expand(mine.row, 0, from, 0);
        for (int layer = 0; layer < layers.count; layer++) {
            layers.affine(layer, parameters, from, 1, to);
            layers.activate(layer, to, to, 1);
            double[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }
}
