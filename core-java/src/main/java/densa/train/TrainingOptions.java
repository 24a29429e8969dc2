package densa.train;

import densa.engine.Machine;
import densa.network.Loss;
import densa.optimize.Descent;
import densa.optimize.LearningRateSchedule;

/**
 * Every option of a training, in groups; the defaults stand in the groups. Immutable. {@link Trainer} has a setter for
 * each option.
 *
 * @param loss what is minimised; default: the mean squared error
 * @param descent how parameters follow the gradient: optimiser, clipping, penalties
 * @param schedule the factor on the learning rate as training goes on, 0 to 1; default: constant, 1 throughout
 * @param passes epochs, batches, their order, and early stopping
 * @param standardize whether numeric inputs, and targets where the loss is in their unit, get mean 0 and standard
 *     deviation 1 in training; default: false
 * @param seed the seed of initial parameters, row order and dropout; the same seed gives the same bits; default: 0
 * @param machine engine, precision and threads
 */
public record TrainingOptions(
        Loss loss,
        Descent descent,
        LearningRateSchedule schedule,
        Passes passes,
        boolean standardize,
        long seed,
        Machine machine) {

    /** The default of every option. */
    public static final TrainingOptions DEFAULTS = new TrainingOptions(
            Loss.MEAN_SQUARED_ERROR,
            Descent.DEFAULTS,
            LearningRateSchedule.CONSTANT,
            Passes.DEFAULTS,
            false,
            0,
            Machine.DEFAULTS);

    /**
     * {@return these options with another loss}
     *
     * @param other what is minimised
     */
    public TrainingOptions withLoss(Loss other) {
        return new TrainingOptions(other, descent, schedule, passes, standardize, seed, machine);
    }

    /**
     * {@return these options with another descent}
     *
     * @param other optimiser, clipping, penalties and layer factors
     */
    public TrainingOptions withDescent(Descent other) {
        return new TrainingOptions(loss, other, schedule, passes, standardize, seed, machine);
    }

    /**
     * {@return these options with another schedule of the learning rate}
     *
     * @param other the factor on the learning rate as training goes on, 0 to 1
     */
    public TrainingOptions withSchedule(LearningRateSchedule other) {
        return new TrainingOptions(loss, descent, other, passes, standardize, seed, machine);
    }

    /**
     * {@return these options with other passes}
     *
     * @param other epochs, batches, their order, and early stopping
     */
    public TrainingOptions withPasses(Passes other) {
        return new TrainingOptions(loss, descent, schedule, other, standardize, seed, machine);
    }

    /**
     * {@return these options with standardization or without}
     *
     * @param other whether numeric inputs, and targets where the loss is in their unit, are standardized
     */
    public TrainingOptions withStandardize(boolean other) {
        return new TrainingOptions(loss, descent, schedule, passes, other, seed, machine);
    }

    /**
     * {@return these options with another seed}
     *
     * @param other any number
     */
    public TrainingOptions withSeed(long other) {
        return new TrainingOptions(loss, descent, schedule, passes, standardize, other, machine);
    }

    /**
     * {@return these options with another engine, precision or number of threads}
     *
     * @param other engine, precision and threads
     */
    public TrainingOptions withMachine(Machine other) {
        return new TrainingOptions(loss, descent, schedule, passes, standardize, seed, other);
    }
}
