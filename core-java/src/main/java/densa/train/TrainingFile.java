package densa.train;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import densa.engine.Engine;
import densa.engine.Machine;
import densa.network.Parameters;
import densa.optimize.Descent;
import densa.optimize.LayerFactors;
import densa.store.ModelFile;
import densa.store.ModelFormatException;
import densa.store.json.Fields;
import densa.store.json.OptimizerJson;
import densa.train.TrainingHistory.Epoch;
import densa.train.TrainingHistory.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Trained networks as the content of a model file: network, parameters, and a section about the trainings. */
final class TrainingFile {

    private static final String SECTION = "training";

    private TrainingFile() {}

    /** Returns the content of the file of networks of one architecture, loss and precision. */
    static ModelFile toFile(List<TrainedNetwork> networks) {
        TrainedNetwork first = networks.get(0);
        JsonArray trainings = new JsonArray();
        for (TrainedNetwork network : networks) {
            JsonObject json = new JsonObject();
            json.add("options", toJson(network.options()));
            json.add("history", toJson(network.history()));
            trainings.add(json);
        }
        JsonObject section = new JsonObject();
        section.add("members", trainings);
        return ModelFile.of(
                        first.network(),
                        networks.stream().map(TrainedNetwork::parameters).toList(),
                        first.loss(),
                        first.precision())
                .withSection(SECTION, section.toString());
    }

    /** Returns the networks in a file, on the given engine or each on the one that it asks for. */
    static List<TrainedNetwork> networks(ModelFile file, Optional<Engine> engine) {
        List<Fields> trainings = file.section(SECTION)
                .map(section -> trainings(file, Fields.parse(file.name(), SECTION, section)))
                .orElse(List.of());
        List<TrainedNetwork> networks = new ArrayList<>();
        for (Parameters parameters : file.members()) {
            TrainingOptions options = TrainingOptions.DEFAULTS;
            TrainingHistory history = TrainingHistory.NONE;
            if (!trainings.isEmpty()) {
                Fields json = trainings.get(networks.size());
                options = options(json.fields("options"));
                history = history(json.fields("history"));
            }
            Engine recorded = options.machine().engine() == Engine.JAVA ? Engine.JAVA : Engine.AUTO;
            networks.add(TrainedNetwork.of(
                    file.network(),
                    parameters,
                    options.withLoss(file.loss())
                            .withMachine(options.machine()
                                    .withPrecision(file.precision())
                                    .withEngine(engine.orElse(recorded))),
                    history));
        }
        return networks;
    }

    private static List<Fields> trainings(ModelFile file, Fields json) {
        int described = json.count("members");
        if (described > 0 && described != file.members().size()) {
            throw new ModelFormatException(file.name() + " cannot be read: it describes " + described
                    + " trainings, but holds " + file.members().size() + " networks");
        }
        return json.list("members");
    }

    private static JsonObject toJson(TrainingOptions options) {
        JsonObject json = new JsonObject();
        json.add("optimizer", OptimizerJson.toJson(options.descent().optimizer()));
        json.add("schedule", OptimizerJson.toJson(options.schedule()));
        json.add("clipping", OptimizerJson.toJson(options.descent().clipping()));
        json.addProperty("l2", options.descent().l2());
        json.addProperty("weight_decay", options.descent().weightDecay());
        json.addProperty("epochs", options.passes().epochs());
        json.addProperty("batch_size", options.passes().batchSize());
        json.addProperty("shuffle", options.passes().shuffle());
        if (options.standardize()) {
            json.addProperty("standardize", true);
        }
        json.addProperty("seed", options.seed());
        if (options.passes().earlyStopping() instanceof EarlyStopping.Patience patience) {
            json.addProperty("patience", patience.epochs());
        }
        if (!options.descent().layerFactors().isEmpty()) {
            JsonArray factors = new JsonArray();
            for (LayerFactors layer : options.descent().layerFactors()) {
                JsonObject object = new JsonObject();
                object.addProperty("learning_rate", layer.learningRate());
                object.addProperty("weight_decay", layer.weightDecay());
                factors.add(object);
            }
            json.add("layer_factors", factors);
        }
        json.addProperty("engine", options.machine().engine().id());
        json.addProperty("threads", options.machine().threads());
        return json;
    }

