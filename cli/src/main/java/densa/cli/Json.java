package densa.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/** What {@code --json} prints. */
final class Json {

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private Json() {}

    /** One line. */
    static String text(JsonElement json) {
        return GSON.toJson(json);
    }

    /** An array of texts. */
    static JsonArray texts(Iterable<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    /** An array of numbers. */
    static JsonArray numbers(Iterable<Double> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    /** A matrix, row by row. */
    static JsonArray matrix(double[][] values) {
        JsonArray rows = new JsonArray();
        for (double[] line : values) {
            JsonArray row = new JsonArray();
            for (double value : line) {
                row.add(value);
            }
            rows.add(row);
        }
        return rows;
    }

    /** Figures by name; of several targets their means, and those of each target below {@code targets}. */
    static JsonObject figures(long rows, Map<String, Double> values, Map<String, Map<String, Double>> byTarget) {
        JsonObject all = new JsonObject();
        all.addProperty("rows", rows);
        values.forEach(all::addProperty);
        if (!byTarget.isEmpty()) {
            JsonObject targets = new JsonObject();
            byTarget.forEach((target, own) -> targets.add(target, figures(own)));
            all.add("targets", targets);
        }
        return all;
    }

    /** Figures by name. */
    static JsonObject figures(Map<String, Double> values) {
        JsonObject json = new JsonObject();
        values.forEach(json::addProperty);
        return json;
    }
}
