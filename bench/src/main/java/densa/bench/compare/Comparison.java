package densa.bench.compare;

import densa.internal.Named;
import java.util.List;
import java.util.stream.Stream;

/** What is compared: a line of the table. */
public enum Comparison implements Named {
    W1("W1", "2-3-1 sigmoid, float64, batch of 3", "steps/s"),
    W2("W2", "28-64-32-1 ReLU, two classes, batch of 256", "rows/s"),
    W3("W3", "784-128-10 ReLU, ten classes, batch of 128", "rows/s"),
    W4("W4", "784-1024-1024-10 ReLU, ten classes, batch of 256", "rows/s"),
    W7("W7", "8-16-16-1 ReLU, two classes, batch of 32", "rows/s"),
    W8("W8", "64-256-256-256-10 ReLU, ten classes, batch of 1024", "rows/s"),
    W5_ROW("W5-row", "predicts through 784-128-10, one row a call", "us"),
    W5_BATCH("W5-batch", "predicts through 784-128-10, 1024 rows a call", "rows/s"),
    W6_START("W6-start", "loads 28-64-32-1, predicts a row, ends: time", "s"),
    W6_MEMORY("W6-memory", "the same: most memory resident", "MB");

    private final String id;
    private final String title;
    private final String unit;

    Comparison(String id, String title, String unit) {
        this.id = id;
        this.title = title;
        this.unit = unit;
    }

    /** The name in tables and files: W1, W5-row. */
    @Override
    public String id() {
        return id;
    }

    /** The name of the group that is run together: W1 to W8. */
    public String workload() {
        return id.substring(0, 2);
    }

    /** The names that choose what is compared, in order. */
    public static List<String> workloads() {
        return Stream.of(values()).map(Comparison::workload).sorted().distinct().toList();
    }

    /** Whether children train, and not predict. */
    public boolean training() {
        return !workload().equals("W5") && !startUp();
    }

    /** Whether each turn is a process of its own. */
    public boolean startUp() {
        return workload().equals("W6");
    }

    /** Network, data and batch in a few words. */
    String title() {
        return title;
    }

    /** What is counted: steps/s, rows/s, us (microseconds), s, MB (a million bytes). */
    String unit() {
        return unit;
    }

    /** Whether a smaller number is better. */
    boolean lowerIsBetter() {
        return !unit.endsWith("/s");
    }

    /** The number of a turn in which {@code units} took {@code seconds}. */
    double value(long units, double seconds) {
        return lowerIsBetter() ? seconds / units * 1e6 : units / seconds;
    }
}
