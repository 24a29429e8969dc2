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
     * @param json the text; nothing but white space around the object
     * @return the object's fields
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

    /**
     * {@return whether there is such a field}
     *
     * @param key the name of a field, which may be there or not, and of any type
     */
    public boolean has(String key) {
        return object.has(key);
    }

    /**
     * {@return a text}
     *
     * @param key the name of a field that must be there
     */
    public String text(String key) {
        return text(key, get(key));
    }

    /**
     * {@return a text, if the field is there}
     *
     * @param key the name of a field that may be missing
     */
    public Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    /**
     * {@return a finite number}
     *
     * @param key the name of a field that must be there
     */
    public double number(String key) {
        return number(key, get(key));
    }

    /**
     * {@return a whole number within a range}
     *
     * @param key the name of a field that must be there
     * @param least the lowest number allowed
     * @param most the highest number allowed
     */
    public int integer(String key, int least, int most) {
        long value = longInteger(key);
        if (value < least || value > most) {
            throw fault(key, "must be " + least + " to " + most, get(key));
        }
        return (int) value;
    }

    /**
     * {@return a whole number that fits a long}
     *
     * @param key the name of a field that must be there
     */
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

    /**
     * {@return true or false}
     *
     * @param key the name of a field that must be there
     */
    public boolean flag(String key) {
        if (get(key) instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        throw fault(key, "must be true or false", get(key));
    }

    /**
     * {@return an object}
     *
     * @param key the name of a field that must be there
     */
    public Fields fields(String key) {
        return fields(key, get(key));
    }

    /**
     * {@return a list of objects}
     *
     * @param key the name of a field that must be there; its list may be empty
     */
    public List<Fields> list(String key) {
        return items(key, this::fields);
    }

    /**
     * {@return a list of texts}
     *
     * @param key the name of a field that must be there; its list may be empty
     */
    public List<String> texts(String key) {
        return items(key, this::text);
    }

    /**
     * {@return a list of finite numbers}
     *
     * @param key the name of a field that must be there; its list may be empty
     */
    public List<Double> numbers(String key) {
        return items(key, this::number);
    }

    /**
     * {@return a list of lists of finite numbers}
     *
     * @param key the name of a field that must be there; its lists may be empty, and differ in length
     */
    public List<List<Double>> matrix(String key) {
        return items(key, (place, element) -> {
            JsonObject line = new JsonObject();
            line.add("line", element);
            return new Fields(file, place(place), line).numbers("line");
        });
    }

    /**
     * {@return what a text stands for}
     *
     * @param <T> what texts such as this one stand for
     * @param key the name of a field that must be there
     * @param named says what a text stands for, and throws IllegalArgumentException if it cannot tell, which becomes a
     *     {@link ModelFormatException}
     */
    public <T> T named(String key, Function<String, T> named) {
        String id = text(key);
        return checked(key, () -> named.apply(id));
    }

    /**
     * {@return what is made of this object}
     *
     * @param <T> what is made
     * @param maker reads fields of this object; if it throws IllegalArgumentException, IllegalStateException or
     *     ArithmeticException, that becomes a {@link ModelFormatException} with the same complaint
     */
    public <T> T make(Supplier<T> maker) {
        return checked("", maker);
    }

    /**
     * {@return the complaint that this object has the wrong content}
     *
     * @param what the end of the message, after the object's name: "is nested too deep"
     */
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
