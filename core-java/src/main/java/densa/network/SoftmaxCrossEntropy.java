package densa.network;

import densa.internal.Bounds;
import java.util.List;

/**
 * log sum_j e^o_j - sum_j q_j o_j: the negative log likelihood of class t under softmax(o), where q is the one-hot
 * vector of t, smoothed.
 *
 * @param labelSmoothing epsilon, 0 to below 1: q is (1 - epsilon) one-hot(t) + epsilon / classes (Szegedy et al. 2016)
 */
record SoftmaxCrossEntropy(double labelSmoothing) implements Loss.WholeRow {
    public SoftmaxCrossEntropy {
        Bounds.fraction("label smoothing", labelSmoothing);
    }

    @Override
    public String id() {
        return "softmax_cross_entropy";
    }

    @Override
    public Settings settings() {
        return Settings.of("label_smoothing", labelSmoothing);
    }

    @Override
    public Loss with(Settings other) {
        return new SoftmaxCrossEntropy(other.number("label_smoothing"));
    }

    @Override
    public TargetKind target() {
        return TargetKind.CLASSES;
    }

    @Override
    public Link link() {
        return Link.LOGIT;
    }

    @Override
    public List<Double> levels() {
        return List.of();
    }

    @Override
    public int outputs(int targets, int classes) {
        return classes;
    }

    @Override
    public double lossAndGradient(double[] outputs, int count, double target, double[] gradient) {
        int label = (int) target;
        double max = outputs[0];
        for (int j = 1; j < count; j++) {
            max = Math.max(max, outputs[j]);
        }
        double sum = 0;
        double mean = 0;
        for (int j = 0; j < count; j++) {
            gradient[j] = Math.exp(outputs[j] - max);
            sum += gradient[j];
            mean += outputs[j] / count;
        }
        for (int j = 0; j < count; j++) {
            gradient[j] = gradient[j] / sum - labelSmoothing / count;
        }
        gradient[label] -= 1 - labelSmoothing;
        return Math.log(sum) + max - (1 - labelSmoothing) * outputs[label] - labelSmoothing * mean;
    }

    @Override
    public void toPrediction(double[] outputs, int offset, int count) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = offset; i < offset + count; i++) {
            max = Math.max(max, outputs[i]);
        }
        double sum = 0;
        for (int i = offset; i < offset + count; i++) {
            outputs[i] = Math.exp(outputs[i] - max);
            sum += outputs[i];
        }
        for (int i = offset; i < offset + count; i++) {
            outputs[i] /= sum;
        }
    }
}
