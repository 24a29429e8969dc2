package densa.table.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import densa.network.Loss;
import densa.network.Network;
import densa.store.ModelFile;
import densa.store.ModelFormatException;
import densa.store.json.Fields;
import densa.table.encode.ClassCoding;
import densa.table.encode.Encoder;
import densa.table.encode.NumberCoding;
import densa.table.encode.TargetCoding;
import densa.train.TrainedNetwork;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** The section of a model file that makes a network a model for tables. */
final class ModelJson {

    static final String SECTION = "table";

    private ModelJson() {}

    static String toJson(Model model) {
        JsonObject json = new JsonObject();
        json.add("encoder", EncoderJson.toJson(model.encoder()));
        json.add("options", JsonParser.parseString(model.trainingOptions()));
        json.add("validation", toJson(model.validationMetrics()));
        json.add("provenance", toJson(model.provenance()));
        json.add("calibration", list(model.calibrations(), ModelJson::toJson));
        json.add("intervals", list(model.intervals(), ModelJson::toJson));
        return json.toString();
    }

    /** The model in a file, whose networks are {@code members}. */
    static Model model(ModelFile file, List<TrainedNetwork> members) {
        String section = file.section(SECTION)
                .orElseThrow(() -> new ModelFormatException(
                        file.name() + " holds a network without table columns: load it with TrainedNetwork.load"));
        Fields json = Fields.parse(file.name(), SECTION, section);
        Network network = members.get(0).network();
        if (!EncoderJson.fits(json.fields("encoder"), network)) {
            throw json.fault("encodes more columns, levels, bins or classes than the network has inputs and outputs");
        }
        Encoder encoder = EncoderJson.encoder(json.fields("encoder"));
        if (!encoder.inputs().equals(network.inputs())) {
            throw json.fault("encodes other input columns than those of the network");
        }
        checkOutputs(json, encoder.targets(), members.get(0));
        return new Model(
                encoder,
                members,
                validation(json.fields("validation"), encoder),
                provenance(json.fields("provenance")),
                each(json, "calibration", encoder, true, ModelJson::calibration),
                intervals(json, encoder),
                json.fields("options").source());
    }

    private static <T> JsonArray list(List<T> each, Function<T, JsonObject> toJson) {
        JsonArray list = new JsonArray();
        each.forEach(one -> list.add(toJson.apply(one)));
        return list;
    }

    /** What is kept of every target, or of none; for classes or for numbers. */
    private static <T> List<T> each(
            Fields json, String name, Encoder encoder, boolean ofClasses, Function<Fields, T> of) {
        int targets = encoder.targets().size();
        int given = json.count(name);
        if (given > 0 && given != targets) {
            throw json.fault("must have " + name + " of each of the " + targets + " targets, got " + given);
        }
        if (given > 0 && ofClasses != (classes(encoder.targets().get(0)) > 0)) {
            throw json.fault("must have " + name + " of " + (ofClasses ? "classes" : "numbers") + " only");
        }
        return json.list(name).stream().map(of).toList();
    }

    private static JsonObject toJson(Calibration calibration) {
        JsonObject json = new JsonObject();
        json.addProperty("temperature", calibration.temperature());
        json.addProperty("out_of_fold_temperature", calibration.outOfFoldTemperature());
        json.addProperty("error_before", calibration.errorBefore());
        json.addProperty("error_after", calibration.errorAfter());
        return json;
    }

    private static Calibration calibration(Fields json) {
        return json.make(() -> new Calibration(
                json.number("temperature"),
                json.number("out_of_fold_temperature"),
                json.number("error_before"),
                json.number("error_after")));
    }

    private static JsonObject toJson(PredictionIntervals intervals) {
        JsonObject json = new JsonObject();
        json.addProperty("logarithm", intervals.logarithm());
        json.addProperty("power", intervals.power());
        JsonArray errors = new JsonArray();
        intervals.errors().forEach(errors::add);
        json.add("errors", errors);
        return json;
    }

    private static List<PredictionIntervals> intervals(Fields json, Encoder encoder) {
        List<PredictionIntervals> each = each(json, "intervals", encoder, false, ModelJson::intervals);
        for (int i = 0; i < each.size(); i++) {
            boolean logarithm = encoder.targets().get(i) instanceof NumberCoding number && number.logarithm();
            if (each.get(i).logarithm() != logarithm) {
                throw json.fault("must have intervals of a logarithm where that is predicted, and nowhere else");
            }
        }
        return each;
    }

    private static PredictionIntervals intervals(Fields json) {
        if (json.count("errors") > PredictionIntervals.MOST_ERRORS) {
            throw json.fault(
                    "must have at most " + PredictionIntervals.MOST_ERRORS + " errors, got " + json.count("errors"));
        }
        return json.make(() -> new PredictionIntervals(
                DoubleStream.of(json.numbers("errors")).boxed().toList(),
                json.flag("logarithm"),
                json.has("power") ? json.number("power") : 0));
    }

    private static void checkOutputs(Fields json, List<TargetCoding> targets, TrainedNetwork trained) {
        Loss loss = trained.loss();
        int classes = classes(targets.get(0));
        boolean alike = targets.stream().allMatch(target -> classes(target) == classes);
        if (!alike
                || !loss.suits(targets.size(), classes)
                || trained.outputs() != loss.outputs(targets.size(), classes)) {
            throw json.fault("has a target that does not fit the network's " + trained.outputs()
                    + " outputs and the loss " + loss.id());
        }
    }

    private static int classes(TargetCoding target) {
        return target instanceof ClassCoding coding ? coding.classes().size() : 0;
    }

    private static JsonObject toJson(ValidationMetrics metrics) {
        JsonObject json = new JsonObject();
        json.addProperty("rows", metrics.rows());
        json.add("values", figures(metrics.values()));
        JsonObject byTarget = new JsonObject();
        metrics.byTarget().forEach((target, figures) -> byTarget.add(target, figures(figures)));
        json.add("by_target", byTarget);
        JsonArray confusion = new JsonArray();
        for (List<Double> line : metrics.confusion()) {
            JsonArray numbers = new JsonArray();
            line.forEach(numbers::add);
            confusion.add(numbers);
        }
        json.add("confusion", confusion);
        return json;
    }

    private static ValidationMetrics validation(Fields json, Encoder encoder) {
        int classes = encoder.targets().size() == 1 ? classes(encoder.targets().get(0)) : 0;
        int lines = json.count("confusion");
        List<double[]> confusion = lines == 0 || lines == classes ? json.matrix("confusion") : List.of();
        if (confusion.size() != lines || confusion.stream().anyMatch(line -> line.length != classes)) {
            throw json.fault("must have a confusion matrix of the " + classes + " classes, or none");
        }
        Map<String, Map<String, Double>> byTarget = new LinkedHashMap<>();
        json.fields("by_target").objects().forEach((target, figures) -> byTarget.put(target, figures.figures()));
        return new ValidationMetrics(
                json.integer("rows", 0, Integer.MAX_VALUE),
                json.fields("values").figures(),
                byTarget,
                confusion.stream()
                        .map(line -> DoubleStream.of(line).boxed().toList())
                        .toList());
    }

    private static JsonObject figures(Map<String, Double> figures) {
        JsonObject json = new JsonObject();
        figures.forEach(json::addProperty);
        return json;
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
