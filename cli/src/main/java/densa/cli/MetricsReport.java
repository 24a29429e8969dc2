package densa.cli;

import densa.table.model.Evaluation;
import densa.table.model.ValidationMetrics;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Metrics as people read them. */
final class MetricsReport {

    private static final int MOST_CLASSES = 12;
    private static final int FIGURES_OF_CONSTANT = 2;

    private MetricsReport() {}

    /**
     * Prints one line a figure.
     *
     * @param byTarget the figures of each of several targets
     */
    static void print(Map<String, Double> values, Map<String, Map<String, Double>> byTarget, PrintStream out) {
        TextTable table = new TextTable("lll");
        add(table, "", values, Map.of());
        byTarget.forEach((target, own) -> add(table, target + ": ", own, Map.of()));
        table.print(out);
    }

    /** Prints what predicting the same for every row would reach; nothing for several targets. */
    static void printConstant(Evaluation evaluation, PrintStream out) {
        if (evaluation.targets().size() > 1) {
            return;
        }
        out.println("The best constant prediction: "
                + evaluation.constantMetrics().values().entrySet().stream()
                        .limit(FIGURES_OF_CONSTANT)
                        .map(figure -> figure.getKey() + " " + Numbers.text(figure.getValue()))
                        .collect(Collectors.joining(", ")));
    }

    /**
     * As {@link #print(Map, Map, PrintStream)}, each figure with its standard deviation over the folds, if there are
     * folds.
     */
    static void print(ValidationMetrics metrics, Evaluation outOfFold, PrintStream out) {
        TextTable table = new TextTable("lll");
        add(table, "", metrics.values(), outOfFold.spread());
        metrics.byTarget().forEach((target, own) -> add(table, target + ": ", own, outOfFold.spread(target)));
        table.print(out);
    }

    private static void add(TextTable table, String of, Map<String, Double> values, Map<String, Double> spread) {
        values.forEach((name, value) -> table.line(
                of + name,
                Numbers.text(value),
                spread.containsKey(name) ? "+- " + Numbers.text(spread.get(name)) + " from fold to fold" : ""));
    }

    /** True classes downwards, predicted ones across; nothing if there are too many to read. */
    static void printConfusion(List<String> classes, double[][] confusion, PrintStream out) {
        if (classes.size() > MOST_CLASSES || confusion.length == 0) {
            return;
        }
        out.println();
        out.println("True class (down) and predicted class (across):");
        TextTable table = new TextTable("l" + "r".repeat(classes.size()));
        table.line(Stream.concat(Stream.of(""), classes.stream()).toList());
        for (int i = 0; i < confusion.length; i++) {
            table.line(Stream.concat(
                            Stream.of(classes.get(i)),
                            DoubleStream.of(confusion[i]).mapToObj(Numbers::text))
                    .toList());
        }
        table.print(out);
    }
}
