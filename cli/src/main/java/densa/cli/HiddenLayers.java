package densa.cli;

import static densa.internal.Quote.quote;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Units of the hidden layers as they are typed: {@code 64,32}, or {@code none}.
 *
 * @param units input side first
 */
record HiddenLayers(List<Integer> units) {

    HiddenLayers {
        units = List.copyOf(units);
    }

    /**
     * Parses what was typed.
     *
     * @throws IllegalArgumentException if it is not a list of whole numbers
     */
    static HiddenLayers parse(String typed) {
        if (typed.equals("none")) {
            return new HiddenLayers(List.of());
        }
        List<Integer> units = new ArrayList<>();
        for (String part : typed.split(",", -1)) {
            try {
                units.add(Integer.valueOf(part.strip()));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "hidden layers must be units separated by commas, such as 64,32, or none; got " + quote(typed),
                        e);
            }
        }
        return new HiddenLayers(units);
    }

    /** Returns the units as the library takes them. */
    int[] toArray() {
        return units.stream().mapToInt(Integer::intValue).toArray();
    }

    static String text(List<Integer> units) {
        return units.isEmpty() ? "none" : units.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
