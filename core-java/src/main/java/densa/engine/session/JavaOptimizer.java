package densa.engine.session;

import densa.network.ParameterLayout;
import densa.optimize.GradientClipping;
import densa.optimize.LayerFactors;
import densa.optimize.Optimizer;
import java.util.stream.IntStream;

/** The optimisers in plain Java: one loop over the flat vectors of parameters, gradients and state. */
final class JavaOptimizer {

    private final TrainingPlan plan;
    private final double[][] state;
    /** Where each dense layer's parameters start, then their number. */
    private final int[] layerStart;

    private long step;
    private double momentumProduct = 1;

    JavaOptimizer(TrainingPlan plan, int parameters) {
        this.plan = plan;
        this.layerStart = IntStream.concat(
                        plan.network().layout().tensors().stream()
                                .filter(tensor -> !tensor.bias())
                                .mapToInt(ParameterLayout.Tensor::offset),
                        IntStream.of(parameters))
                .toArray();
        this.state = new double[plan.optimizer().stateSize()][parameters];
    }

    /** Steps taken so far. */
    long step() {
        return step;
    }

    /** Moves {@code w} by one step; {@code g} is changed. */
    void step(double rate, double[] w, double[] g) {
        step++;
        clip(g);
        if (plan.optimizer() instanceof Optimizer.Nadam nadam) {
            momentumProduct *= nadamMomentum(nadam, (double) step);
        }
        for (int layer = 0; layer + 1 < layerStart.length; layer++) {
            LayerFactors factors = plan.factors(layer);
            double layerRate = rate * factors.learningRate();
            int from = layerStart[layer];
            int to = layerStart[layer + 1];
            double decay = 1 - layerRate * plan.weightDecay() * factors.weightDecay();
            for (int i = from; i < to; i++) {
                g[i] += plan.l2() * w[i];
                w[i] *= decay;
            }
            move(layerRate, w, g, from, to);
        }
    }

    /** Moves the parameters from {@code from} to before {@code to} by the optimiser's rule. */
    private void move(double rate, double[] w, double[] g, int from, int to) {
        Optimizer rule = plan.optimizer();
        if (rule instanceof Optimizer.Sgd) {
            for (int i = from; i < to; i++) {
                w[i] -= rate * g[i];
            }
        } else if (rule instanceof Optimizer.Momentum momentum) {
            double[] v = state[0];
            for (int i = from; i < to; i++) {
                v[i] = momentum.momentum() * v[i] + g[i];
                w[i] -= rate * v[i];
            }
        } else if (rule instanceof Optimizer.Nesterov nesterov) {
            double[] v = state[0];
            for (int i = from; i < to; i++) {
                v[i] = nesterov.momentum() * v[i] + g[i];
                w[i] -= rate * (g[i] + nesterov.momentum() * v[i]);
            }
        } else if (rule instanceof Optimizer.Adagrad adagrad) {
            double[] s = state[0];
            for (int i = from; i < to; i++) {
                s[i] += g[i] * g[i];
                w[i] -= rate * g[i] / (Math.sqrt(s[i]) + adagrad.epsilon());
            }
        } else if (rule instanceof Optimizer.RmsProp rmsProp) {
            double[] s = state[0];
            for (int i = from; i < to; i++) {
                s[i] = rmsProp.decay() * s[i] + (1 - rmsProp.decay()) * g[i] * g[i];
                w[i] -= rate * g[i] / (Math.sqrt(s[i]) + rmsProp.epsilon());
            }
        } else if (rule instanceof Optimizer.Adam adam) {
            moments(adam.beta1(), adam.beta2(), g, from, to);
            double size = rate / (1 - Math.pow(adam.beta1(), (double) step));
            double correction = 1 / Math.sqrt(1 - Math.pow(adam.beta2(), (double) step));
            for (int i = from; i < to; i++) {
                w[i] -= size * state[0][i] / (Math.sqrt(state[1][i]) * correction + adam.epsilon());
            }
        } else if (rule instanceof Optimizer.Nadam nadam) {
            moments(nadam.beta1(), nadam.beta2(), g, from, to);
            double now = nadamMomentum(nadam, (double) step);
            double following = nadamMomentum(nadam, step + 1.0);
            double ofMomentum = rate * following / (1 - momentumProduct * now * following);
            double ofGradient = rate * (1 - now) / (1 - momentumProduct);
            double correction = 1 / Math.sqrt(1 - Math.pow(nadam.beta2(), (double) step));
            for (int i = from; i < to; i++) {
                w[i] -= (ofMomentum * state[0][i] + ofGradient * g[i])
                        / (Math.sqrt(state[1][i]) * correction + nadam.epsilon());
            }
        } else if (rule instanceof Optimizer.Adamax adamax) {
            double[] m = state[0];
            double[] u = state[1];
            double size = rate / (1 - Math.pow(adamax.beta1(), (double) step));
            for (int i = from; i < to; i++) {
                m[i] = adamax.beta1() * m[i] + (1 - adamax.beta1()) * g[i];
                u[i] = Math.max(adamax.beta2() * u[i], Math.abs(g[i]) + adamax.epsilon());
                w[i] -= size * m[i] / u[i];
            }
        } else {
            throw new IllegalStateException("no rule for optimizer " + rule.id());
        }
    }

    private void moments(double beta1, double beta2, double[] g, int from, int to) {
        double[] m = state[0];
        double[] v = state[1];
        for (int i = from; i < to; i++) {
            m[i] = beta1 * m[i] + (1 - beta1) * g[i];
            v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        }
    }

    private static double nadamMomentum(Optimizer.Nadam nadam, double step) {
        return nadam.beta1() * (1 - 0.5 * Math.pow(0.96, step * nadam.momentumDecay()));
    }

    private void clip(double[] g) {
        if (plan.clipping() instanceof GradientClipping.ByNorm byNorm) {
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
        } else if (plan.clipping() instanceof GradientClipping.ByValue byValue) {
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
        if (plan.optimizer() instanceof Optimizer.Nadam nadam) {
            for (long t = 1; t <= step; t++) {
                momentumProduct *= nadamMomentum(nadam, (double) t);
            }
        }
        for (int s = 0; s < state.length; s++) {
            System.arraycopy(values, 1 + s * state[s].length, state[s], 0, state[s].length);
        }
    }
}
