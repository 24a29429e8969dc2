package densa.bench.program;

/** A training or a prediction that goes on in units. Confined to one thread. */
public interface Work {

    /**
     * Does the smallest whole piece of work, such as one step.
     *
     * @return how many units that was: rows, or steps in W1
     */
    long advance();

    /** Mean loss of the steps since this was last called. Not part of what is timed; a prediction has none. */
    default double loss() {
        throw new UnsupportedOperationException("a prediction has no loss");
    }

    /** What the last layer put out for the first row. Not part of what is timed; a training has none. */
    default double[] outputs() {
        throw new UnsupportedOperationException("a training puts nothing out");
    }
}
