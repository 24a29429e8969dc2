package densa.internal;

/** Checks of the ranges that settings have; what is outside is an {@link IllegalArgumentException}. */
public final class Bounds {

    private Bounds() {}

    /** Checks that a value is more than 0 and finite. */
    public static void positive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " must be > 0 and finite, got " + value);
        }
    }

    /** Checks that a value is at least 0 and below 1. */
    public static void fraction(String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(what + " must be at least 0 and below 1, got " + value);
        }
    }
}
