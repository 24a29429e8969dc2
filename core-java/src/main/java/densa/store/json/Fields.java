package densa.store.json;

import static densa.internal.Quote.quote;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import densa.store.ModelFormatException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A JSON object from a model file, read field by field. Whatever is missing, of another type or out of range ends in a
 * {@link ModelFormatException} that names the file and the field.
 */
public final class Fields {

    private final String file;
    private final String path;
    private final JsonObject object;

    private Fields(String file, String path, JsonObject object) {
        this.file = file;
        this.path = path;
        this.object = object;
    }

    /**
     * Parses an object.
     *
     * @param file name of the file, for messages
     * @param path what the object is called in messages
     * @throws ModelFormatException if the text is not a JSON object
     */
    public static Fields parse(String file, String path, String json) {
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = JsonParser.parseReader(reader);
            if (element instanceof JsonObject object && reader.peek() == JsonToken.END_DOCUMENT) {
                return new Fields(file, path, object);
            }
        } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
            throw new ModelFormatException(file + " cannot be read: " + path + " is not valid JSON", e);
        }
        throw new ModelFormatException(file + " cannot be read: " + path + " is not a JSON object");
    }

    /** {@return the object itself} */
    public JsonObject object() {
        return object;
    }

    /** {@return whether there is such a field} */
    public boolean has(String key) {
        return object.has(key);
    }

    /** {@return a text} */
    public String text(String key) {
        return text(key, get(key));
    }

    /** {@return a text, if the field is there} */
    public Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    /** {@return a finite number} */
    public double number(String key) {
        return number(key, get(key));
    }

    /** {@return a whole number from {@code least} to {@code most}} */
    public int integer(String key, int least, int most) {
        long value = longInteger(key);
        if (value < least || value > most) {
            throw fault(key, "must be " + least + " to " + most, get(key));
        }
        return (int) value;
    }

    /** {@return a whole number} */
    public long longInteger(String key) {
        JsonElement element = get(key);
        if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
            try {
                return Long.parseLong(primitive.getAsString());
            } catch (NumberFormatException e) {
                throw fault(key, "must be a whole number", element);
            }
        }
        throw fault(key, "must be a whole number", element);
    }

    /** True or false. */
    public boolean flag(String key) {
        if (get(key) instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        throw fault(key, "must be true or false", get(key));
    }

    /** {@return an object} */
    public Fields fields(String key) {
        return fields(key, get(key));
    }

    /** {@return a list of objects} */
    public List<Fields> list(String key) {
        return items(key, this::fields);
    }

    /** {@return a list of texts} */
    public List<String> texts(String key) {
        return items(key, this::text);
    }

    /** {@return a list of finite numbers} */
    public List<Double> numbers(String key) {
        return items(key, this::number);
    }

    /** {@return a list of lists of finite numbers} */
    public List<List<Double>> matrix(String key) {
        return items(key, (place, element) -> {
            JsonObject line = new JsonObject();
            line.add("line", element);
            return new Fields(file, place(place), line).numbers("line");
        });
    }

    /**
     * {@return what {@code id} stands for, according to {@code named}, which throws IllegalArgumentException if it
     * cannot tell}
     */
    public <T> T named(String key, Function<String, T> named) {
        String id = text(key);
        return checked(key, () -> named.apply(id));
    }

    /** {@return what {@code maker} makes of this object; its complaint becomes a {@link ModelFormatException}} */
    public <T> T make(Supplier<T> maker) {
        return checked("", maker);
    }

    /** {@return the complaint that this object has the wrong content} */
    public ModelFormatException fault(String what) {
        return new ModelFormatException(file + " cannot be read: " + path + " " + what);
    }

    private <T> T checked(String key, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
            throw new ModelFormatException(file + " cannot be read: " + place(key) + ": " + e.getMessage(), e);
        }
    }

    private <T> List<T> items(String key, ItemReader<T> reader) {
        if (!(get(key) instanceof JsonArray array)) {
            throw fault(key, "must be a list", get(key));
        }
        List<T> items = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            items.add(reader.read(key + "[" + i + "]", array.get(i)));
        }
        return items;
    }

    private interface ItemReader<T> {
        T read(String key, JsonElement element);
    }

    private String text(String key, JsonElement element) {
        if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        throw fault(key, "must be a text", element);
    }

    private double number(String key, JsonElement element) {
        if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
            double value = primitive.getAsDouble();
            if (Double.isFinite(value)) {
                return value;
            }
        }
        throw fault(key, "must be a finite number", element);
    }

    private Fields fields(String key, JsonElement element) {
        if (element instanceof JsonObject inner) {
            return new Fields(file, place(key), inner);
        }
        throw fault(key, "must be an object", element);
    }

    private JsonElement get(String key) {
        JsonElement element = object.get(key);
        if (element == null) {
            throw new ModelFormatException(file + " cannot be read: " + place(key) + " is missing");
        }
        return element;
    }

    private ModelFormatException fault(String key, String must, JsonElement got) {
        return new ModelFormatException(
                file + " cannot be read: " + place(key) + " " + must + ", got " + quote(got.toString()));
    }

    private String place(String key) {
        return key.isEmpty() ? path : path + "." + key;
    }
}
