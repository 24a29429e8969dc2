package densa.cli;

import densa.model.TabularOptions;
import densa.optimize.Optimizer;

/**
 * An optimiser as it is typed: one of the library's, or {@code adamw}, which is Adam with weight decay.
 *
 * @param optimizer with its customary learning rate
 * @param decays whether it is meant to come with weight decay
 */
record OptimizerChoice(Optimizer optimizer, boolean decays) {

    static final String ADAMW = "adamw";

    /** What AdamW takes where the defaults have no weight decay (Loshchilov and Hutter 2019; PyTorch's default). */
    private static final double ADAMW_DECAY = 0.01;

    /**
     * The optimiser called {@code name}. Of the kind that is the default anyway, the default one, with its learning rate.
     *
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    static OptimizerChoice named(String name) {
        Optimizer standard = TabularOptions.DEFAULTS.optimizer();
        boolean decays = name.equals(ADAMW);
        Optimizer named = decays ? Optimizer.named("adam") : optimizer(name);
        return new OptimizerChoice(named.id().equals(standard.id()) ? standard : named, decays);
    }

    private static Optimizer optimizer(String name) {
        try {
            return Optimizer.named(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", " + ADAMW, e);
        }
    }

    /** The weight decay if none is typed. */
    double weightDecay() {
        double standard = TabularOptions.DEFAULTS.weightDecay();
        return decays && standard == 0 ? ADAMW_DECAY : standard;
    }
}
