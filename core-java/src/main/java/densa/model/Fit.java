package densa.model;

import java.util.List;

/**
 * What a training gave: the model, and what its members predict for rows that they did not learn from, which is not kept
 * in the model's file.
 *
 * @param model predicts new rows
 * @param outOfSample judges it
 * @param compared what was compared, in the order in which it was tried; one entry if there was nothing to choose
 * @param seconds that the training took
 */
public record Fit(Model model, OutOfSample outOfSample, List<Compared> compared, double seconds) {
    public Fit {
        compared = List.copyOf(compared);
    }
}
