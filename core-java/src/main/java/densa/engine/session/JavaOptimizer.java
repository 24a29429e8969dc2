package densa.engine.session;

import densa.network.ParameterLayout;
import densa.optimize.GradientClipping;
import densa.optimize.LayerFactors;
import densa.optimize.Optimizer;
import java.util.stream.IntStream;

/** An optimiser at work in plain Java, over the flat vectors of parameters, gradients and state. */
final class JavaOptimizer implements Optimizer.Step {

    private final TrainingPlan plan;
    private final double[][] state;
    /** Where each dense layer's parameters start, then their number. */
    private final int[] layerStart;

    private long step;
    private double rate;
    private double momentumProduct = 1;

    JavaOptimizer(TrainingPlan plan, int parameters) {
        this.plan = plan;
        this.layerStart = IntStream.concat(
                        plan.network().layout().tensors().stream()
                                .filter(tensor -> !tensor.bias())
                                .mapToInt(ParameterLayout.Tensor::offset),
                        IntStream.of(parameters))
                .toArray();
        this.state = new double[plan.descent().optimizer().stateSize()][parameters];
    }

    /** Steps taken so far; during one, its number. */
    @Override
    public long number() {
        return step;
    }

    @Override
    public double rate() {
        return rate;
    }

    @Override
    public double momentumProduct() {
        return momentumProduct;
    }

    @Override
    public double[] state(int index) {
        return state[index];
    }

    /** Moves {@code w} by one step; {@code g} is changed. */
    void step(double stepRate, double[] w, double[] g) {
        step++;
        clip(g);
        momentumProduct *= plan.descent().optimizer().momentumAt(step);
        for (int layer = 0; layer + 1 < layerStart.length; layer++) {
            LayerFactors factors = plan.descent().factors(layer);
            rate = stepRate * factors.learningRate();
            int from = layerStart[layer];
            int to = layerStart[layer + 1];
            double decay = 1 - rate * plan.descent().weightDecay() * factors.weightDecay();
            for (int i = from; i < to; i++) {
                g[i] += plan.descent().l2() * w[i];
                w[i] *= decay;
            }
            plan.descent().optimizer().move(this, w, g, from, to);
        }
    }

    private void clip(double[] g) {
        if (plan.descent().clipping() instanceof GradientClipping.ByNorm byNorm) {
            double square = 0;
            for (double value : g) {
                square += value * value;
            }
            double norm = Math.sqrt(square);
            // PyTorch's rule, with its 1e-6 against a norm of 0.
            if (norm + 1e-6 > byNorm.max()) {
                for (int i = 0; i < g.length; i++) {
                    g[i] *= byNorm.max() / (norm + 1e-6);
                }
            }
        } else if (plan.descent().clipping() instanceof GradientClipping.ByValue byValue) {
            for (int i = 0; i < g.length; i++) {
                g[i] = g[i] < -byValue.max() ? -byValue.max() : g[i] > byValue.max() ? byValue.max() : g[i];
            }
        }
    }

    void readState(double[] out) {
        out[0] = (double) step;
        for (int s = 0; s < state.length; s++) {
            System.arraycopy(state[s], 0, out, 1 + s * state[s].length, state[s].length);
        }
    }

    void writeState(double[] values) {
        step = (long) values[0];
        momentumProduct = 1;
        for (long t = 1; t <= step; t++) {
            momentumProduct *= plan.descent().optimizer().momentumAt(t);
        }
        for (int s = 0; s < state.length; s++) {
            System.arraycopy(values, 1 + s * state[s].length, state[s], 0, state[s].length);
        }
    }
}
