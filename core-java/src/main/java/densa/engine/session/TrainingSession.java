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
     * Adds the losses of some rows to {@code sum}, without dropout. Allocates nothing.
     *
     * @param data matches the plan's network and loss
     * @param rows direct buffer in native order; the row indexes from its position to its limit; not moved
     */
    void evaluate(Dataset data, IntBuffer rows, LossSum sum);

    /**
     * The gradient of the mean loss over all rows, without dropout, clipping or regularisation.
     *
     * @param gradient receives one number a parameter
     * @return the loss
     */
    double gradient(Dataset data, double[] gradient);

    /** Copies the parameters to {@code out}. */
    void readParameters(double[] out);

    /** Replaces the parameters; optimiser state and step count stay. */
    void writeParameters(double[] values);

    /** Length of the state vector: 1 for the step count, then the optimiser's numbers for each parameter. */
    int stateSize();

    /** Copies the optimiser's state to {@code out}. */
    void readState(double[] out);

    /** Replaces the optimiser's state. */
    void writeState(double[] state);

    /** Releases what the session holds outside the Java heap. */
    @Override
    void close();
}
