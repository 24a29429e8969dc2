package densa.optimize;

import densa.internal.Bounds;
import densa.network.Settings;

/** m as in Adam; u = max(beta2 u, |g| + epsilon); w -= r m / (1 - beta1^t) / u (Kingma and Ba 2015, section 7). */
record Adamax(double learningRate, Moments moments) implements Optimizer {
    Adamax {
        Bounds.positive("learning rate", learningRate);
    }

    @Override
    public String id() {
        return "adamax";
    }

    @Override
    public Settings settings() {
        return moments.settings();
    }

    @Override
    public Optimizer with(double rate, Settings other) {
        return new Adamax(rate, Moments.of(other));
    }

    @Override
    public int stateSize() {
        return 2;
    }

    @Override
    public void move(Step step, double[] w, double[] g, int from, int to) {
        double[] m = step.state(0);
        double[] u = step.state(1);
        double beta1 = moments.beta1();
        double beta2 = moments.beta2();
        double size = step.rate() / moments.started(step.number());
        for (int i = from; i < to; i++) {
            m[i] = beta1 * m[i] + (1 - beta1) * g[i];
            u[i] = Math.max(beta2 * u[i], Math.abs(g[i]) + moments.epsilon());
            w[i] -= size * m[i] / u[i];
        }
    }
}
