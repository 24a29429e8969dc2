package densa.table.encode;

import densa.internal.Numerals;
import densa.internal.Statistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The one scale on which many columns of a table are measured, as the pixels of a picture or the answers to a
 * questionnaire are. Each on its own, a pixel at the rim that is nearly always black would be stretched until its noise
 * is as loud as the others' signal.
 *
 * @param least the least value of most of the columns
 * @param most the largest
 * @param scale the median of their scales
 */
record SharedScale(double least, double most, double scale) {

    private static final int FEWEST_COLUMNS = 8;

    private record Range(double least, double most) {}

    /** That of at least eight numeric columns, and half of all of them, whose least and largest values are the same. */
    static Optional<SharedScale> of(List<InputCoding> codings) {
        List<NumericCoding> numbers = codings.stream()
                .filter(coding -> coding instanceof NumericCoding number && number.scale() > 0)
                .map(NumericCoding.class::cast)
                .toList();
        Map<Range, List<NumericCoding>> byRange =
                numbers.stream().collect(Collectors.groupingBy(number -> new Range(number.min(), number.max())));
        return byRange.entrySet().stream()
                .filter(same -> same.getValue().size() >= FEWEST_COLUMNS
                        && 2 * same.getValue().size() >= numbers.size())
                // Two halves may be as many each.
                .min(Comparator.comparingDouble(same -> same.getKey().least()))
                .map(same ->
                        new SharedScale(same.getKey().least(), same.getKey().most(), medianScale(same.getValue())));
    }

    private static double medianScale(List<NumericCoding> numbers) {
        return Statistics.quantile(
                numbers.stream().mapToDouble(NumericCoding::scale).sorted().toArray(), 0.5);
    }

    /** Whether a column is measured on it: a numeric one, all of whose values are in its range. */
    boolean holds(InputCoding coding) {
        return coding instanceof NumericCoding number
                && number.scale() > 0
                && number.min() >= least
                && number.max() <= most;
    }

    /** The codings, those of columns that are measured on this scale with it. */
    List<InputCoding> applied(List<InputCoding> codings) {
        List<InputCoding> applied = new ArrayList<>();
        for (InputCoding coding : codings) {
            applied.add(holds(coding) ? ((NumericCoding) coding).withScale(scale) : coding);
        }
        return applied;
    }

    /** A word on it for the report of a column. */
    String describe() {
        return ", scaled jointly with the other columns of " + Numerals.brief(least) + " to " + Numerals.brief(most);
    }
}
