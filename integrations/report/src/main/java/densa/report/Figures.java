package densa.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Numbers, names and texts as people read them. */
final class Figures {

    private static final int DIGITS = 4;
    private static final int LONGEST_NAME = 60;
    private static final double SMALLEST_PLAIN = 1e-4;
    /** Sums of zeros are no larger. */
    private static final double ROUNDING = 1e-14;

    private static final double LARGEST_PLAIN = 1e12;
    /** Four digits need no comma, and years look better without. */
    private static final double FIRST_COMMA = 1e4;

    private static final Map<String, List<String>> METRICS = Map.ofEntries(
            Map.entry("accuracy", List.of("Accuracy", "share of rows predicted right; 1 is best")),
            Map.entry("log_loss", List.of("Log loss", "how wrong the probabilities are; 0 is best")),
            Map.entry("roc_auc", List.of("ROC AUC", "how well the classes are ranked; 0.5 is chance, 1 is best")),
            Map.entry("f1_macro", List.of("Macro F1", "precision and recall, every class counts the same; 1 is best")),
            Map.entry(
                    "calibration_error",
                    List.of("Calibration error", "distance of probabilities from what comes true; 0 is best")),
            Map.entry("rmse", List.of("RMSE", "typical error, large ones count more; in the target's unit")),
            Map.entry("mae", List.of("MAE", "mean absolute error, in the target's unit")),
            Map.entry("r2", List.of("R²", "share of the variance that is explained; 1 is best")),
            Map.entry("quantile_loss", List.of("Quantile loss", "mean over the levels; 0 is best")),
            Map.entry("coverage", List.of("Coverage", "share of rows between the lowest and the highest quantile")));

    private Figures() {}

    /** Four significant digits, whole numbers whole, commas between thousands: 0.9855, 52,955, 1.20e-07. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        if (Math.abs(value) < ROUNDING) {
            return "0";
        } else if (value == Math.rint(value) && Math.abs(value) < LARGEST_PLAIN) {
            return Math.abs(value) < FIRST_COMMA ? String.valueOf((long) value) : count((long) value);
        }
        if (Math.abs(value) < SMALLEST_PLAIN || Math.abs(value) >= LARGEST_PLAIN) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        if (Math.abs(value) >= FIRST_COMMA) {
            return count(Math.round(value));
        }
        BigDecimal exact = new BigDecimal(value);
        int whole = exact.precision() - exact.scale();
        return exact.round(new MathContext(Math.max(DIGITS, whole), RoundingMode.HALF_EVEN))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A number beside an axis, where there is little room: 0.25, 1500, 20k, 1.5M, 3B. */
    static String tick(double value) {
        double size = Math.abs(value);
        if (size < FIRST_COMMA || size >= LARGEST_PLAIN) {
            return text(value);
        }
        int thousands = size < 1e6 ? 1 : size < 1e9 ? 2 : 3;
        return text(value / Math.pow(1000, thousands)) + " kMB".charAt(thousands);
    }

    /** A share in percent: 98.5 %. */
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return "–";
        }
        return (share == Math.rint(share)
                        ? String.valueOf(Math.round(100 * share))
                        : String.format(Locale.ROOT, "%.1f", 100 * share))
                + " %";
    }

    /** A count with commas between the thousands. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A count of things: "1 row", "2,000 rows". */
    static String count(long count, String thing) {
        return count(count) + " " + thing + (count == 1 ? "" : "s");
    }

    /** Seconds: 0.12 s, 12 s, 3 min 05 s. */
    static String seconds(double seconds) {
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }

    /** For scripts: five significant digits. */
    static double rounded(double value) {
        return Double.isFinite(value) && value != 0
                ? new BigDecimal(value).round(new MathContext(DIGITS + 1)).doubleValue()
                : value;
    }

    /** A name or label of the data, cut if it is very long. */
    static String name(String text) {
        return cut(text, LONGEST_NAME);
    }

    /** A text, cut after so many characters. */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    /** Returns what a metric is called. */
    static String metric(String id) {
        return METRICS.getOrDefault(id, List.of(id, "")).get(0);
    }

    /** What a metric says. */
    static String meaning(String id) {
        return METRICS.getOrDefault(id, List.of(id, "")).get(1);
    }
}
