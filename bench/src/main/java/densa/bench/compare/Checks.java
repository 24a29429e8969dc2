package densa.bench.compare;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What makes sure that everybody did the work that was measured. */
final class Checks {

    /** Outputs are of size 1; sums of 784 products in float32 are off by some 1e-6, in whatever order. */
    static final double TOLERANCE = 1e-3;

    private Checks() {}

    /** Why a training did not learn: its loss of the last turn is not below that of the first; null if it did. */
    static @Nullable String learned(double first, double last) {
        return last < first
                ? null
                : String.format(Locale.ROOT, "does not learn: its loss went from %s to %s", first, last);
    }

    /** How outputs differ from the expected ones; null if they do not. */
    static @Nullable String agree(List<Double> outputs, double[] expected) {
        if (outputs.size() != expected.length) {
            return "puts out " + outputs.size() + " numbers where " + expected.length + " are expected";
        }
        for (int i = 0; i < outputs.size(); i++) {
            if (!(Math.abs(outputs.get(i) - expected[i]) <= TOLERANCE)) {
                return String.format(
                        Locale.ROOT,
                        "predicts %s where the Java engine predicts %s (output %d)",
                        outputs.get(i),
                        expected[i],
                        i);
            }
        }
        return null;
    }
}
