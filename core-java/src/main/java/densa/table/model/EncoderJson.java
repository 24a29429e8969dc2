package densa.table.model;

import static densa.internal.Quote.quote;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import densa.network.Network;
import densa.store.json.Fields;
import densa.table.ColumnType;
import densa.table.encode.Bins;
import densa.table.encode.CategoricalCoding;
import densa.table.encode.ClassCoding;
import densa.table.encode.ColumnReport;
import densa.table.encode.Contrast;
import densa.table.encode.DateCoding;
import densa.table.encode.DateFormat;
import densa.table.encode.DatePart;
import densa.table.encode.Encoder;
import densa.table.encode.InputCoding;
import densa.table.encode.NumberCoding;
import densa.table.encode.NumberFormat;
import densa.table.encode.NumericCoding;
import densa.table.encode.Roles;
import densa.table.encode.TargetCoding;
import densa.table.encode.Task;
import densa.table.encode.ValueRules;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** Encoders in a model file: all that they learned. */
final class EncoderJson {

    private EncoderJson() {}

    /** The encoder as an object. */
    static JsonObject toJson(Encoder encoder) {
        JsonObject json = new JsonObject();
        json.add("roles", toJson(encoder.roles()));
        JsonArray inputs = new JsonArray();
        encoder.codings().forEach(coding -> inputs.add(toJson(coding)));
        json.add("inputs", inputs);
        JsonArray contrasts = new JsonArray();
        encoder.contrasts().forEach(contrast -> contrasts.add(toJson(contrast)));
        json.add("contrasts", contrasts);
        JsonArray targets = new JsonArray();
        encoder.targets().forEach(target -> targets.add(toJson(target)));
        json.add("targets", targets);
        JsonArray reports = new JsonArray();
        encoder.describe().forEach(report -> reports.add(toJson(report)));
        json.add("columns", reports);
        return json;
    }

    /**
     * Whether a network has inputs and outputs for all that an encoder describes, which is counted before anything is
     * made of it.
     */
    static boolean fits(Fields json, Network network) {
        List<Fields> inputs = json.list("inputs");
        List<Fields> contrasts = json.list("contrasts");
        long levels = inputs.stream().mapToLong(EncoderJson::levels).sum();
        long ofContrasts = contrasts.stream()
                .mapToLong(contrast -> levels(contrast.fields("coding")))
                .sum();
        int outputs = network.outputs();
        return inputs.size() + contrasts.size() <= network.inputs().size()
                && levels + ofContrasts <= network.inputWidth()
                && json.count("targets") <= outputs
                && json.fields("roles").count("targets") <= outputs
                && json.list("targets").stream()
                        .allMatch(target -> !target.has("classes") || target.count("classes") <= Math.max(2, outputs));
    }

    /** The levels or bins of a column. */
    private static long levels(Fields json) {
        return switch (json.text("kind")) {
            case "categorical" -> json.count("levels");
            case "date" ->
                json.list("parts").stream().mapToLong(EncoderJson::levels).sum();
            default -> json.has("edges") ? Math.max(0, json.count("edges") - 1) : 0;
        };
    }

    /** The encoder. */
    static Encoder encoder(Fields json) {
        Roles roles = roles(json.fields("roles"));
        List<InputCoding> inputs =
                json.list("inputs").stream().map(EncoderJson::input).toList();
        List<Contrast> contrasts =
                json.list("contrasts").stream().map(EncoderJson::contrast).toList();
        List<TargetCoding> targets =
                json.list("targets").stream().map(EncoderJson::target).toList();
        List<ColumnReport> reports =
                json.list("columns").stream().map(EncoderJson::report).toList();
        return json.make(() -> Encoder.of(roles, inputs, contrasts, targets, reports));
    }

    private static JsonObject toJson(Roles roles) {
        JsonObject json = new JsonObject();
        json.add("targets", texts(roles.targets()));
        roles.weight().ifPresent(weight -> json.addProperty("weight", weight));
        json.add("ids", texts(roles.ids()));
        json.add("ignored", texts(roles.ignored()));
        json.add("categorical", texts(roles.categorical()));
        json.add("numeric", texts(roles.numeric()));
        json.addProperty("task", roles.task().id());
        json.add("values", toJson(roles.values()));
        return json;
    }

