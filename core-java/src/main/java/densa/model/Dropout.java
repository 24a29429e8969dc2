package densa.model;

import java.util.List;

/**
 * How much of a network's layers is dropped in training (Srivastava et al. 2014).
 *
 * @param hidden rate after every hidden layer
 * @param input rate of the inputs. It keeps networks from leaning on any one of many columns that say much the same, such
 *     as the pixels of a picture. Of inputs in bins it would tear a column apart, and is 0.
 */
record Dropout(double hidden, double input) {

    /** Rates that are worth a comparison. */
    static final List<Dropout> TO_TRY = List.of(new Dropout(0.1, 0), new Dropout(0.3, 0), new Dropout(0.1, 0.3));
}
