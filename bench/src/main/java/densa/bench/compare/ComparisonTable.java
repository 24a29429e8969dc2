package densa.bench.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All numbers side by side, and how far Densa is ahead, as Markdown. */
public final class ComparisonTable {

    private static final String NONE = "-";

    /** As {@link Programs} starts them. */
    private static final String SHORT_LIFE = "W6 runs on every JVM with -XX:TieredStopAtLevel=1 -XX:+UseSerialGC.\n";

    private final List<Measurement> measurements;

    /** A table of everything that was measured. */
    public ComparisonTable(List<Measurement> measurements) {
        this.measurements = List.copyOf(measurements);
    }

    /**
     * The table and what belongs below it.
     *
     * @param machine what all this ran on, one line
     */
    public String markdown(int rounds, String machine) {
        List<Library> others = Stream.of(Library.values())
                .filter(library -> library != Library.DENSA_NATIVE && present(library))
                .toList();
        List<String> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("workload", "unit"));
        if (present(Library.DENSA_NATIVE)) {
            header.addAll(List.of("densa-native float32", "densa-native float64"));
        }
        others.forEach(library -> header.add(library.id()));
        lines.add(row(header));
        lines.add("|---|---|" + "---:|".repeat(header.size() - 2));
        for (Comparison comparison : Comparison.values()) {
            if (measurements.stream().anyMatch(of(comparison))) {
                lines.add(row(cells(comparison, others)));
            }
        }
        lines.add("");
        lines.add(explanation(rounds));
        lines.add("");
        lines.add(machine);
        lines.add("");
        versions().forEach(version -> lines.add("- " + version));
        return String.join("\n", lines) + "\n";
    }

    private List<String> cells(Comparison comparison, List<Library> others) {
        List<String> cells = new ArrayList<>(List.of(comparison.id() + ": " + comparison.title(), comparison.unit()));
        Optional<Measurement> ours = ours(comparison);
        if (present(Library.DENSA_NATIVE)) {
            cells.add(cell(comparison, ours("float32"), ""));
            cells.add(cell(comparison, ours("float64"), ""));
        }
        for (Library library : others) {
            Predicate<Measurement> theirs = m -> m.variant().library() == library;
            String ratio = ours.flatMap(o -> best(comparison, theirs).map(t -> ", " + ratio(o, t)))
                    .orElse("");
            cells.add(cell(comparison, theirs, ratio));
        }
        return cells;
    }

    /** The native engine as users get it: float32, unless the workload is a float64 one. */
    private Optional<Measurement> ours(Comparison comparison) {
        return best(comparison, ours(comparison == Comparison.W1 ? "float64" : "float32"));
    }

    private static Predicate<Measurement> ours(String precision) {
        return m -> m.variant().library() == Library.DENSA_NATIVE
                && m.variant().precision().equals(precision);
    }

    private String cell(Comparison comparison, Predicate<Measurement> who, String ratio) {
        List<Measurement> forms =
                measurements.stream().filter(of(comparison).and(who)).toList();
        long failed = forms.stream().filter(Measurement::failed).count();
        Optional<Measurement> best = best(comparison, who);
        if (best.isEmpty()) {
            return failed > 0 ? "failed" : NONE;
        }
        String threads = forms.size() == 1
                ? ""
                : " (" + Variant.threads(best.get().variant().threads()) + ")";
        String failures = failed == 0 ? "" : ", " + failed + " of " + forms.size() + " failed";
        return number(best.get().median()) + threads + ratio + failures;
    }

    /** The best number of threads. */
    private Optional<Measurement> best(Comparison comparison, Predicate<Measurement> who) {
        Comparator<Measurement> byMedian = Comparator.comparingDouble(Measurement::median);
        return measurements.stream()
                .filter(of(comparison).and(who).and(m -> !m.failed()))
                .max(comparison.lowerIsBetter() ? byMedian.reversed() : byMedian);
    }

    /** How many times faster or smaller we are. */
    private static String ratio(Measurement ours, Measurement theirs) {
        double ratio =
                ours.comparison().lowerIsBetter() ? theirs.median() / ours.median() : ours.median() / theirs.median();
        return String.format(Locale.ROOT, ratio < 0.995 ? "%.2fx" : ratio < 99.5 ? "%.1fx" : "%.0fx", ratio);
    }

    private boolean present(Library library) {
        return measurements.stream().anyMatch(m -> m.variant().library() == library);
    }

    private static Predicate<Measurement> of(Comparison comparison) {
        return m -> m.comparison() == comparison;
    }

    private String explanation(int rounds) {
        String spreads = Stream.of(Comparison.values())
                .flatMap(comparison -> measurements.stream()
                        .filter(of(comparison).and(m -> !m.failed()))
                        .max(Comparator.comparingDouble(Measurement::spread))
                        .map(m -> String.format(
                                Locale.ROOT,
                                "%s %.0f %% (%s)",
                                comparison.id(),
                                100 * m.spread(),
                                m.variant().describe()))
                        .stream())
                .collect(Collectors.joining("; "));
        return "Medians of " + rounds + " interleaved rounds, with the better number of threads. 2.0x: densa-native is "
                + "twice as fast, or takes half the time or memory.\n"
                + (measurements.stream().anyMatch(of(Comparison.W6_START)) ? SHORT_LIFE : "")
                + "Highest and lowest round of one variant differ by at most: " + spreads + ".";
    }

    /** What each system said of itself; threads and precision do not matter for that. */
    private Set<String> versions() {
        return measurements.stream()
                .map(m -> m.variant().library().id() + " " + m.version())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    /** Three digits and a unit: 5.37 M, 218 k, 584. */
    static String number(double value) {
        if (value >= 999_500) {
            return threeDigits(value / 1e6) + " M";
        }
        return value >= 999.5 ? threeDigits(value / 1e3) + " k" : threeDigits(value);
    }

    private static String threeDigits(double value) {
        int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : value >= 0.9995 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