    private static JsonObject toJson(ValueRules rules) {
        JsonObject json = new JsonObject();
        json.add("missing", texts(rules.missing()));
        JsonArray columns = new JsonArray();
        new TreeMap<>(rules.missingIn()).forEach((column, missing) -> {
            JsonObject one = new JsonObject();
            one.addProperty("column", column);
            one.add("missing", texts(missing));
            columns.add(one);
        });
        json.add("columns", columns);
        json.addProperty("decimal_comma", rules.decimalComma());
        return json;
    }

    private static ValueRules values(Fields json) {
        Map<String, List<String>> missingIn = new HashMap<>();
        for (Fields column : json.list("columns")) {
            if (missingIn.put(column.text("column"), column.texts("missing")) != null) {
                throw json.fault("has the column " + quote(column.text("column")) + " twice");
            }
        }
        return new ValueRules(json.texts("missing"), missingIn, json.flag("decimal_comma"));
    }

    private static Roles roles(Fields json) {
        return json.make(() -> new Roles(
                json.texts("targets"),
                json.optionalText("weight"),
                json.texts("ids"),
                json.texts("ignored"),
                json.texts("categorical"),
                json.texts("numeric"),
                json.named("task", Task::named),
                json.has("values") ? values(json.fields("values")) : ValueRules.NONE));
    }

    private static JsonObject toJson(InputCoding coding) {
        JsonObject json = new JsonObject();
        json.addProperty("name", coding.name());
        json.addProperty("source", id(coding.source()));
        if (coding instanceof NumericCoding numeric) {
            json.addProperty("kind", "numeric");
            json.addProperty("median", numeric.median());
            json.addProperty("scale", numeric.scale());
            json.addProperty("min", numeric.min());
            json.addProperty("max", numeric.max());
            JsonArray edges = new JsonArray();
            DoubleStream.of(numeric.bins().edges()).forEach(edges::add);
            json.add("edges", edges);
            numeric.format().ifPresent(format -> json.add("number_format", toJson(format)));
        } else if (coding instanceof CategoricalCoding categorical) {
            json.addProperty("kind", "categorical");
            json.add("levels", texts(categorical.levels()));
            json.addProperty("rare_seen", categorical.rareSeen());
        } else if (coding instanceof DateCoding date) {
            json.addProperty("kind", "date");
            json.addProperty("format", date.format().id());
            JsonArray parts = new JsonArray();
            for (DateCoding.Part part : date.parts()) {
                JsonObject numbers = toJson(part.coding());
                numbers.addProperty("part", part.part().id());
                parts.add(numbers);
            }
            json.add("parts", parts);
        }
        json.addProperty("missing_seen", coding.missingSeen());
        return json;
    }

    private static JsonObject toJson(NumberFormat format) {
        JsonObject json = new JsonObject();
        json.addProperty("decimal", String.valueOf(format.decimal()));
        json.addProperty("grouping", format.grouping());
        json.addProperty("prefix", format.prefix());
        json.addProperty("suffix", format.suffix());
        return json;
    }

    private static NumberFormat format(Fields json) {
        String decimal = json.text("decimal");
        return json.make(() -> new NumberFormat(
                decimal.length() == 1 ? decimal.charAt(0) : ' ',
                json.text("grouping"),
                json.text("prefix"),
                json.text("suffix")));
    }

    private static InputCoding input(Fields json) {
        String name = json.text("name");
        ColumnType source = type(json);
        boolean missing = json.flag("missing_seen");
        return switch (json.text("kind")) {
            case "numeric" -> numeric(json, name, source, missing);
            case "categorical" ->
                json.make(() ->
                        new CategoricalCoding(name, source, json.texts("levels"), missing, json.flag("rare_seen")));
            case "date" -> {
                DateFormat format = json.named("format", DateFormat::named);
                List<DateCoding.Part> parts =
                        json.list("parts").stream().map(EncoderJson::part).toList();
                yield json.make(() -> new DateCoding(name, source, format, missing, parts));
            }
            default -> throw json.fault("has the unknown kind " + quote(json.text("kind")));
        };
    }

