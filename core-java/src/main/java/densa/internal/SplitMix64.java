package densa.internal;

/**
 * The SplitMix64 generator: the same numbers for the same seed on every machine.
 *
 * <p>Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.
 */
public final class SplitMix64 {
    private long state;

    /** Starts at a seed; equal seeds give equal numbers. */
    public SplitMix64(long seed) {
        this.state = seed;
    }

    /** {@return the next 64 random bits} */
    public long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** {@return a number from 0 to bound - 1; the bias of this multiplication is below bound / 2^32} */
    public int nextInt(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** Shuffles the first {@code count} elements (Fisher and Yates). */
    public void shuffle(int[] values, int count) {
        for (int i = count - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int held = values[i];
            values[i] = values[j];
            values[j] = held;
        }
    }
}
