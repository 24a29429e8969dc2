package densa.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import densa.network.Layer;
import densa.table.audit.Finding;
import densa.table.encode.NumberCoding;
import densa.table.model.Calibration;
import densa.table.model.Model;
import densa.table.model.ValidationMetrics;
import densa.table.train.CandidateResult;
import densa.table.train.TrainingResult;
import densa.train.TrainingHistory.StopReason;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;

/**
 * What {@code train} says at the end.
 *
 * @param path the model's file
 * @param log the folder of the log, if one was written
 */
record ResultReport(TrainingResult fit, Path path, Optional<Path> log) {

    private Model model() {
        return fit.model();
    }

    /** How the training went. */
    void printHow(PrintStream out) {
        IntSummaryStatistics kept = model().members().stream()
                .mapToInt(member -> member.history().bestEpoch())
                .summaryStatistics();
        out.println((stopped() ? "Stopped early" : "Trained") + " in " + Numbers.seconds(fit.seconds()) + ": "
                + Numbers.count(model().members().size(), "network") + " of "
                + Numbers.count(model().network().parameterCount(), "parameter") + ", each restored to its best epoch ("
                + (kept.getMin() == kept.getMax() ? "" + kept.getMin() : kept.getMin() + " to " + kept.getMax())
                + " of " + model().members().get(0).options().passes().epochs() + ")");
        choices().forEach(out::println);
        out.println();
    }

    /** The validation metrics. */
    void printMetrics(PrintStream out) {
        ValidationMetrics metrics = model().validationMetrics();
        out.println("On the " + Numbers.count(metrics.rows(), "validation row") + ":");
        MetricsReport.print(metrics, fit.evaluation(), out);
        MetricsReport.printConstant(fit.evaluation(), out);
        List<String> calibrated =
                model().calibrations().stream().map(ResultReport::calibrated).toList();
        if (calibrated.stream().distinct().count() == 1) {
            out.println(calibrated.get(0));
            return;
        }
        for (int i = 0; i < calibrated.size(); i++) {
            out.println(model().targets().get(i) + ": " + calibrated.get(i));
        }
    }

    private static String calibrated(Calibration calibration) {
        if (calibration.temperature() == 1) {
            return "Probabilities are not recalibrated.";
        }
        String calibrated = "Probabilities are calibrated with temperature " + Numbers.text(calibration.temperature());
        return calibration.temperature() == calibration.outOfFoldTemperature()
                ? calibrated + ": calibration error " + Numbers.text(calibration.errorAfter()) + " instead of "
                        + Numbers.text(calibration.errorBefore()) + "."
                : calibrated + ": an ensemble is less confident than its networks.";
    }

    /** Where the model is and what to type next. */
    void printNext(PrintStream out) throws IOException {
        out.println();
        log.ifPresent(folder -> out.println("Wrote the log of the training into " + folder));
        out.println("Wrote " + path + " (" + Numbers.bytes(Files.size(path)) + "). Next:");
        String file = Shell.quote(path.toString());
        out.println("  " + Shell.program() + " predict " + file + " NEW.csv -o predictions.csv");
        out.println("  " + Shell.program() + " evaluate " + file + " TEST.csv");
    }

    /** What was chosen on the validation rows, one line each. */
    private List<String> choices() {
        List<String> lines = new ArrayList<>();
        // Without those that came after Ctrl-C or the time limit.
        long tried = fit.candidates().stream().filter(way -> way.networks() > 0).count();
        if (tried > 1) {
            lines.add("Of " + tried + " candidates, these predict best together:");
            fit.candidates().stream()
                    .filter(CandidateResult::selected)
                    .map(way -> "  " + (way.hidden().isEmpty() ? "linear, " : "")
                            + (way.bins() == 0 ? "no bins" : "up to " + Numbers.count(way.bins(), "bin"))
                            + (way.hidden().isEmpty() ? "" : ", dropout " + Numbers.text(way.dropout()))
                            + (way.columnDropout() > 0
                                    ? " and " + Numbers.text(way.columnDropout()) + " of columns"
                                    : "")
                            + ", weight decay " + Numbers.text(way.weightDecay()))
                    .forEach(lines::add);
        }
        if (model().encoder().targets().get(0) instanceof NumberCoding number && number.logarithm()) {
            lines.add("The logarithm of " + model().target() + " is learned, as it predicts better");
        }
        return lines;
    }

    private JsonArray compared() {
        JsonArray all = new JsonArray();
        for (CandidateResult way : fit.candidates()) {
            JsonObject json = new JsonObject();
            JsonArray hidden = new JsonArray();
            way.hidden().forEach(hidden::add);
            json.add("hidden", hidden);
            json.addProperty("bins", way.bins());
            json.addProperty("dropout", way.dropout());
            json.addProperty("column_dropout", way.columnDropout());
            json.addProperty("weight_decay", way.weightDecay());
            json.addProperty("logarithm", way.logarithm());
            json.addProperty("members", way.networks());
            if (Double.isFinite(way.error())) {
                json.addProperty("error", way.error());
            }
            json.addProperty("kept", way.selected());
            all.add(json);
        }
        return all;
    }

    private static JsonArray findings(List<Finding> findings) {
        JsonArray all = new JsonArray();
        for (Finding finding : findings) {
            JsonObject json = new JsonObject();
            json.addProperty("kind", finding.kind().id());
            json.add("columns", Json.texts(finding.columns()));
            json.add("figures", Json.figures(finding.figures()));
            json.addProperty("text", finding.text());
            json.addProperty("options", Remedy.options(finding));
            all.add(json);
        }
        return all;
    }

    /** Whether any member was stopped by Ctrl-C or the time limit. */
    private boolean stopped() {
        return model().members().stream().anyMatch(member -> member.history().stopReason() == StopReason.REQUESTED);
    }

    /**
     * The same for a program.
     *
     * @param before what was said before the training
     */
    JsonObject json(PlanReport before) {
        JsonObject json = new JsonObject();
        json.addProperty("model", path.toString());
        log.ifPresent(folder -> json.addProperty("log", folder.toString()));
        ModelReport.addTarget(model(), json);
        if (!model().quantiles().isEmpty()) {
            json.add("quantiles", Json.numbers(model().quantiles()));
        }
        json.add("columns", ModelReport.columns(model().columns()));
        json.add("notes", findings(before.plan().notes()));
        json.add("audit", findings(before.audit()));
        json.add("compared", compared());
        json.addProperty("training_rows", model().provenance().trainingRows());
        json.addProperty("validation_rows", model().provenance().validationRows());
        JsonArray layers = new JsonArray();
        for (Layer.Dense layer : model().network().denseLayers()) {
            layers.add(layer.units());
        }
        json.addProperty("inputs", model().network().inputWidth());
        json.add("layers", layers);
        json.addProperty("parameters", model().network().parameterCount());
        json.addProperty("engine", model().members().get(0).engine().id());
        json.addProperty("precision", model().members().get(0).precision().id());
        json.addProperty("members", model().members().size());
        json.addProperty("epochs", model().members().get(0).options().passes().epochs());
        json.addProperty("stopped", stopped());
        json.addProperty("seconds", fit.seconds());
        json.add(
                "validation",
                Json.figures(
                        model().validationMetrics().rows(),
                        model().validationMetrics().values(),
                        model().validationMetrics().byTarget()));
        return json;
    }
}
