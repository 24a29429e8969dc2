package densa.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Metrics as people read them. */
final class MetricsReport {

    private static final int MOST_CLASSES = 12;

    private MetricsReport() {}

    /** One line a figure. */
    static void print(Map<String, Double> values, PrintStream out) {
        TextTable table = new TextTable("ll");
        values.forEach((name, value) -> table.line(name, Numbers.text(value)));
        table.print(out);
    }

    /** One line a figure, with its standard deviation over the folds if there is one. */
    static void print(Map<String, Double> values, Map<String, Double> spread, PrintStream out) {
        TextTable table = new TextTable("lll");
        values.forEach((name, value) -> table.line(
                name,
                Numbers.text(value),
                spread.containsKey(name) ? "+- " + Numbers.text(spread.get(name)) + " from fold to fold" : ""));
        table.print(out);
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
