package densa.optimize;

import densa.internal.Bounds;
import densa.network.Settings;

/** w -= r g. */
record Sgd(double learningRate) implements Optimizer {
    public Sgd {
        Bounds.positive("learning rate", learningRate);
    }

    @Override
    public String id() {
        return "sgd";
    }

    @Override
    public Settings settings() {
        return Settings.NONE;
    }

    @Override
    public Optimizer with(double rate, Settings other) {
        return new Sgd(rate);
    }

    @Override
    public int stateSize() {
        return 0;
    }

    @Override
    public void move(Step step, double[] w, double[] g, int from, int to) {
        double rate = step.rate();
        for (int i = from; i < to; i++) {
            w[i] -= rate * g[i];
        }
    }
}
