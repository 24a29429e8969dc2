package densa.engine.session;

/**
 * Computes the raw outputs of a network. Immutable: any number of threads may call at once, each on its own arrays.
 * Allocates nothing once warm.
 */
public interface Predictor {

    /**
     * Predicts the first {@code count} rows.
     *
     * @param rows at least count x input columns numbers, checked by the caller
     * @param count the number of rows, 0 or more
     * @param out receives count x outputs numbers
     * @param threads the maximum number of threads, the caller's included; the result does not depend on it
     */
    void predict(float[] rows, int count, float[] out, int threads);

    /**
     * As {@link #predict(float[], int, float[], int)}, in double precision at the border.
     *
     * @param rows at least count x input columns numbers, checked by the caller
     * @param count the number of rows, 0 or more
     * @param out receives count x outputs numbers
     * @param threads the maximum number of threads, the caller's included; the result does not depend on it
     */
    void predict(double[] rows, int count, double[] out, int threads);
}
