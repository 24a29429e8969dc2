package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.internal.Numerals;
import densa.table.Column;
import densa.table.ColumnType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Classes, kept as their text: "yes", "1" or "true" as typed, and codes of a numeric column without {@code .0}.
 * Immutable and safe for any number of threads.
 */
public final class ClassCoding implements TargetCoding {

    private static final int CLASSES_IN_MESSAGE = 20;

    private final String name;
    private final ColumnType source;
    private final List<String> classes;
    private final Map<String, Integer> indexOf = new HashMap<>();
    private final Map<Double, Integer> indexOfNumber = new HashMap<>();

    /**
     * As learned.
     *
     * @param name the column's name
     * @param source the type that the column had in the training table
     * @param classes their texts, two or more, in the order of their indexes; copied
     * @throws IllegalArgumentException if there are fewer, or one occurs twice
     */
    public ClassCoding(String name, ColumnType source, List<String> classes) {
        this.name = name;
        this.source = source;
        this.classes = List.copyOf(classes);
        if (classes.size() < 2) {
            throw new IllegalArgumentException("there must be 2 or more classes, got " + classes);
        }
        for (String label : this.classes) {
            if (indexOf.put(label, indexOf.size()) != null) {
                throw new IllegalArgumentException("classes must be distinct, got " + quote(label) + " twice");
            }
        }
        if (areNumbers(this.classes)) {
            for (int i = 0; i < this.classes.size(); i++) {
                indexOfNumber.putIfAbsent(Numerals.parse(this.classes.get(i)).orElseThrow(), i);
            }
        }
    }

    /** Sorts classes: by number if all of them are numbers, by text otherwise. */
    static List<String> sorted(List<String> classes) {
        List<String> sorted = new ArrayList<>(classes);
        Comparator<String> byText = Comparator.naturalOrder();
        sorted.sort(
                areNumbers(classes)
                        ? Comparator.<String>comparingDouble(
                                        c -> Numerals.parse(c).orElseThrow())
                                .thenComparing(byText)
                        : byText);
        return sorted;
    }

    private static boolean areNumbers(List<String> classes) {
        return classes.stream().allMatch(c -> Numerals.parse(c).isPresent());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ColumnType source() {
        return source;
    }

    /** {@return the classes, sorted: by number if all of them are numbers, by text otherwise} */
    public List<String> classes() {
        return classes;
    }

    @Override
    public double encode(Column column, int row) {
        if (column.isMissing(row)) {
            throw new DataException("target " + quote(name) + " has no value in row " + (row + 1));
        }
        String label = column.text(row);
        int index = index(label);
        if (index < 0) {
            throw new DataException("target " + quote(name) + " has the value " + quote(label) + " in row " + (row + 1)
                    + ", which is none of the classes: " + listed());
        }
        return index;
    }

    /** {@return the index of the class of a row; -1 if the model does not know the class} */
    @Override
    public double truth(Column column, int row) {
        return column.isMissing(row) ? encode(column, row) : index(column.text(row));
    }

    /**
     * {@return the index of a class, -1 if there is no such class}
     *
     * @param label the class's text; codes may be written in another way, such as 1.0 for 1
     */
    public int index(String label) {
        Integer index = indexOf.get(label);
        if (index == null && !indexOfNumber.isEmpty()) {
            OptionalDouble number = Numerals.parse(label);
            index = number.isPresent() ? indexOfNumber.get(number.getAsDouble()) : null;
        }
        return index == null ? -1 : index;
    }

    /** The first classes, for a message. */
    String listed() {
        String first = classes.stream().limit(CLASSES_IN_MESSAGE).collect(Collectors.joining(", "));
        int more = classes.size() - CLASSES_IN_MESSAGE;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClassCoding that
                && name.equals(that.name)
                && source == that.source
                && classes.equals(that.classes);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + classes.hashCode();
    }

    @Override
    public String toString() {
        return "ClassCoding[" + name + ", " + source + ", " + classes + "]";
    }
}
