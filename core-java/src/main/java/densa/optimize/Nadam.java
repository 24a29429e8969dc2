package densa.optimize;

import densa.internal.Bounds;
import densa.network.Settings;

/**
 * Adam with Nesterov momentum: with mu_t = beta1 (1 - 0.96^(t momentumDecay) / 2) and P_t the product of mu_1 to
 * mu_t, m and v as in Adam, w -= r (mu_(t+1) m / (1 - P_t mu_t mu_(t+1)) + (1 - mu_t) g / (1 - P_t)) /
 * (sqrt(v / (1 - beta2^t)) + epsilon). The reference numbers, made with PyTorch, pin this form; in Dozat's paper
 * (2016) the first denominator has P_(t+1), without the second mu_t.
 *
 * @param momentumDecay 0 or more
 */
record Nadam(double learningRate, Moments moments, double momentumDecay) implements Optimizer {
    Nadam {
        Bounds.positive("learning rate", learningRate);
        if (!(momentumDecay >= 0 && momentumDecay < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("momentum decay must be 0 or more and finite, got " + momentumDecay);
        }
    }

    @Override
    public String id() {
        return "nadam";
    }

    @Override
    public Settings settings() {
        return moments.settings().and("momentum_decay", momentumDecay);
    }

    @Override
    public Optimizer with(double rate, Settings other) {
        return new Nadam(rate, Moments.of(other), other.number("momentum_decay"));
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
        double now = momentumAt(step.number());
        double following = momentumAt(step.number() + 1);
        double product = step.momentumProduct();
        double ofMomentum = step.rate() * following / (1 - product * now * following);
        double ofGradient = step.rate() * (1 - now) / (1 - product);
        double correction = moments.correction(step.number());
        for (int i = from; i < to; i++) {
            w[i] -= (ofMomentum * m[i] + ofGradient * g[i]) / (Math.sqrt(v[i]) * correction + moments.epsilon());
        }
    }

    @Override
    public double momentumAt(long t) {
        return moments.beta1() * (1 - 0.5 * Math.pow(0.96, t * momentumDecay));
    }
}
