package densa.store;

import densa.data.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A named array of numbers, row-major. Immutable and safe for any number of threads.
 *
 * <pre>{@code
 * Tensor weight = Tensor.of("layers.0.weight", Precision.FLOAT32, List.of(2, 3), 1, 2, 3, 4, 5, 6);
 * }</pre>
 */
public final class Tensor {

    private final String name;
    private final Precision precision;
    private final List<Integer> shape;
    private final double[] values;

    private Tensor(String name, Precision precision, List<Integer> shape, double[] values) {
        this.name = name;
        this.precision = precision;
        this.shape = shape;
        this.values = values;
    }

    /**
     * {@return a tensor of the given values}
     *
     * @param name unique within a file, and not {@code __metadata__}
     * @param precision the format of the numbers in the file
     * @param shape the size of each dimension, outermost first; empty for a single number
     * @param values as many as the shape says, row-major; copied, and rounded to the precision
     * @throws IllegalArgumentException if a dimension is negative or {@code values} is not as long as the shape says
     */
    public static Tensor of(String name, Precision precision, List<Integer> shape, double... values) {
        List<Integer> dimensions = List.copyOf(shape);
        long size = 1;
        for (int dimension : dimensions) {
            if (dimension < 0) {
                throw new IllegalArgumentException("a tensor's dimensions must be 0 or more, got " + dimensions);
            }
            size = Math.min(size * dimension, Integer.MAX_VALUE + 1L);
        }
        if (size != values.length) {
            throw new IllegalArgumentException("tensor \"" + name + "\" of shape " + dimensions + " holds " + size
                    + " values, got " + values.length);
        }
        double[] rounded = values.clone();
        Arrays.setAll(rounded, i -> precision.round(rounded[i]));
        return new Tensor(name, precision, dimensions, rounded);
    }

    /** As {@link #of}, but keeps {@code values}, which nobody else may hold. */
    static Tensor owning(String name, Precision precision, List<Integer> shape, double[] values) {
        return new Tensor(name, precision, shape, values);
    }

    /** {@return the name, unique within a file} */
    public String name() {
        return name;
    }

    /** {@return the format of the numbers in the file} */
    public Precision precision() {
        return precision;
    }

    /** {@return the size of each dimension, outermost first} */
    public List<Integer> shape() {
        return shape;
    }

    /** {@return the number of values} */
    public int size() {
        return values.length;
    }

    /**
     * {@return a value}
     *
     * @param index its row-major index, 0 to below {@link #size()}
     */
    public double value(int index) {
        return values[index];
    }

    /**
     * Copies all values, row-major.
     *
     * @param target has room for {@link #size()} numbers from {@code offset} on
     * @param offset the index of the first value there
     */
    public void copyTo(double[] target, int offset) {
        System.arraycopy(values, 0, target, offset, values.length);
    }

    /** Name, precision and shape, such as {@code layers.0.weight float32 [2, 3]}. */
    @Override
    public String toString() {
        return describe(name, precision, shape);
    }

    static String describe(String name, Precision precision, List<Integer> shape) {
        return name + " " + precision.id() + " "
                + shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
