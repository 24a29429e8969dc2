package densa.network;

/**
 * -t e^((1 - p) o) / (1 - p) + e^((2 - p) o) / (2 - p), with o kept within -20 to 20: the negative log likelihood
 * of an amount t whose mean m is e^o and whose variance goes with m^p, but for its dispersion (Jorgensen 1987).
 * Such an amount is a sum of a Poisson number of gamma distributed ones, and may be 0.
 *
 * @param power p, above 1 and below 2, in single precision too
 */
record Tweedie(double power) implements AmountLoss {
    public Tweedie {
        if (!((float) power > 1 && (float) power < 2)) {
            throw new IllegalArgumentException("Tweedie power must be > 1 and < 2, got " + power);
        }
    }

    @Override
    public String id() {
        return "tweedie";
    }

    @Override
    public Settings settings() {
        return Settings.of("power", power);
    }

    @Override
    public Loss with(Settings other) {
        return new Tweedie(other.number("power"));
    }

    @Override
    public double spreadPower() {
        return power / 2;
    }

    @Override
    public TargetKind target() {
        return TargetKind.AMOUNT;
    }

    @Override
    public double value(double output, double target) {
        double o = AmountLoss.clamped(output);
        return Math.exp((2 - power) * o) / (2 - power) - target * Math.exp((1 - power) * o) / (1 - power);
    }

    @Override
    public double derivative(double output, double target) {
        return Math.abs(output) > MAX_OUTPUT
                ? 0
                : Math.exp((2 - power) * output) - target * Math.exp((1 - power) * output);
    }
}
