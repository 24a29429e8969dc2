package densa.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import densa.encode.Task;
import densa.model.Model;
import densa.model.ValidationMetrics;
import densa.network.Layer;
import densa.train.TrainingHistory;
import densa.train.TrainingHistory.Epoch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code train} says at the end.
 *
 * @param path the model's file
 * @param log the folder of the log, if one was written
 */
record ResultReport(Model model, Path path, Optional<Path> log) {

    /** How the training went. */
    void printHow(PrintStream out) {
        TrainingHistory history = model.history();
        String ended =
                "after " + Numbers.count(history.epochs().size(), "epoch") + " (" + Numbers.seconds(seconds()) + ")";
        String how =
                switch (history.stopReason()) {
                    case COMPLETED -> "Trained all epochs, ended " + ended;
                    case EARLY_STOPPING ->
                        "Stopped " + ended + ": no better validation loss in the last "
                                + Numbers.count(model.options().patience(), "epoch");
                    case REQUESTED -> "Stopped by Ctrl-C " + ended;
                };
        out.println(how + "; kept epoch " + history.bestEpoch());
        out.println();
    }

    /** The validation metrics. */
    void printMetrics(PrintStream out) {
        ValidationMetrics metrics = model.validationMetrics();
        out.println("On the " + Numbers.count(metrics.rows(), "validation row") + ":");
        MetricsReport.print(metrics.values(), out);
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

    private double seconds() {
        List<Epoch> epochs = model.history().epochs();
        return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).seconds();
    }

    /** The same for a program. */
    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("model", path.toString());
        log.ifPresent(folder -> json.addProperty("log", folder.toString()));
        json.addProperty("target", model.target());
        json.addProperty("task", model.task().id());
        if (model.task() == Task.CLASSIFICATION) {
            json.add("classes", Json.texts(model.classes()));
        }
        json.add("columns", ModelReport.columns(model.columns()));
        json.addProperty("training_rows", model.provenance().trainingRows());
        json.addProperty("validation_rows", model.provenance().validationRows());
        JsonArray layers = new JsonArray();
        for (Layer.Dense layer : model.network().network().denseLayers()) {
            layers.add(layer.units());
        }
        json.addProperty("inputs", model.network().network().inputWidth());
        json.add("layers", layers);
        json.addProperty("parameters", model.network().network().parameterCount());
        json.addProperty("engine", model.network().engine().id());
        json.addProperty("precision", model.network().precision().id());
        json.addProperty("epochs", model.history().epochs().size());
        json.addProperty("best_epoch", model.history().bestEpoch());
        json.addProperty("stopped", model.history().stopReason().name().toLowerCase(Locale.ROOT));
        json.addProperty("seconds", seconds());
        json.add(
                "validation",
                Json.figures(
                        model.validationMetrics().rows(),
                        model.validationMetrics().values()));
        return json;
    }
}
