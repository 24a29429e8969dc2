package densa.engine.session;

/** Accumulates a weighted mean of losses over several calls. */
public final class LossSum {
    private double loss;
    private double weight;

    /** Adds rows whose weighted losses sum to {@code weightedLoss} and whose weights sum to {@code rowWeight}. */
    public void add(double weightedLoss, double rowWeight) {
        loss += weightedLoss;
        weight += rowWeight;
    }

    /** Adds all that another sum holds. */
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
