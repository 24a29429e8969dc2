package densa.table.train;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import densa.data.Precision;
import densa.engine.Engine;
import densa.network.Activation;
import densa.store.json.Fields;
import densa.store.json.NetworkJson;
import densa.store.json.OptimizerJson;
import densa.table.encode.Task;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** {@link TabularOptions} in a model file. */
final class OptionsJson {

    private OptionsJson() {}

    static JsonObject toJson(TabularOptions options) {
        JsonObject json = new JsonObject();
        json.addProperty("task", options.task().id());
        json.addProperty("effort", options.effort().id());
        options.bins().ifPresent(bins -> json.addProperty("bins", bins));
        options.hidden().ifPresent(layers -> {
            JsonArray hidden = new JsonArray();
            layers.forEach(hidden::add);
            json.add("hidden", hidden);
        });
        json.addProperty("activation", options.activation().id());
        options.dropout().ifPresent(dropout -> json.addProperty("dropout", dropout));
        options.loss().ifPresent(loss -> json.add("loss", NetworkJson.toJson(loss)));
        json.add("class_weights", toJson(options.classWeights()));
        json.add("optimizer", OptimizerJson.toJson(options.optimizer()));
        json.add("schedule", OptimizerJson.toJson(options.schedule()));
        options.weightDecay().ifPresent(decay -> json.addProperty("weight_decay", decay));
        options.epochs().ifPresent(epochs -> json.addProperty("epochs", epochs));
        options.batchSize().ifPresent(batchSize -> json.addProperty("batch_size", batchSize));
        json.add("validation", toJson(options.validation()));
        options.patience().ifPresent(patience -> json.addProperty("patience", patience));
        options.timeLimit()
                .ifPresent(limit -> json.addProperty("time_limit_seconds", limit.toSeconds() + limit.getNano() * 1e-9));
        json.addProperty("seed", options.seed());
        json.addProperty("engine", options.engine().id());
        json.addProperty("precision", options.precision().id());
        json.addProperty("threads", options.threads());
        return json;
    }

    static TabularOptions options(Fields json) {
        return json.make(() -> new TabularOptions(
                json.named("task", Task::named),
                json.named("effort", Effort::named),
                json.has("hidden")
                        ? Optional.of(json.numbers("hidden").stream()
                                .map(Double::intValue)
                                .toList())
                        : Optional.empty(),
                json.named("activation", Activation::named),
                json.has("dropout") ? OptionalDouble.of(json.number("dropout")) : OptionalDouble.empty(),
                json.has("bins") ? OptionalInt.of(json.integer("bins", 0, Integer.MAX_VALUE)) : OptionalInt.empty(),
                json.has("loss") ? Optional.of(NetworkJson.loss(json.fields("loss"))) : Optional.empty(),
                classWeights(json.fields("class_weights")),
                OptimizerJson.optimizer(json.fields("optimizer")),
                OptimizerJson.schedule(json.fields("schedule")),
                json.has("weight_decay") ? OptionalDouble.of(json.number("weight_decay")) : OptionalDouble.empty(),
                optional(json, "epochs"),
                optional(json, "batch_size"),
                chosen(json.fields("validation")),
                optional(json, "patience"),
                json.has("time_limit_seconds")
                        ? Optional.of(Duration.ofNanos(Math.round(1e9 * json.number("time_limit_seconds"))))
                        : Optional.empty(),
                json.longInteger("seed"),
                json.named("engine", Engine::named),
                json.named("precision", Precision::named),
                json.integer("threads", 1, Integer.MAX_VALUE)));
    }

    private static OptionalInt optional(Fields json, String key) {
        return json.has(key) ? OptionalInt.of(json.integer(key, 1, Integer.MAX_VALUE)) : OptionalInt.empty();
    }

    private static JsonObject toJson(Validation validation) {
        JsonObject json = new JsonObject();
        if (validation instanceof Validation.Folds folds) {
            json.addProperty("kind", "folds");
            folds.count().ifPresent(count -> json.addProperty("count", count));
        } else if (validation instanceof Validation.Groups groups) {
            json.addProperty("kind", "groups");
            json.addProperty("column", groups.column());
            json.addProperty("count", groups.count());
        } else if (validation instanceof Validation.Latest latest) {
            json.addProperty("kind", "latest");
            json.addProperty("column", latest.column());
            json.addProperty("share", latest.share());
        } else if (validation instanceof Validation.Fraction fraction) {
            json.addProperty("kind", "fraction");
            json.addProperty("share", fraction.share());
        }
        return json;
    }

    private static Validation chosen(Fields json) {
        return switch (json.text("kind")) {
            case "folds" ->
                json.has("count")
                        ? Validation.folds(json.integer("count", 2, Validation.MAX_FOLDS))
                        : Validation.folds();
            case "groups" -> Validation.groups(json.text("column"), json.integer("count", 2, Validation.MAX_FOLDS));
            case "latest" -> Validation.latest(json.text("column"), json.number("share"));
            case "fraction" -> Validation.fraction(json.number("share"));
            default -> throw json.fault("has an unknown kind");
        };
    }

    private static JsonObject toJson(ClassWeights weights) {
        JsonObject json = new JsonObject();
        if (weights instanceof ClassWeights.ByLabel byLabel) {
            json.addProperty("kind", "by_label");
            json.add("weights", figures(byLabel.weights()));
        } else {
            json.addProperty("kind", weights.text());
        }
        return json;
    }

    private static ClassWeights classWeights(Fields json) {
        return switch (json.text("kind")) {
            case "none" -> ClassWeights.NONE;
            case "balanced" -> ClassWeights.BALANCED;
            case "by_label" -> json.make(() -> new ClassWeights.ByLabel(figures(json.fields("weights"))));
            default -> throw json.fault("has an unknown kind");
        };
    }

    private static JsonObject figures(Map<String, Double> figures) {
        JsonObject json = new JsonObject();
        figures.forEach(json::addProperty);
        return json;
    }

    private static Map<String, Double> figures(Fields json) {
        Map<String, Double> figures = new LinkedHashMap<>();
        json.object().keySet().forEach(key -> figures.put(key, json.number(key)));
        return figures;
    }
}
