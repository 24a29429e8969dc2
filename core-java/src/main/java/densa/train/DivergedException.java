package densa.train;

import densa.DensaException;
import java.util.Locale;

/** The loss became infinite or NaN, so there is no usable network. */
public final class DivergedException extends DensaException {

    private static final long serialVersionUID = 1;

    /** The epoch in which it happened, from 1. */
    private final int epoch;

    DivergedException(int epoch, String which, double loss, TrainingOptions options) {
        super("training diverged in epoch " + epoch + ": the " + which + " loss is "
                + (Double.isNaN(loss) ? "NaN" : "infinite") + ". Try a lower learning rate (it was "
                + String.format(Locale.ROOT, "%s", options.descent().optimizer().learningRate())
                + "), or look for extreme values in the data.");
        this.epoch = epoch;
    }

    /** {@return the epoch in which it happened, from 1} */
    public int epoch() {
        return epoch;
    }
}
