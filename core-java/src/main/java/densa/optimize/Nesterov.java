package densa.optimize;

import densa.internal.Bounds;
import densa.network.Settings;

/**
 * v = momentum v + g; w -= r (g + momentum v) (Sutskever et al. 2013).
 *
 * @param momentum 0 to below 1
 */
record Nesterov(double learningRate, double momentum) implements Optimizer {
    public Nesterov {
        Bounds.positive("learning rate", learningRate);
        Bounds.fraction("momentum", momentum);
    }

    @Override
    public String id() {
        return "nesterov";
    }

    @Override
    public Settings settings() {
        return Settings.of("momentum", momentum);
    }

    @Override
    public Optimizer with(double rate, Settings other) {
        return new Nesterov(rate, other.number("momentum"));
    }

    @Override
    public int stateSize() {
        return 1;
    }

    @Override
    public void move(Step step, double[] w, double[] g, int from, int to) {
        double rate = step.rate();
        double[] v = step.state(0);
        for (int i = from; i < to; i++) {
            v[i] = momentum * v[i] + g[i];
            w[i] -= rate * (g[i] + momentum * v[i]);
        }
    }
}
