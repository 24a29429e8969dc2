package densa.bench.program;

import java.nio.file.Path;

/**
 * A library in the comparison: sets up the jobs it takes part in. Called by {@link Program} on one thread, once in the
 * life of a process.
 */
public interface Adapter {

    /** The library's name in the tables. */
    String system();

    /** Version of the library, and what it computes with, in a few words; called after {@link #open}. */
    String version();

    /**
     * Prepares a training or a prediction, data in memory and all.
     *
     * @throws Exception if it cannot; the message goes to the user
     */
    Work open(Job job) throws Exception;

    /** Writes a network of the job's layers and weights to a file that {@link #predict} reads. */
    void save(Job job, Path file) throws Exception;

    /** Loads the network from a file and predicts one row of ones; returns what the last layer put out. */
    float[] predict(Path file) throws Exception;
}
