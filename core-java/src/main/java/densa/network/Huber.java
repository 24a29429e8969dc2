package densa.network;

import densa.internal.Bounds;

/**
 * With d = o - t: d^2 / 2 where |d| is at most delta, else delta (|d| - delta / 2) (Huber 1964).
 *
 * @param delta more than 0
 */
record Huber(double delta) implements Loss.Elementwise {
    public Huber {
        Bounds.positive("Huber delta", delta);
    }

    @Override
    public String id() {
        return "huber";
    }

    @Override
    public Settings settings() {
        return Settings.of("delta", delta);
    }

    @Override
    public Loss with(Settings other) {
        return new Huber(other.number("delta"));
    }

    @Override
    public double value(double output, double target) {
        double d = Math.abs(output - target);
        return d <= delta ? 0.5 * d * d : delta * (d - 0.5 * delta);
    }

    @Override
    public double derivative(double output, double target) {
        double d = output - target;
        return d < -delta ? -delta : d > delta ? delta : d;
    }
}
