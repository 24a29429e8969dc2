package densa.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The rates of the contenders, side by side, as Markdown. */
final class RatioTable {

    private static final String HEADER = """
            | workload | unit | native float32, 1 thread | 2 threads | native float64, 1 thread | Java | \
            native / Java, 1 thread | native / Java, best |
            |---|---|---:|---:|---:|---:|---:|---:|
            """;

    private static final String NONE = "-";

    private RatioTable() {}

    /** A workload and how fast each contender did it; the Java engine and a native one on one thread are there. */
    record Row(String workload, Map<Contender, Rounds.Rate> rates) {

        /** NaN if the contender did not take part. */
        private double perSecond(Contender contender) {
            return Optional.ofNullable(rates.get(contender))
                    .map(Rounds.Rate::perSecond)
                    .orElse(Double.NaN);
        }

        /** The native engine as users get it: float32 unless the workload is a float64 one. */
        private Contender oneThread() {
            return rates.containsKey(Contender.NATIVE_FLOAT32_1)
                    ? Contender.NATIVE_FLOAT32_1
                    : Contender.NATIVE_FLOAT64_1;
        }

        private Contender best() {
            return Stream.of(oneThread(), Contender.NATIVE_FLOAT32_2)
                    .filter(rates::containsKey)
                    .max(Comparator.comparingDouble(this::perSecond))
                    .orElseThrow();
        }

        private String ratio(Contender contender) {
            double ratio = perSecond(contender) / perSecond(Contender.JAVA);
            return String.format(Locale.ROOT, ratio < 10 ? "%.1f" : "%.0f", ratio);
        }

        private String line() {
            Contender best = best();
            return String.join(
                    " | ",
                    "| " + workload,
                    "rows/s",
                    cell(Contender.NATIVE_FLOAT32_1),
                    cell(Contender.NATIVE_FLOAT32_2),
                    cell(Contender.NATIVE_FLOAT64_1),
                    cell(Contender.JAVA),
                    ratio(oneThread()),
                    ratio(best) + " (" + best.threads() + (best.threads() == 1 ? " thread) |\n" : " threads) |\n"));
        }

        private String cell(Contender contender) {
            return rates.containsKey(contender) ? number(perSecond(contender)) : NONE;
        }
    }

    /** The table, and a line that says how far the rounds of one contender were apart at most. */
    static String markdown(List<Row> rows) {
        StringBuilder table = new StringBuilder(HEADER);
        rows.forEach(row -> table.append(row.line()));
        double spread = rows.stream()
                .flatMap(row -> row.rates().values().stream())
                .mapToDouble(Rounds.Rate::spread)
                .max()
                .orElse(0);
        return table
                + String.format(
                        Locale.ROOT,
                        "%nMedian of the rounds; fastest and slowest round differ by %.0f %% at most.%n",
                        100 * spread);
    }

    /** Three digits and a unit: 5.37 M, 218 k, 584. */
    static String number(double value) {
        if (value >= 999_500) {
            return threeDigits(value / 1e6) + " M";
        }
        return value >= 999.5 ? threeDigits(value / 1e3) + " k" : threeDigits(value);
    }

    private static String threeDigits(double value) {
        int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
