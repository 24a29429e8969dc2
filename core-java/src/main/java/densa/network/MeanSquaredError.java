package densa.network;

/** (o - t)^2. */
record MeanSquaredError() implements Loss.Elementwise {
    @Override
    public String id() {
        return "mean_squared_error";
    }

    @Override
    public double value(double output, double target) {
        double d = output - target;
        return d * d;
    }

    @Override
    public double derivative(double output, double target) {
        return 2 * (output - target);
    }
}
