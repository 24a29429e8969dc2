package densa.optimize;

import densa.internal.Bounds;
import densa.network.Settings;

/**
 * s = decay s + (1 - decay) g^2; w -= r g / (sqrt(s) + epsilon) (Tieleman and Hinton 2012).
 *
 * @param decay 0 to below 1
 * @param epsilon more than 0
 */
record RmsProp(double learningRate, double decay, double epsilon) implements Optimizer {
    public RmsProp {
        Bounds.positive("learning rate", learningRate);
        Bounds.fraction("decay", decay);
        Bounds.positive("epsilon", epsilon);
    }

    @Override
    public String id() {
        return "rmsprop";
    }

    @Override
    public Settings settings() {
        return Settings.of("decay", decay).and("epsilon", epsilon);
    }

    @Override
    public Optimizer with(double rate, Settings other) {
        return new RmsProp(rate, other.number("decay"), other.number("epsilon"));
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
            s[i] = decay * s[i] + (1 - decay) * g[i] * g[i];
            w[i] -= rate * g[i] / (Math.sqrt(s[i]) + epsilon);
        }
    }
}
