package densa.cli;

import static densa.internal.Quote.quote;

import densa.network.Loss;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Levels of quantiles as they are typed: {@code 0.05,0.5,0.95}.
 *
 * @param loss whose least value they are
 */
record QuantileLevels(Loss loss) {

    /**
     * Parses what was typed.
     *
     * @throws IllegalArgumentException if it is not a list of numbers above 0 and below 1, ascending
     */
    static QuantileLevels parse(String typed) {
        double[] levels;
        try {
            levels = Stream.of(typed.split(",", -1))
                    .mapToDouble(part -> Double.parseDouble(part.strip()))
                    .toArray();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "quantile levels must be numbers separated by commas, such as 0.05,0.5,0.95; got " + quote(typed),
                    e);
        }
        return new QuantileLevels(Loss.quantile(levels));
    }

    /** Levels as {@link #parse} reads them. */
    static String text(List<Double> levels) {
        return levels.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
