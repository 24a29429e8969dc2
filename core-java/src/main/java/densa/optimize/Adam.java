package densa.optimize;

import densa.internal.Bounds;
import densa.network.Settings;

/**
 * m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2;
 * w -= r m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon) (Kingma and Ba 2015).
 */
record Adam(double learningRate, Moments moments) implements Optimizer {
    Adam {
        Bounds.positive("learning rate", learningRate);
    }

    @Override
    public String id() {
        return "adam";
    }

    @Override
    public Settings settings() {
        return moments.settings();
    }

    @Override
    public Optimizer with(double rate, Settings other) {
        return new Adam(rate, Moments.of(other));
    }

    @Override
    public int stateSize() {
        return 2;
    }

    @Override
    public void move(Step step, double[] w, double[] g, int from, int to) {
        double[] m = step.state(0);
        double[] v = step.state(1);
        moments.follow(m, v, g, from, to);
        double size = step.rate() / moments.started(step.number());
        double correction = moments.correction(step.number());
        for (int i = from; i < to; i++) {
            w[i] -= size * m[i] / (Math.sqrt(v[i]) * correction + moments.epsilon());
        }
    }
}
