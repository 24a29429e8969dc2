package densa.bench.program;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program did in one turn.
 *
 * @param units rows, or steps in W1
 * @param seconds how long that took
 * @param loss mean loss of the turn's steps; null for predictions
 * @param outputs what was predicted for the first row; null for trainings
 */
public record Turn(
        long units,
        double seconds,
        @Nullable Double loss,
        @Nullable List<Double> outputs) {}
