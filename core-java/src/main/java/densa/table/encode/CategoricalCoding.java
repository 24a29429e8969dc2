package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.InputColumn;
import densa.table.ColumnType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A name becomes the index of its level, which an engine widens to one input a level. Missing is a level of its own if
 * it was seen in training, and the levels that were too rare to have their own are one level together. A name that
 * training did not have counts as rare if there is that level, else all inputs are 0; so does a missing value where
 * training had none. Immutable and safe for any number of threads.
 */
public final class CategoricalCoding implements InputCoding {

    /** The index of what has no level: all inputs 0. */
    public static final int NONE = -1;

    private final String name;
    private final ColumnType source;
    private final List<String> levels;
    private final boolean missingSeen;
    private final boolean rareSeen;
    private final Map<String, Integer> indexOf;
    private final List<InputColumn> inputs;

    /**
     * As learned.
     *
     * @param name the column's name
     * @param source the type that the column had in the training table
     * @param levels the levels that have their own input, sorted
     * @param missingSeen whether values were missing in training
     * @param rareSeen whether there are levels that share one input
     * @throws IllegalArgumentException if a level occurs twice or there is no level at all
     */
    public CategoricalCoding(
            String name, ColumnType source, List<String> levels, boolean missingSeen, boolean rareSeen) {
        this.name = name;
        this.source = source;
        this.levels = List.copyOf(levels);
        this.missingSeen = missingSeen;
        this.rareSeen = rareSeen;
        this.indexOf = new HashMap<>(2 * levels.size());
        for (String level : this.levels) {
            if (indexOf.put(level, indexOf.size()) != null) {
                throw new IllegalArgumentException("levels must be distinct, got " + quote(level) + " twice");
            }
        }
        this.inputs = List.of(new InputColumn.OneHot(this.levels.size() + (missingSeen ? 1 : 0) + (rareSeen ? 1 : 0)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ColumnType source() {
        return source;
    }

    /** {@return the levels that have their own input, in the order of these} */
    public List<String> levels() {
        return levels;
    }

    @Override
    public boolean missingSeen() {
        return missingSeen;
    }

    /** {@return whether rare levels share an input, the last one} */
    public boolean rareSeen() {
        return rareSeen;
    }

    @Override
    public CategoricalCoding withBins(int most) {
        return this;
    }

    @Override
    public List<NumericCoding> numbers() {
        return List.of();
    }

    @Override
    public List<InputColumn> inputs() {
        return inputs;
    }

    /** Whether training had this level as one of its own. */
    boolean knows(String level) {
        return indexOf.containsKey(level);
    }

    /** The index of a level: its own, that of the rare ones, or {@link #NONE}. */
    int index(String level) {
        Integer index = indexOf.get(level);
        return index != null ? index : rareIndex();
    }

    /** The index of a missing value. */
    int missingIndex() {
        return missingSeen ? levels.size() : rareIndex();
    }

    private int rareIndex() {
        return rareSeen ? levels.size() + (missingSeen ? 1 : 0) : NONE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CategoricalCoding that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        return "CategoricalCoding" + parts();
    }

    private List<Object> parts() {
        return new ArrayList<>(List.of(name, source, levels, missingSeen, rareSeen));
    }
}
