package densa.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {

    private static final int DIGITS = 5;
    private static final double SMALLEST_PLAIN = 1e-4;
    private static final double LARGEST_PLAIN = 1e15;

    private Numbers() {}

    /** Five significant digits, whole numbers whole: 0.98551, 52955, 1.2000e-07. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < LARGEST_PLAIN) {
            return String.valueOf((long) value);
        }
        if (Math.abs(value) < SMALLEST_PLAIN || Math.abs(value) >= LARGEST_PLAIN) {
            return String.format(Locale.ROOT, "%." + (DIGITS - 1) + "e", value);
        }
        BigDecimal exact = new BigDecimal(value);
        int whole = exact.precision() - exact.scale();
        return exact.round(new MathContext(Math.max(DIGITS, whole), RoundingMode.HALF_EVEN))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Two significant digits, whole numbers whole, always with a sign: +0.31, -12, +52955. */
    static String signed(double value) {
        if (value == 0) {
            return "+0";
        }
        if (!Double.isFinite(value) || Math.abs(value) < SMALLEST_PLAIN || Math.abs(value) >= LARGEST_PLAIN) {
            return String.format(Locale.ROOT, "%+.1e", value);
        }
        BigDecimal exact = new BigDecimal(value);
        int whole = exact.precision() - exact.scale();
        String text = exact.round(new MathContext(Math.max(2, whole), RoundingMode.HALF_EVEN))
                .toPlainString();
        return value > 0 ? "+" + text : text;
    }

    /** A count with commas between the thousands. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A count of things: "1 row", "2,000 rows". */
    static String count(long count, String thing) {
        return count(count, thing, thing + "s");
    }

    /** A count of things whose plural does not just add an s: "1 class", "2 classes". */
    static String count(long count, String one, String many) {
        return count(count) + " " + (count == 1 ? one : many);
    }

    /** Bytes as kB or MB. */
    static String bytes(long bytes) {
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    /** Seconds as people say them: 0.12 s, 12 s, 3 min 05 s. */
    static String seconds(double seconds) {
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
    }
}
