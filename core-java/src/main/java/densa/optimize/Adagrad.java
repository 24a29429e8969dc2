package densa.optimize;

import densa.internal.Bounds;
import densa.network.Settings;

/**
 * s += g^2; w -= r g / (sqrt(s) + epsilon) (Duchi et al. 2011).
 *
 * @param epsilon more than 0
 */
record Adagrad(double learningRate, double epsilon) implements Optimizer {
    public Adagrad {
        Bounds.positive("learning rate", learningRate);
        Bounds.positive("epsilon", epsilon);
    }

    @Override
    public String id() {
        return "adagrad";
    }

    @Override
    public Settings settings() {
        return Settings.of("epsilon", epsilon);
    }

    @Override
    public Optimizer with(double rate, Settings other) {
        return new Adagrad(rate, other.number("epsilon"));
    }

    @Override
    public int stateSize() {
        return 1;
    }

    @Override
    public void move(Step step, double[] w, double[] g, int from, int to) {
        double rate = step.rate();
        double[] s = step.state(0);
        for (int i = from; i < to; i++) {
            s[i] += g[i] * g[i];
            w[i] -= rate * g[i] / (Math.sqrt(s[i]) + epsilon);
        }
    }
}
