package densa.train;

import java.nio.IntBuffer;

/**
 * The order of some rows in an epoch, from (seed, epoch) alone: it does not depend on the epochs before it.
 * Fisher-Yates over the rows as they were given, with the draws of {@link java.util.Random}, whose algorithm is
 * specified; without its atomic state, which took a tenth of the time of a training of small layers.
 */
final class RowOrder {

    private static final long MULTIPLIER = 0x5DEECE66DL;
    private static final long ADDEND = 0xBL;
    private static final long STATE_MASK = (1L << 48) - 1;

    private final int[] given;
    private final int[] rows;
    private long state;

    RowOrder(int[] given) {
        this.given = given;
        this.rows = new int[given.length];
    }

    /** Writes the order to {@code out}, from its start. */
    void shuffle(long seed, int epoch, IntBuffer out) {
        System.arraycopy(given, 0, rows, 0, rows.length);
        state = ((seed * 0x9E3779B97F4A7C15L + epoch) ^ MULTIPLIER) & STATE_MASK;
        for (int last = rows.length - 1; last > 0; last--) {
            int other = draw(last + 1);
            int row = rows[last];
            rows[last] = rows[other];
            rows[other] = row;
        }
        out.clear().put(rows).clear();
    }

    /** 0 to {@code bound} - 1. */
    private int draw(int bound) {
        if ((bound & -bound) == bound) {
            return (int) ((bound * (long) next()) >> 31);
        }
        while (true) {
            int bits = next();
            int value = bits % bound;
            // Bits beyond the last whole multiple of the bound would favour small values.
            if (bits - value + (bound - 1) >= 0) {
                return value;
            }
        }
    }

    /** 31 random bits. */
    private int next() {
        state = (state * MULTIPLIER + ADDEND) & STATE_MASK;
        return (int) (state >>> 17);
    }
}
