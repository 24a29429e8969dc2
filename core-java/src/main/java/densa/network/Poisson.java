package densa.network;

/** e^o - t o, with o taken as 20 where it is larger, so that a wild output cannot overflow. */
record Poisson() implements AmountLoss {
    @Override
    public String id() {
        return "poisson";
    }

    @Override
    public double spreadPower() {
        return 0.5;
    }

    @Override
    public TargetKind target() {
        return TargetKind.COUNT;
    }

    @Override
    public double value(double output, double target) {
        double o = output > MAX_OUTPUT ? MAX_OUTPUT : output;
        return Math.exp(o) - target * o;
    }

    @Override
    public double derivative(double output, double target) {
        return output > MAX_OUTPUT ? 0 : Math.exp(output) - target;
    }

    @Override
    public void toPrediction(double[] outputs, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            outputs[i] = Math.exp(outputs[i] > MAX_OUTPUT ? MAX_OUTPUT : outputs[i]);
        }
    }
}
