package densa.bench.compare;

/**
 * How long everything is measured.
 *
 * @param rounds of turns that count, after those that warm up
 * @param seconds length of a turn
 */
public record Pace(int rounds, double seconds) {

    /** After so many turns of a JVM at most, its second compiler is taken to be through with the hot loops. */
    private static final int MOST_WARM_UP = 10;

    private static final int LEAST_WARM_UP_JVM = 3;

    /** A turn that is faster by less than this says that nothing more is to be expected. */
    private static final double GAIN = 1.05;

    /**
     * Whether a variant needs another turn that does not count. One is enough for Python; a JVM has three, and more as
     * long as they get faster.
     *
     * @param turns how many it had
     * @param best units per second in its best turn but the last
     * @param last units per second in the last one
     */
    boolean warmsUp(Library library, int turns, double best, double last) {
        if (library.platform() == Library.Platform.PYTHON) {
            return turns < 1;
        }
        return turns < LEAST_WARM_UP_JVM || (turns < MOST_WARM_UP && last > GAIN * best);
    }
}
