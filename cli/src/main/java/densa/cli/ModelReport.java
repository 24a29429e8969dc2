package densa.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import densa.network.Layer;
import densa.network.Network;
import densa.network.ParameterLayout;
import densa.table.encode.ColumnReport;
import densa.table.encode.Task;
import densa.table.model.Model;
import densa.table.model.Provenance;
import densa.table.model.ValidationMetrics;
import densa.table.train.TabularOptions;
import densa.train.TrainedNetwork;
import densa.train.TrainingOptions;
import java.io.PrintStream;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;

/** What is in a model. */
record ModelReport(Model model) {

    private static final int FINGERPRINT_DIGITS = 16;

    void print(PrintStream out) {
        printOrigin(out);
        out.println();
        out.println("Columns:");
        PlanReport.printColumns(model.columns(), out);
        out.println();
        printLayers(out);
        out.println();
        printTraining(out);
        out.println();
        ValidationMetrics metrics = model.validationMetrics();
        out.println("On the " + Numbers.count(metrics.rows(), "validation row") + ":");
        MetricsReport.print(metrics.values(), metrics.byTarget(), out);
        double[][] confusion = metrics.confusion().stream()
                .map(line -> line.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
        MetricsReport.printConfusion(model.classes(), confusion, out);
    }

    private void printOrigin(PrintStream out) {
        Provenance origin = model.provenance();
        new TextTable("ll")
                .line("Predicts", predicted())
                .line(
                        "Learned from",
                        Numbers.count(origin.trainingRows(), "row") + ", validated on "
                                + Numbers.count(origin.validationRows()))
                .line("Data", "SHA-256 " + shortened(origin.dataFingerprint()))
                .line("Written", origin.created() + " by Densa " + origin.densaVersion())
                .print(out);
    }

    private String predicted() {
        if (model.targets().size() > 1) {
            return String.join(", ", model.targets())
                    + (model.task() == Task.REGRESSION ? ", numbers" : ", each yes or no");
        }
        return model.target()
                + (model.task() == Task.REGRESSION
                        ? ", a number" + quantiles()
                        : ": " + String.join(", ", model.classes()));
    }

    private String quantiles() {
        return model.quantiles().isEmpty() ? "" : ", and its quantiles at " + QuantileLevels.text(model.quantiles());
    }

    private static String shortened(String fingerprint) {
        return fingerprint.length() > FINGERPRINT_DIGITS
                ? fingerprint.substring(0, FINGERPRINT_DIGITS) + "..."
                : fingerprint;
    }

    private void printLayers(PrintStream out) {
        Network network = model.network();
        int members = model.members().size();
        out.println((members == 1 ? "Network (" : members + " networks, whose mean is predicted (each ")
                + Numbers.count(network.parameterCount(), "parameter") + ", "
                + model.members().get(0).precision().id() + "):");
        TextTable table = new TextTable("lrl");
        table.line(
                "inputs",
                Numbers.count(network.inputWidth()),
                "from " + Numbers.count(network.inputs().size(), "number") + " a row");
        for (Layer layer : network.layers()) {
            if (layer instanceof Layer.Dense dense) {
                table.line(
                        "dense",
                        Numbers.count(dense.units()),
                        dense.activation().id() + (dense.bias() ? "" : ", without bias"));
            } else if (layer instanceof Layer.Dropout dropout) {
                table.line("dropout", Numbers.text(dropout.rate()), "in training");
            }
        }
        table.print(out);
    }

    private void printTraining(PrintStream out) {
        TrainingOptions options = model.members().get(0).options();
        out.println("Training:");
        new TextTable("ll")
                .line("effort", TabularOptions.of(model).budget().effort().id())
                .line("epochs", epochs(options))
                .line("batch size", String.valueOf(options.passes().batchSize()))
                .line("optimizer", options.descent().optimizer().id())
                .line(
                        "learning rate",
                        Numbers.text(options.descent().optimizer().learningRate()))
                .line("schedule", options.schedule().id())
                .line("weight decay", Numbers.text(options.descent().weightDecay()))
                .line("loss", options.loss().id())
                .line(
                        "class weight",
                        TabularOptions.of(model).objective().classWeights().text())
                .line("seed", String.valueOf(options.seed()))
                .line("engine", options.machine().engine().id())
                .print(out);
    }

    /** Such as "256, kept epochs 31 to 90" of all members. */
    private String epochs(TrainingOptions options) {
        IntSummaryStatistics kept = model.members().stream()
                .mapToInt(member -> member.history().bestEpoch())
                .summaryStatistics();
        return options.passes().epochs() + ", kept "
                + (kept.getMin() == kept.getMax()
                        ? "epoch " + kept.getMin()
                        : "epochs " + kept.getMin() + " to " + kept.getMax());
    }

    /** The same for a program. */
    JsonObject json() {
        JsonObject json = new JsonObject();
        addTarget(model, json);
        if (!model.quantiles().isEmpty()) {
            json.add("quantiles", Json.numbers(model.quantiles()));
        }
        json.add("columns", columns(model.columns()));
        json.addProperty("members", model.members().size());
        json.addProperty("parameters", model.network().parameterCount());
        json.addProperty("precision", model.members().get(0).precision().id());
        JsonArray tensors = new JsonArray();
        for (ParameterLayout.Tensor tensor : model.network().layout().tensors()) {
            JsonObject item = new JsonObject();
            item.addProperty("name", tensor.name());
            JsonArray shape = new JsonArray();
            shape.add(tensor.rows());
            if (!tensor.bias()) {
                shape.add(tensor.columns());
            }
            item.add("shape", shape);
            tensors.add(item);
        }
        json.add("tensors", tensors);
        json.add("training", training());
        ValidationMetrics metrics = model.validationMetrics();
        json.add("validation", Json.figures(metrics.rows(), metrics.values(), metrics.byTarget()));
        Provenance origin = model.provenance();
        json.addProperty("training_rows", origin.trainingRows());
        json.addProperty("data_fingerprint", origin.dataFingerprint());
        json.addProperty("created", origin.created().toString());
        json.addProperty("densa_version", origin.densaVersion());
        return json;
    }

    /** What is predicted: one target with its classes if it has any, or several. */
    static void addTarget(Model model, JsonObject json) {
        if (model.targets().size() > 1) {
            json.add("targets", Json.texts(model.targets()));
        } else {
            json.addProperty("target", model.target());
        }
        json.addProperty("task", model.task().id());
        if (!model.classes().isEmpty()) {
            json.add("classes", Json.texts(model.classes()));
        }
    }

    private JsonObject training() {
        TrainingOptions options = model.members().get(0).options();
        JsonObject json = new JsonObject();
        json.addProperty("effort", TabularOptions.of(model).budget().effort().id());
        json.addProperty("epochs", options.passes().epochs());
        JsonArray best = new JsonArray();
        JsonArray stopped = new JsonArray();
        for (TrainedNetwork member : model.members()) {
            best.add(member.history().bestEpoch());
            stopped.add(member.history().stopReason().name().toLowerCase(Locale.ROOT));
        }
        json.add("best_epochs", best);
        json.add("stopped", stopped);
        json.addProperty("batch_size", options.passes().batchSize());
        json.addProperty("optimizer", options.descent().optimizer().id());
        json.addProperty("learning_rate", options.descent().optimizer().learningRate());
        json.addProperty("schedule", options.schedule().id());
        json.addProperty("weight_decay", options.descent().weightDecay());
        json.addProperty("loss", options.loss().id());
        json.addProperty(
                "class_weight",
                TabularOptions.of(model).objective().classWeights().text());
        TabularOptions.of(model).budget().patience().ifPresent(patience -> json.addProperty("patience", patience));
        json.addProperty("seed", options.seed());
        json.addProperty("engine", options.machine().engine().id());
        return json;
    }

    static JsonArray columns(List<ColumnReport> columns) {
        JsonArray array = new JsonArray();
        for (ColumnReport column : columns) {
            JsonObject item = new JsonObject();
            item.addProperty("name", column.name());
            item.addProperty("use", column.use().id());
            item.addProperty("detail", column.detail());
            array.add(item);
        }
        return array;
    }
}
