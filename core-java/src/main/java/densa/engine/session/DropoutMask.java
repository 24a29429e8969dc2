package densa.engine.session;

/**
 * Which values dropout zeroes: a function of (seed, step, layer, row of the batch, unit) alone, so that both engines
 * and any number of threads draw the same masks. The native engine holds the same functions in {@code layers.h}.
 */
final class DropoutMask {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private static final int PAIR = 16;

    private DropoutMask() {}

    /** Of a value that is dropped if {@link #draw} is below it: the rate in 16 bits. */
    static int threshold(double rate) {
        return (int) (rate * (1 << 16));
    }

    /** Key of one row's mask: of the dense layer that reads it, in one step (from 0). */
    static int key(long seed, long step, int layer, int row) {
        long ofLayer = mix(seed + GOLDEN * (step + 1)) + layer;
        return (int) (mix(mix(ofLayer) + GOLDEN * row) >>> 32);
    }

    /** 16 random bits for a unit: one half of those that it shares with another, 16 units away. */
    static int draw(int key, int unit) {
        int h = (unit & ~PAIR) * 0x9E3779B9 + key;
        h ^= h >>> 16;
        h *= 0x7FEB352D;
        h ^= h >>> 15;
        h *= 0x846CA68B;
        h ^= h >>> 16;
        return (unit & PAIR) == 0 ? h & 0xFFFF : h >>> 16;
    }

    /** The finaliser of SplitMix64 (Steele et al. 2014). */
    private static long mix(long value) {
        long x = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
