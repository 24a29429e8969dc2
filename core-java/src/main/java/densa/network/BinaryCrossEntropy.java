package densa.network;

import densa.internal.Bounds;

/**
 * log(1 + e^o) - t o: the negative log likelihood of a yes/no target t whose probability is sigmoid(o).
 *
 * @param labelSmoothing epsilon, 0 to below 1: t is replaced by t (1 - epsilon) + epsilon / 2
 */
record BinaryCrossEntropy(double labelSmoothing) implements Loss.Elementwise {
    public BinaryCrossEntropy {
        Bounds.fraction("label smoothing", labelSmoothing);
    }

    @Override
    public String id() {
        return "binary_cross_entropy";
    }

    @Override
    public Settings settings() {
        return Settings.of("label_smoothing", labelSmoothing);
    }

    @Override
    public Loss with(Settings other) {
        return new BinaryCrossEntropy(other.number("label_smoothing"));
    }

    @Override
    public TargetKind target() {
        return TargetKind.TWO_CLASSES;
    }

    @Override
    public Link link() {
        return Link.LOGIT;
    }

    @Override
    public double value(double output, double target) {
        return Math.max(output, 0) + Math.log1p(Math.exp(-Math.abs(output))) - smooth(target) * output;
    }

    @Override
    public double derivative(double output, double target) {
        return 1 / (1 + Math.exp(-output)) - smooth(target);
    }

    private double smooth(double target) {
        return target * (1 - labelSmoothing) + 0.5 * labelSmoothing;
    }

    @Override
    public void toPrediction(double[] outputs, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            outputs[i] = 1 / (1 + Math.exp(-outputs[i]));
        }
    }
}