    private static NumericCoding numeric(Fields json, String name, ColumnType source, boolean missing) {
        double median = json.number("median");
        double scale = json.number("scale");
        double[] edges = json.numbers("edges");
        return json.make(() -> new NumericCoding(
                name,
                source,
                median,
                scale,
                Bins.between(edges),
                missing,
                json.number("min"),
                json.number("max"),
                numberFormat(json)));
    }

    private static Optional<NumberFormat> numberFormat(Fields json) {
        return json.has("number_format") ? Optional.of(format(json.fields("number_format"))) : Optional.empty();
    }

    private static JsonObject toJson(Contrast contrast) {
        JsonObject json = new JsonObject();
        json.add("first", toJson(contrast.first()));
        json.add("second", toJson(contrast.second()));
        json.add("coding", toJson(contrast.coding()));
        return json;
    }

    private static JsonObject toJson(Contrast.Term term) {
        JsonObject json = new JsonObject();
        json.addProperty("column", term.column());
        json.addProperty("logarithm", term.logarithm());
        json.addProperty("weight", term.weight());
        return json;
    }

    private static Contrast contrast(Fields json) {
        Contrast.Term first = term(json.fields("first"));
        Contrast.Term second = term(json.fields("second"));
        NumericCoding coding = numbers(json.fields("coding"));
        return json.make(() -> new Contrast(first, second, coding));
    }

    private static Contrast.Term term(Fields json) {
        return json.make(() -> new Contrast.Term(json.text("column"), json.flag("logarithm"), json.number("weight")));
    }

    private static DateCoding.Part part(Fields json) {
        return new DateCoding.Part(json.named("part", DatePart::named), numbers(json));
    }

    private static NumericCoding numbers(Fields json) {
        if (json.text("kind").equals("numeric") && input(json) instanceof NumericCoding numbers) {
            return numbers;
        }
        throw json.fault("must be of the kind \"numeric\", got " + quote(json.text("kind")));
    }

    private static JsonObject toJson(TargetCoding target) {
        JsonObject json = new JsonObject();
        json.addProperty("name", target.name());
        json.addProperty("source", id(target.source()));
        if (target instanceof ClassCoding classes) {
            json.addProperty("kind", "classes");
            json.add("classes", texts(classes.classes()));
        } else if (target instanceof NumberCoding number) {
            json.addProperty("kind", "number");
            json.addProperty("logarithm", number.logarithm());
            json.addProperty("center", number.center());
            json.addProperty("scale", number.scale());
            json.addProperty("min", number.min());
            json.addProperty("max", number.max());
            number.format().ifPresent(format -> json.add("number_format", toJson(format)));
        }
        return json;
    }

    private static TargetCoding target(Fields json) {
        String name = json.text("name");
        ColumnType source = type(json);
        return switch (json.text("kind")) {
            case "classes" -> json.make(() -> new ClassCoding(name, source, json.texts("classes")));
            case "number" ->
                json.make(() -> new NumberCoding(
                        name,
                        source,
                        json.flag("logarithm"),
                        json.number("center"),
                        json.number("scale"),
                        json.number("min"),
                        json.number("max"),
                        numberFormat(json)));
            default -> throw json.fault("has the unknown kind " + quote(json.text("kind")));
        };
    }

    private static JsonObject toJson(ColumnReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("name", report.name());
        json.addProperty("use", report.use().id());
        json.addProperty("detail", report.detail());
        return json;
    }

    private static ColumnReport report(Fields json) {
        return new ColumnReport(json.text("name"), json.named("use", ColumnReport.Use::named), json.text("detail"));
    }

    /** The texts as an array. */
    static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray(texts.size());
        texts.forEach(array::add);
        return array;
    }

    private static String id(ColumnType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static ColumnType type(Fields json) {
        return switch (json.text("source")) {
            case "numeric" -> ColumnType.NUMERIC;
            case "categorical" -> ColumnType.CATEGORICAL;
            default -> throw json.fault("has the unknown source " + quote(json.text("source")));
        };
    }
}
