package densa.store.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import densa.network.Settings;
import java.util.stream.DoubleStream;

/** Settings as fields of a JSON object, each under its name: a number, or a list of numbers. */
final class SettingsJson {

    private SettingsJson() {}

    static void write(Settings settings, JsonObject json) {
        for (String name : settings.names()) {
            if (settings.isList(name)) {
                JsonArray numbers = new JsonArray();
                settings.numbers(name).forEach(numbers::add);
                json.add(name, numbers);
            } else {
                json.addProperty(name, settings.number(name));
            }
        }
    }

    /** Settings of the same names and kinds as {@code like}. */
    static Settings read(Fields json, Settings like) {
        Settings settings = Settings.NONE;
        for (String name : like.names()) {
            settings = like.isList(name)
                    ? settings.and(
                            name, DoubleStream.of(json.numbers(name)).boxed().toList())
                    : settings.and(name, json.number(name));
        }
        return settings;
    }
}
