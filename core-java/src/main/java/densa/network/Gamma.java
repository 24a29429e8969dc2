package densa.network;

/**
 * t e^-o + o, with o kept within -20 to 20: the negative log likelihood of a gamma distributed amount t whose mean
 * is e^o, but for its shape (McCullagh and Nelder 1989).
 */
record Gamma() implements AmountLoss {
    @Override
    public String id() {
        return "gamma";
    }

    @Override
    public double spreadPower() {
        return 1;
    }

    @Override
    public TargetKind target() {
        return TargetKind.POSITIVE_AMOUNT;
    }

    @Override
    public double value(double output, double target) {
        double o = AmountLoss.clamped(output);
        return target * Math.exp(-o) + o;
    }

    @Override
    public double derivative(double output, double target) {
        return Math.abs(output) > MAX_OUTPUT ? 0 : 1 - target * Math.exp(-output);
    }
}
