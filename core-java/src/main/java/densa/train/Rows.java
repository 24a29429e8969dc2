package densa.train;

import densa.data.Dataset;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.stream.IntStream;

/**
 * Some rows of a data set, in an order.
 *
 * @param numbers the rows, each from 0 to below the number of rows of the data set
 */
@SuppressWarnings("ArrayRecordComponent") // not copied: they may be millions
record Rows(Dataset data, int[] numbers) {

    /**
     * Returns rows of a data set.
     *
     * @param which "training" for example, for the message
     * @throws IllegalArgumentException if there is none, or the data set has no such row
     */
    static Rows of(String which, Dataset data, int[] numbers) {
        if (numbers.length == 0) {
            throw new IllegalArgumentException(which + " rows must be at least one, got none");
        }
        check(which, data, numbers);
        return new Rows(data, numbers);
    }

    /** Checks that a data set has some rows; {@code which} as in {@link #of}. */
    static void check(String which, Dataset data, int[] numbers) {
        for (int row : numbers) {
            if (row < 0 || row >= data.rows()) {
                throw new IllegalArgumentException(
                        which + " rows must be 0 to " + (data.rows() - 1) + ", the last one of the data, got " + row);
            }
        }
    }

    /** Returns all rows of a data set, in their order. */
    static Rows all(Dataset data) {
        return new Rows(data, IntStream.range(0, data.rows()).toArray());
    }

    int count() {
        return numbers.length;
    }

    /** Returns the rows as an engine takes them: a direct buffer in native order. */
    IntBuffer toBuffer() {
        return ByteBuffer.allocateDirect(Math.multiplyExact(numbers.length, Integer.BYTES))
                .order(ByteOrder.nativeOrder())
                .asIntBuffer()
                .put(numbers)
                .flip();
    }
}
