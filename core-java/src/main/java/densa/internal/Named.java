package densa.internal;

import static densa.internal.Quote.quote;

import java.util.List;
import java.util.stream.Collectors;

/** Something that options and model files call by a fixed, lower-case name, such as {@code leaky_relu}. */
public interface Named {

    /** {@return the name: lower case, words joined by underscores, never changed once released} */
    String id();

    /**
     * {@return the value of the given name}
     *
     * @param kind what the values are, for the message: "activation"
     * @throws IllegalArgumentException if no value has that name; the message lists the valid ones
     */
    static <T extends Named> T find(String kind, String id, List<T> values) {
        for (T value : values) {
            if (value.id().equals(id)) {
                return value;
            }
        }
        List<String> ids = values.stream().map(Named::id).toList();
        String nearest = NearestName.of(id, ids)
                .map(n -> "; did you mean \"" + n + "\"?")
                .orElse(";");
        throw new IllegalArgumentException("unknown " + kind + " " + quote(id) + nearest + " valid: "
                + ids.stream().collect(Collectors.joining(", ")));
    }
}
