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
        List<Competitor> others = Stream.of(Competitor.values())
                .filter(competitor -> competitor != Competitor.DENSA_NATIVE && present(competitor))
                .toList();
        List<String> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("workload", "unit"));
        if (present(Competitor.DENSA_NATIVE)) {
            header.addAll(List.of("densa-native float32", "densa-native float64"));
        }
        others.forEach(competitor -> header.add(competitor.id()));
        lines.add(row(header));
        lines.add("|---|---|" + "---:|".repeat(header.size() - 2));
        for (Discipline discipline : Discipline.values()) {
            if (measurements.stream().anyMatch(of(discipline))) {
                lines.add(row(cells(discipline, others)));
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

    private List<String> cells(Discipline discipline, List<Competitor> others) {
        List<String> cells = new ArrayList<>(List.of(discipline.id() + ": " + discipline.title(), discipline.unit()));
        Optional<Measurement> ours = ours(discipline);
        if (present(Competitor.DENSA_NATIVE)) {
            cells.add(cell(discipline, ours("float32"), ""));
            cells.add(cell(discipline, ours("float64"), ""));
        }
        for (Competitor competitor : others) {
            Predicate<Measurement> theirs = m -> m.entrant().competitor() == competitor;
            String ratio = ours.flatMap(o -> best(discipline, theirs).map(t -> ", " + ratio(o, t)))
                    .orElse("");
            cells.add(cell(discipline, theirs, ratio));
        }
        return cells;
    }

    /** The native engine as users get it: float32, unless the workload is a float64 one. */
    private Optional<Measurement> ours(Discipline discipline) {
        return best(discipline, ours(discipline == Discipline.W1 ? "float64" : "float32"));
    }

    private static Predicate<Measurement> ours(String precision) {
        return m -> m.entrant().competitor() == Competitor.DENSA_NATIVE
                && m.entrant().precision().equals(precision);
    }

    private String cell(Discipline discipline, Predicate<Measurement> who, String ratio) {
        List<Measurement> forms =
                measurements.stream().filter(of(discipline).and(who)).toList();
        long failed = forms.stream().filter(Measurement::failed).count();
        Optional<Measurement> best = best(discipline, who);
        if (best.isEmpty()) {
            return failed > 0 ? "failed" : NONE;
        }
        String threads = forms.size() == 1
                ? ""
                : " (" + Entrant.threads(best.get().entrant().threads()) + ")";
        String failures = failed == 0 ? "" : ", " + failed + " of " + forms.size() + " failed";
        return number(best.get().median()) + threads + ratio + failures;
    }

    /** The best number of threads. */
    private Optional<Measurement> best(Discipline discipline, Predicate<Measurement> who) {
        Comparator<Measurement> byMedian = Comparator.comparingDouble(Measurement::median);
        return measurements.stream()
                .filter(of(discipline).and(who).and(m -> !m.failed()))
                .max(discipline.lowerIsBetter() ? byMedian.reversed() : byMedian);
    }

    /** How many times faster or smaller we are. */
    private static String ratio(Measurement ours, Measurement theirs) {
        double ratio =
                ours.discipline().lowerIsBetter() ? theirs.median() / ours.median() : ours.median() / theirs.median();
        return String.format(Locale.ROOT, ratio < 0.995 ? "%.2fx" : ratio < 99.5 ? "%.1fx" : "%.0fx", ratio);
    }

    private boolean present(Competitor competitor) {
        return measurements.stream().anyMatch(m -> m.entrant().competitor() == competitor);
    }

    private static Predicate<Measurement> of(Discipline discipline) {
        return m -> m.discipline() == discipline;
    }

    private String explanation(int rounds) {
        String spreads = Stream.of(Discipline.values())
                .flatMap(discipline -> measurements.stream()
                        .filter(of(discipline).and(m -> !m.failed()))
                        .max(Comparator.comparingDouble(Measurement::spread))
                        .map(m -> String.format(
                                Locale.ROOT,
                                "%s %.0f %% (%s)",
                                discipline.id(),
                                100 * m.spread(),
                                m.entrant().describe()))
                        .stream())
                .collect(Collectors.joining("; "));
        return "Medians of " + rounds + " interleaved rounds, with the better number of threads. 2.0x: densa-native is "
                + "twice as fast, or takes half the time or memory.\n"
                + (measurements.stream().anyMatch(of(Discipline.W6_START)) ? SHORT_LIFE : "")
                + "Highest and lowest round of one contender differ by at most: " + spreads + ".";
    }

    /** What each system said of itself; threads and precision do not matter for that. */
    private Set<String> versions() {
        return measurements.stream()
                .map(m -> m.entrant().competitor().id() + " " + m.version())
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
