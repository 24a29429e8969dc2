package densa.engine.session;

import densa.data.Dataset;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;

/**
 * One running training: parameters, optimiser state and step count. Confined to one thread at a time; the engine may
 * use more threads inside a call. The vectors are in the network's canonical layout.
 */
public interface TrainingSession extends AutoCloseable {

    /**
     * Takes one step for each batch of rows. Allocates nothing.
     *
     * @param data matches the plan's network and loss
     * @param rows direct buffer in native order; the row indexes from its position to its limit, cut into batches of
     *     the plan's size (the last one may be shorter); not moved
     * @param learningRates direct buffer in native order; one rate per batch from its position on; not moved
     * @param sum receives each batch's loss, as it was before the batch's step
     */
    void train(Dataset data, IntBuffer rows, DoubleBuffer learningRates, LossSum sum);

    /**
     * Computes the losses of some rows, without dropout. Allocates nothing.
     *
     * @param data matches the plan's network and loss
     * @param rows direct buffer in native order; the row indexes from its position to its limit; not moved
     * @param sum receives each row's loss, times its weight, and the weight
     */
    void evaluate(Dataset data, IntBuffer rows, LossSum sum);

    /**
     * Computes the gradient of the mean loss over all rows, without dropout, clipping or regularisation.
     *
     * @param data matches the plan's network and loss
     * @param gradient receives one number a parameter
     * @return the loss
     */
    double gradient(Dataset data, double[] gradient);

    /**
     * Copies the parameters.
     *
     * @param out receives one number a parameter
     */
    void readParameters(double[] out);

    /**
     * Replaces the parameters; optimiser state and step count stay.
     *
     * @param values one number a parameter; copied
     */
    void writeParameters(double[] values);

    /**
     * {@return the length of the state vector: 1 for the step count, then the optimiser's numbers for each parameter}
     */
    int stateSize();

    /**
     * Copies the optimiser's state.
     *
     * @param out receives {@link #stateSize()} numbers: the step count, then one vector after the other
     */
    void readState(double[] out);

    /**
     * Replaces the optimiser's state and the step count.
     *
     * @param state {@link #stateSize()} numbers, as {@link #readState} gives them; copied
     */
    void writeState(double[] state);

    /** Releases what the session holds outside the Java heap. */
    @Override
    void close();
}
