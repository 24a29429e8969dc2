package densa.engine.session;

/** Accumulates a weighted mean of losses over several calls. */
public final class LossSum {
    private double loss;
    private double weight;

    /**
     * Adds rows.
     *
     * @param weightedLoss the sum of the rows' losses, each times the row's weight
     * @param rowWeight the sum of the rows' weights
     */
    public void add(double weightedLoss, double rowWeight) {
        loss += weightedLoss;
        weight += rowWeight;
    }

    /**
     * Adds all that another sum holds.
     *
     * @param other another sum, which stays as it is
     */
    public void add(LossSum other) {
        add(other.loss, other.weight);
    }

    /** {@return the weighted mean so far; NaN if the weights sum to 0} */
    public double mean() {
        return loss / weight;
    }

    /** Starts again from nothing. */
    public void reset() {
        loss = 0;
        weight = 0;
    }
}
