package densa.engine;

import densa.data.Precision;

/**
 * What computes. Immutable.
 *
 * @param engine native, Java, or whichever is available
 * @param precision in which the native engine computes; the Java engine always takes float64
 * @param threads the maximum number of threads, 1 to {@value #MAX_THREADS}; results do not depend on it
 */
public record Machine(Engine engine, Precision precision, int threads) {

    /** The maximum number of threads. */
    public static final int MAX_THREADS = 256;

    /** The native engine if it loads, else the Java engine; float32; all processors. */
    public static final Machine DEFAULTS = new Machine(
            Engine.AUTO, Precision.FLOAT32, Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS));

    /**
     * Creates the record.
     *
     * @param engine native, Java, or whichever is available; not asked yet whether it is there
     * @param precision in which the native engine computes
     * @param threads the maximum number of threads, 1 to {@value #MAX_THREADS}
     * @throws IllegalArgumentException if the number of threads is out of range
     */
    public Machine {
        checkThreads(threads);
    }

    /**
     * Checks a number of threads.
     *
     * @param threads the number to check
     * @return the same number
     * @throws IllegalArgumentException if it is not 1 to {@value #MAX_THREADS}
     */
    public static int checkThreads(int threads) {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException("threads must be 1 to " + MAX_THREADS + ", got " + threads);
        }
        return threads;
    }

    /**
     * {@return this machine with another engine}
     *
     * @param other native, Java, or whichever is available
     */
    public Machine withEngine(Engine other) {
        return new Machine(other, precision, threads);
    }

    /**
     * {@return this machine with another precision}
     *
     * @param other in which the native engine computes; the Java engine always takes float64
     */
    public Machine withPrecision(Precision other) {
        return new Machine(engine, other, threads);
    }

    /**
     * {@return this machine with another number of threads}
     *
     * @param other the maximum number of threads, 1 to {@value #MAX_THREADS}
     * @throws IllegalArgumentException if it is out of its range
     */
    public Machine withThreads(int other) {
        return new Machine(engine, precision, other);
    }
}
