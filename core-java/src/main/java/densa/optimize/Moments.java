package densa.optimize;

import densa.internal.Bounds;
import densa.network.Settings;

/**
 * The moments of the gradient that Adam and its kin keep.
 *
 * @param beta1 0 to below 1
 * @param beta2 0 to below 1
 * @param epsilon more than 0
 */
record Moments(double beta1, double beta2, double epsilon) {

    Moments {
        Bounds.fraction("beta1", beta1);
        Bounds.fraction("beta2", beta2);
        Bounds.positive("epsilon", epsilon);
    }

    static Moments of(Settings settings) {
        return new Moments(settings.number("beta1"), settings.number("beta2"), settings.number("epsilon"));
    }

    Settings settings() {
        return Settings.of("beta1", beta1).and("beta2", beta2).and("epsilon", epsilon);
    }

    /** m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2. */
    void follow(double[] m, double[] v, double[] g, int from, int to) {
        for (int i = from; i < to; i++) {
            m[i] = beta1 * m[i] + (1 - beta1) * g[i];
            v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        }
    }

    /** 1 - beta1^t. */
    double started(long t) {
        return 1 - Math.pow(beta1, (double) t);
    }

    /** 1 / sqrt(1 - beta2^t). */
    double correction(long t) {
        return 1 / Math.sqrt(1 - Math.pow(beta2, (double) t));
    }
}
