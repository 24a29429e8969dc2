package densa.table;

import densa.data.DataException;

/** The growth of the arrays behind the column builders. */
final class Growth {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private Growth() {}

    /** Returns the next capacity of a full array: half as much again, so that at most a third of it lies idle. */
    static int next(int capacity) {
        if (capacity == LARGEST_ARRAY) {
            throw new DataException("a table holds at most " + LARGEST_ARRAY + " rows");
        }
        return (int) Math.min(LARGEST_ARRAY, Math.max(16L, capacity + (long) (capacity >> 1)));
    }
}
