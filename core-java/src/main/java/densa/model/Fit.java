package densa.model;

/**
 * What a training gave: the model, and what its members predict for rows that they did not learn from, which is not kept
 * in the model's file.
 *
 * @param model predicts new rows
 * @param outOfSample judges it
 * @param seconds that the training took
 */
public record Fit(Model model, OutOfSample outOfSample, double seconds) {}