    private static TrainingOptions options(Fields json) {
        return json.make(() -> new TrainingOptions(
                TrainingOptions.DEFAULTS.loss(),
                new Descent(
                        OptimizerJson.optimizer(json.fields("optimizer")),
                        OptimizerJson.clipping(json.fields("clipping")),
                        json.number("l2"),
                        json.number("weight_decay"),
                        layerFactors(json)),
                OptimizerJson.schedule(json.fields("schedule")),
                new Passes(
                        json.integer("epochs", 1, Integer.MAX_VALUE),
                        json.integer("batch_size", 1, Integer.MAX_VALUE),
                        json.flag("shuffle"),
                        json.has("patience")
                                ? EarlyStopping.patience(json.integer("patience", 1, Integer.MAX_VALUE))
                                : EarlyStopping.NONE),
                json.has("standardize") && json.flag("standardize"),
                json.longInteger("seed"),
                new Machine(
                        json.named("engine", Engine::named),
                        Machine.DEFAULTS.precision(),
                        json.integer("threads", 1, Integer.MAX_VALUE))));
    }

    private static List<LayerFactors> layerFactors(Fields json) {
        if (!json.has("layer_factors")) {
            return List.of();
        }
        return json.list("layer_factors").stream()
                .map(factors -> factors.make(
                        () -> new LayerFactors(factors.number("learning_rate"), factors.number("weight_decay"))))
                .toList();
    }

    private static JsonObject toJson(TrainingHistory history) {
        JsonArray trainLoss = new JsonArray();
        JsonArray validationLoss = new JsonArray();
        JsonArray learningRate = new JsonArray();
        JsonArray seconds = new JsonArray();
        for (Epoch epoch : history.epochs()) {
            trainLoss.add(epoch.trainLoss());
            epoch.validationLoss().ifPresent(validationLoss::add);
            learningRate.add(epoch.learningRate());
            seconds.add(epoch.seconds());
        }
        JsonObject json = new JsonObject();
        json.addProperty(
                "epochs",
                history.epochs().isEmpty() ? 0 : history.epochs().get(0).epochs());
        json.addProperty("best_epoch", history.bestEpoch());
        json.addProperty("stop_reason", history.stopReason().id());
        json.add("train_loss", trainLoss);
        json.add("validation_loss", validationLoss);
        json.add("learning_rate", learningRate);
        json.add("seconds", seconds);
        return json;
    }

    private static TrainingHistory history(Fields json) {
        int count = json.count("train_loss");
        boolean validated = json.count("validation_loss") > 0;
        if (json.count("learning_rate") != count
                || json.count("seconds") != count
                || (validated && json.count("validation_loss") != count)) {
            throw json.fault("has lists of different lengths");
        }
        double[] trainLoss = json.numbers("train_loss");
        double[] validationLoss = json.numbers("validation_loss");
        double[] learningRate = json.numbers("learning_rate");
        double[] seconds = json.numbers("seconds");
        int planned = json.integer("epochs", 0, Integer.MAX_VALUE);
        List<Epoch> epochs = new ArrayList<>(count);
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            boolean best = !validated || validationLoss[i] < lowest;
            lowest = validated ? Math.min(lowest, validationLoss[i]) : lowest;
            OptionalDouble validation = validated ? OptionalDouble.of(validationLoss[i]) : OptionalDouble.empty();
            epochs.add(new Epoch(i + 1, planned, trainLoss[i], validation, learningRate[i], seconds[i], best));
        }
        StopReason reason = json.named("stop_reason", StopReason::named);
        return new TrainingHistory(epochs, json.integer("best_epoch", 0, count), reason);
    }
}
