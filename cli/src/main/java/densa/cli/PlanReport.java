package densa.cli;

import densa.engine.Engine;
import densa.engine.EngineInfo;
import densa.network.Layer;
import densa.network.Network;
import densa.table.audit.Finding;
import densa.table.encode.ColumnReport;
import densa.table.encode.ColumnReport.Use;
import densa.table.encode.Task;
import densa.table.train.Plan;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code train} says before the long part.
 *
 * @param audit of the plan, which takes a while and is therefore done once
 */
record PlanReport(Plan plan, List<Finding> audit) {

    private static final int MOST_COLUMNS = 40;
    private static final int MOST_CLASSES = 12;
    private static final int MOST_NOTES = 12;

    static PlanReport of(Plan plan) {
        return new PlanReport(plan, plan.audit());
    }

    void print(PrintStream out) {
        out.println();
        printColumns(plan.columns(), out);
        out.println();
        new TextTable("ll")
                .line("Task", task())
                .line("Rows", Numbers.count(plan.trainingRows()) + " to learn from: " + plan.validation())
                .line("Network", networks())
                .line("Training", training())
                .line("Engine", engine())
                .print(out);
        printNotes(findings().stream().map(Remedy::line).toList(), out);
        out.println();
    }

    /** What is unusual about the data. */
    List<Finding> findings() {
        return Stream.concat(plan.notes().stream(), audit.stream()).toList();
    }

    private static void printNotes(List<String> notes, PrintStream out) {
        int shown = Math.min(notes.size(), MOST_NOTES);
        notes.subList(0, shown).forEach(note -> out.println("Note: " + note));
        if (shown < notes.size()) {
            out.println("Note: and " + (notes.size() - shown) + " more");
        }
    }

    /**
     * Each column on a line; of very many, only those that are not plain inputs, and how many there are of each kind.
     */
    static void printColumns(List<ColumnReport> columns, PrintStream out) {
        TextTable table = new TextTable("lll");
        boolean all = columns.size() <= MOST_COLUMNS;
        Map<Use, Integer> hidden = new EnumMap<>(Use.class);
        int shown = 0;
        for (ColumnReport column : columns) {
            boolean input =
                    switch (column.use()) {
                        case NUMERIC, CATEGORICAL, DATE -> true;
                        case TARGET, WEIGHT, ID, IGNORED, SET_ASIDE -> false;
                    };
            if (all || (!input && shown++ < MOST_COLUMNS)) {
                table.line(column.name(), word(column.use()), column.detail());
            } else {
                hidden.merge(column.use(), 1, Integer::sum);
            }
        }
        hidden.forEach((use, count) -> table.line(Numbers.count(count, "column"), word(use), ""));
        table.print(out);
    }

    private static String word(Use use) {
        return use == Use.SET_ASIDE ? "set aside" : use.id();
    }

    private String task() {
        if (plan.targets().size() > 1) {
            return plan.task().id() + ": " + plan.targets().size()
                    + (plan.task() == Task.REGRESSION ? " numbers, " : " yes/no columns, ")
                    + String.join(", ", plan.targets()) + ", because " + plan.taskReason();
        }
        if (plan.task() == Task.REGRESSION) {
            return "regression: " + plan.targets().get(0) + " is a number, because " + plan.taskReason();
        }
        List<Map.Entry<String, Integer>> counts = List.copyOf(plan.classCounts().entrySet());
        String classes = counts.stream()
                .limit(MOST_CLASSES)
                .map(entry -> entry.getKey() + " (" + Numbers.count(entry.getValue()) + ")")
                .collect(Collectors.joining(", "));
        return "classification: " + classes
                + (counts.size() > MOST_CLASSES
                        ? " and " + Numbers.count(counts.size() - MOST_CLASSES, "more class", "more classes")
                        : "");
    }

    private String networks() {
        int others = plan.networks().size() - 1;
        return network(plan.networks().get(0))
                + (others == 0 ? "" : "; compared with " + Numbers.count(others, "other"));
    }

    static String network(Network network) {
        StringBuilder text = new StringBuilder(Numbers.count(network.inputWidth(), "input"));
        for (Layer layer : network.layers()) {
            if (layer instanceof Layer.Dense dense) {
                text.append(" > ")
                        .append(dense.units())
                        .append(' ')
                        .append(dense.activation().id());
            } else if (layer instanceof Layer.Dropout dropout) {
                text.append(" (dropout ").append(Numbers.text(dropout.rate())).append(')');
            }
        }
        return text + "; " + Numbers.count(network.parameterCount(), "parameter");
    }

    private String training() {
        var options = plan.trainingOptions();
        return options.descent().optimizer().id() + ", learning rate "
                + Numbers.text(options.descent().optimizer().learningRate())
                + (options.schedule().id().equals("constant")
                        ? ""
                        : " (" + options.schedule().id() + ")")
                + ", batches of " + Numbers.count(Math.min(options.passes().batchSize(), plan.trainingRows()), "row")
                + ", " + Numbers.count(options.passes().epochs(), "epoch") + ", loss "
                + options.loss().id()
                + (options.loss().levels().isEmpty()
                        ? ""
                        : " at " + QuantileLevels.text(options.loss().levels()));
    }

    private String engine() {
        EngineInfo engine = plan.engine();
        var options = plan.trainingOptions();
        String text = engine.engine().id() + ": " + engine.reason();
        if (engine.engine() == Engine.NATIVE) {
            return text + ", " + options.machine().precision().id() + ", "
                    + Numbers.count(options.machine().threads(), "thread");
        }
        return options.machine().engine() == Engine.AUTO
                ? text + ", because " + Engine.NATIVE.describe().reason()
                : text + ", as asked";
    }
}
