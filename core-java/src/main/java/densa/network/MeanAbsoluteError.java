package densa.network;

/** |o - t|; the derivative at 0 is 0. */
record MeanAbsoluteError() implements Loss.Elementwise {
    @Override
    public String id() {
        return "mean_absolute_error";
    }

    @Override
    public double value(double output, double target) {
        return Math.abs(output - target);
    }

    @Override
    public double derivative(double output, double target) {
        return Math.signum(output - target);
    }
}
