package densa.cli;

import densa.optimize.Optimizer;
import densa.table.train.Optimization;

/**
 * An optimiser as it is typed: one of the library's, or {@code adamw}, which is Adam with weight decay; tables are
 * learned with weight decay in any case.
 *
 * @param optimizer with its customary learning rate
 */
record OptimizerChoice(Optimizer optimizer) {

    static final String ADAMW = "adamw";

    /**
     * The optimiser called {@code name}. Of the kind that is the default anyway, the default one, with its learning
     * rate.
     *
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    static OptimizerChoice named(String name) {
        Optimizer standard = Optimization.DEFAULTS.optimizer();
        Optimizer named = name.equals(ADAMW) ? Optimizer.named("adam") : optimizer(name);
        return new OptimizerChoice(named.id().equals(standard.id()) ? standard : named);
    }

    private static Optimizer optimizer(String name) {
        try {
            return Optimizer.named(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", " + ADAMW, e);
        }
    }
}
