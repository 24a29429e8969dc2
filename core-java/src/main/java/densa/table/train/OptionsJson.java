package densa.table.train;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import densa.data.Precision;
import densa.engine.Engine;
import densa.engine.Machine;
import densa.network.Activation;
import densa.store.json.Fields;
import densa.store.json.NetworkJson;
import densa.store.json.OptimizerJson;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;

/** {@link TabularOptions} in a model file. */
final class OptionsJson {

    private OptionsJson() {}

    static JsonObject toJson(TabularOptions options) {
        JsonObject json = new JsonObject();
        json.add("architecture", toJson(options.architecture()));
        json.add("objective", toJson(options.objective()));
        json.add("optimization", toJson(options.optimization()));
        json.add("budget", toJson(options.budget()));
        json.add("validation", toJson(options.validation()));
        json.add("machine", toJson(options.machine()));
        json.addProperty("seed", options.seed());
        return json;
    }

    static TabularOptions options(Fields json) {
        return json.make(() -> new TabularOptions(
                architecture(json.fields("architecture")),
                objective(json.fields("objective")),
                optimization(json.fields("optimization")),
                budget(json.fields("budget")),
                validation(json.fields("validation")),
                machine(json.fields("machine")),
                json.longInteger("seed")));
    }

    private static JsonObject toJson(Architecture architecture) {
        JsonObject json = new JsonObject();
        architecture.hidden().ifPresent(layers -> {
            JsonArray hidden = new JsonArray();
            layers.forEach(hidden::add);
            json.add("hidden", hidden);
        });
        json.addProperty("activation", architecture.activation().id());
        architecture.dropout().ifPresent(dropout -> json.addProperty("dropout", dropout));
        architecture.bins().ifPresent(bins -> json.addProperty("bins", bins));
        return json;
    }

    private static Architecture architecture(Fields json) {
        return new Architecture(
                json.has("hidden")
                        ? Optional.of(DoubleStream.of(json.numbers("hidden"))
                                .mapToObj(units -> (int) units)
                                .toList())
                        : Optional.empty(),
                json.named("activation", Activation::named),
                number(json, "dropout"),
                json.has("bins") ? OptionalInt.of(json.integer("bins", 0, Integer.MAX_VALUE)) : OptionalInt.empty());
    }

    private static JsonObject toJson(Objective objective) {
        JsonObject json = new JsonObject();
        objective.loss().ifPresent(loss -> json.add("loss", NetworkJson.toJson(loss)));
        json.add("class_weights", toJson(objective.classWeights()));
        return json;
    }

    private static Objective objective(Fields json) {
        return new Objective(
                json.has("loss") ? Optional.of(NetworkJson.loss(json.fields("loss"))) : Optional.empty(),
                classWeights(json.fields("class_weights")));
    }

    private static JsonObject toJson(Optimization optimization) {
        JsonObject json = new JsonObject();
        json.add("optimizer", OptimizerJson.toJson(optimization.optimizer()));
        json.add("schedule", OptimizerJson.toJson(optimization.schedule()));
        optimization.weightDecay().ifPresent(decay -> json.addProperty("weight_decay", decay));
        return json;
    }

    private static Optimization optimization(Fields json) {
        return new Optimization(
                OptimizerJson.optimizer(json.fields("optimizer")),
                OptimizerJson.schedule(json.fields("schedule")),
                number(json, "weight_decay"));
    }

    private static JsonObject toJson(Budget budget) {
        JsonObject json = new JsonObject();
        json.addProperty("effort", budget.effort().id());
        budget.epochs().ifPresent(epochs -> json.addProperty("epochs", epochs));
        budget.batchSize().ifPresent(batchSize -> json.addProperty("batch_size", batchSize));
        budget.patience().ifPresent(patience -> json.addProperty("patience", patience));
        budget.timeLimit()
                .ifPresent(limit -> json.addProperty("time_limit_seconds", limit.toSeconds() + limit.getNano() * 1e-9));
        return json;
    }

    private static Budget budget(Fields json) {
        return new Budget(
                json.named("effort", Effort::named),
                optional(json, "epochs"),
                optional(json, "batch_size"),
                optional(json, "patience"),
                json.has("time_limit_seconds")
                        ? Optional.of(Duration.ofNanos(Math.round(1e9 * json.number("time_limit_seconds"))))
                        : Optional.empty());
    }

    private static JsonObject toJson(Machine machine) {
        JsonObject json = new JsonObject();
        json.addProperty("engine", machine.engine().id());
        json.addProperty("precision", machine.precision().id());
        json.addProperty("threads", machine.threads());
        return json;
    }

    private static Machine machine(Fields json) {
        return new Machine(
                json.named("engine", Engine::named),
                json.named("precision", Precision::named),
                json.integer("threads", 1, Machine.MAX_THREADS));
    }

    private static OptionalDouble number(Fields json, String key) {
        return json.has(key) ? OptionalDouble.of(json.number(key)) : OptionalDouble.empty();
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

    private static Validation validation(Fields json) {
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
            case "by_label" ->
                json.make(() -> new ClassWeights.ByLabel(json.fields("weights").figures()));
            default -> throw json.fault("has an unknown kind");
        };
    }

    private static JsonObject figures(Map<String, Double> figures) {
        JsonObject json = new JsonObject();
        figures.forEach(json::addProperty);
        return json;
    }
}
