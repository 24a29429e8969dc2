package densa.bench.compare;

/**
 * A system in one form.
 *
 * @param precision float32 or float64
 * @param threads the most threads that it may compute on
 */
public record Variant(Library library, String precision, int threads) {

    /** As in "densa-native, float32, 2 threads". */
    String describe() {
        return library.id() + ", " + precision + ", " + threads(threads);
    }

    static String threads(int threads) {
        return threads + (threads == 1 ? " thread" : " threads");
    }
}
