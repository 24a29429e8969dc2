package densa.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import densa.encode.ClassCoding;
import densa.encode.Encoder;
import densa.encode.Precision;
import densa.encode.TargetCoding;
import densa.encode.Task;
import densa.engine.Engine;
import densa.network.Activation;
import densa.network.Loss;
import densa.store.ModelFile;
import densa.store.ModelFormatException;
import densa.store.json.EncoderJson;
import densa.store.json.Fields;
import densa.store.json.NetworkJson;
import densa.store.json.OptimizerJson;
import densa.train.TrainedNetwork;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/** The section of a model file that makes a network a model for tables. */
final class ModelJson {

    static final String SECTION = "table";

    private ModelJson() {}

    static String toJson(Model model) {
        JsonObject json = new JsonObject();
        json.add("encoder", EncoderJson.toJson(model.encoder()));
        json.add("options", toJson(model.options()));
        json.add("validation", toJson(model.validationMetrics()));
        json.add("provenance", toJson(model.provenance()));
        addEach(json, "calibration", model.calibrations(), ModelJson::toJson);
        addEach(json, "intervals", model.intervals(), ModelJson::toJson);
        return json.toString();
    }

    /** The model in a file, whose networks are {@code members}. */
    static Model model(ModelFile file, List<TrainedNetwork> members) {
        String section = file.section(SECTION)
                .orElseThrow(() -> new ModelFormatException(
                        file.name() + " holds a network without table columns: load it with TrainedNetwork.load"));
        Fields json = Fields.parse(file.name(), SECTION, section);
        Encoder encoder = EncoderJson.encoder(json.fields("encoder"));
        if (!encoder.inputs().equals(members.get(0).network().inputs())) {
            throw json.fault("encodes other input columns than those of the network");
        }
        checkOutputs(json, encoder.targets(), members.get(0));
        return new Model(
                encoder,
                members,
                options(json.fields("options")),
                validation(json.fields("validation")),
                provenance(json.fields("provenance")),
                each(json, "calibration", encoder, ModelJson::calibration),
                each(json, "intervals", encoder, ModelJson::intervals));
    }

    /** What each target has, if it has any: as it is for a single target, in a list for several. */
    private static <T> void addEach(JsonObject json, String name, List<T> each, Function<T, JsonObject> toJson) {
        if (each.size() == 1) {
            json.add(name, toJson.apply(each.get(0)));
        } else if (!each.isEmpty()) {
            JsonArray list = new JsonArray();
            each.forEach(one -> list.add(toJson.apply(one)));
            json.add(name, list);
        }
    }

    private static <T> List<T> each(Fields json, String name, Encoder encoder, Function<Fields, T> of) {
        if (!json.has(name)) {
            return List.of();
        }
        int targets = encoder.targets().size();
        List<T> each = (targets == 1 ? List.of(json.fields(name)) : json.list(name))
                .stream().map(of).toList();
        if (each.size() != targets) {
            throw json.fault("must have " + name + " of each of the " + targets + " targets, got " + each.size());
        }
        return each;
    }

    private static JsonObject toJson(Calibration calibration) {
        JsonObject json = new JsonObject();
        json.addProperty("temperature", calibration.temperature());
        json.addProperty("judged_temperature", calibration.judgedTemperature());
        json.addProperty("error_before", calibration.errorBefore());
        json.addProperty("error_after", calibration.errorAfter());
        return json;
    }

    private static Calibration calibration(Fields json) {
        return json.make(() -> new Calibration(
                json.number("temperature"),
                json.number(json.has("judged_temperature") ? "judged_temperature" : "temperature"),
                json.number("error_before"),
                json.number("error_after")));
    }

    private static JsonObject toJson(Intervals intervals) {
        JsonObject json = new JsonObject();
        json.addProperty("logarithm", intervals.logarithm());
        JsonArray errors = new JsonArray();
        intervals.errors().forEach(errors::add);
        json.add("errors", errors);
        return json;
    }

    private static Intervals intervals(Fields json) {
        return json.make(() -> new Intervals(json.numbers("errors"), json.flag("logarithm")));
    }

    private static void checkOutputs(Fields json, List<TargetCoding> targets, TrainedNetwork trained) {
        int outputs = trained.outputs();
        boolean binary = trained.loss() instanceof Loss.BinaryCrossEntropy;
        boolean softmax = trained.loss() instanceof Loss.SoftmaxCrossEntropy;
        if (targets.size() > 1) {
            boolean classes = targets.stream().allMatch(ClassCoding.class::isInstance);
            boolean numbers = targets.stream().noneMatch(ClassCoding.class::isInstance);
            boolean twoEach = targets.stream()
                    .allMatch(target -> !(target instanceof ClassCoding flag)
                            || flag.classes().size() == 2);
            boolean fits = outputs == targets.size()
                    && trained.loss() instanceof Loss.Elementwise
                    && (binary ? classes && twoEach : numbers);
            if (!fits) {
                throw unfit(json, trained);
            }
            return;
        }
        boolean fits = targets.get(0) instanceof ClassCoding classes
                ? softmax && outputs == classes.classes().size()
                        || binary && outputs == 1 && classes.classes().size() == 2
                : !softmax
                        && !binary
                        && outputs
                                == (trained.loss() instanceof Loss.Quantile quantile
                                        ? quantile.levels().size()
                                        : 1);
        if (!fits) {
            throw unfit(json, trained);
        }
    }

    private static ModelFormatException unfit(Fields json, TrainedNetwork trained) {
        return json.fault("has a target that does not fit the network's " + trained.outputs() + " outputs and the loss "
                + trained.loss().id());
    }

    private static JsonObject toJson(TabularOptions options) {
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

    private static TabularOptions options(Fields json) {
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

    private static JsonObject toJson(ValidationMetrics metrics) {
        JsonObject json = new JsonObject();
        json.addProperty("rows", metrics.rows());
        json.add("values", figures(metrics.values()));
        JsonArray confusion = new JsonArray();
        for (List<Double> line : metrics.confusion()) {
            JsonArray numbers = new JsonArray();
            line.forEach(numbers::add);
            confusion.add(numbers);
        }
        json.add("confusion", confusion);
        return json;
    }

    private static ValidationMetrics validation(Fields json) {
        return new ValidationMetrics(
                json.integer("rows", 0, Integer.MAX_VALUE), figures(json.fields("values")), json.matrix("confusion"));
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

    private static JsonObject toJson(Provenance provenance) {
        JsonObject json = new JsonObject();
        json.addProperty("densa_version", provenance.densaVersion());
        json.addProperty("created", provenance.created().toString());
        json.addProperty("training_rows", provenance.trainingRows());
        json.addProperty("validation_rows", provenance.validationRows());
        json.addProperty("data_fingerprint", provenance.dataFingerprint());
        json.addProperty("seed", provenance.seed());
        return json;
    }

    private static Provenance provenance(Fields json) {
        return new Provenance(
                json.text("densa_version"),
                instant(json),
                json.integer("training_rows", 0, Integer.MAX_VALUE),
                json.integer("validation_rows", 0, Integer.MAX_VALUE),
                json.text("data_fingerprint"),
                json.longInteger("seed"));
    }

    private static Instant instant(Fields json) {
        try {
            return Instant.parse(json.text("created"));
        } catch (DateTimeException e) {
            throw json.fault("has a time of creation that is not one");
        }
    }
}
