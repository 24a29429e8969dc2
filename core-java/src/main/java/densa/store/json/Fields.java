package densa.store.json;

import static densa.internal.Quote.quote;

import densa.internal.Quote;
import densa.store.ModelFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object from a model file, read field by field. Whatever is missing, of another type or out of range ends in a
 * {@link ModelFormatException} that names the file and the field.
 *
 * <p>Nothing is made of a text but what is asked for, and lists of numbers become arrays, so that reading a file takes
 * a small multiple of its size, whatever stands in it.
 */
public final class Fields {

    private static final int LONGEST_COMPLAINT = 1000;

    private final Place place;
    private final JsonText text;
    private final int object;

    /** What a value is called in messages: an object, its field or an item of a list. Put together only for one. */
    private record Place(String file, @Nullable Place parent, String key, int item) {
        static Place root(String file, String path) {
            return new Place(file, null, path, JsonText.NONE);
        }

        Place field(String name) {
            return new Place(file, this, name, JsonText.NONE);
        }

        Place item(int index) {
            return new Place(file, this, "", index);
        }

        @Override
        public String toString() {
            if (parent == null) {
                return key;
            }
            return parent + (item == JsonText.NONE ? "." + key : "[" + item + "]");
        }
    }

    private Fields(Place place, JsonText text, int object) {
        this.place = place;
        this.text = text;
        this.object = object;
    }

    /**
     * Parses an object.
     *
     * @param file name of the file, for messages
     * @param path what the object is called in messages
     * @param json the text; nothing but white space around the object
     * @return the object's fields
     * @throws ModelFormatException if the text is not a JSON object, is nested more than 64 deep, or has more than
     *     100,000,000 characters
     */
    public static Fields parse(String file, String path, String json) {
        JsonText text;
        try {
            text = JsonText.of(json);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(
                    file + " cannot be read: " + path + " is not valid JSON: " + e.getMessage(), e);
        }
        if (!text.isObject(0)) {
            throw new ModelFormatException(file + " cannot be read: " + path + " is not a JSON object");
        }
        return new Fields(Place.root(file, path), text, 0);
    }

    /** {@return the object as it stands in the text} */
    public String source() {
        return text.source(object);
    }

    /**
     * {@return whether there is such a field}
     *
     * @param key the name of a field, which may be there or not, and of any type
     */
    public boolean has(String key) {
        return find(key) != JsonText.NONE;
    }

    /**
     * {@return a text}
     *
     * @param key the name of a field that must be there
     */
    public String text(String key) {
        return text(place.field(key), get(key));
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
        return number(place.field(key), get(key));
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
            throw fault(place.field(key), "must be " + least + " to " + most, get(key));
        }
        return (int) value;
    }

    /**
     * {@return a whole number that fits a long}
     *
     * @param key the name of a field that must be there
     */
    public long longInteger(String key) {
        int value = get(key);
        if (text.isNumber(value)) {
            try {
                return text.wholeNumber(value);
            } catch (NumberFormatException e) {
                throw fault(place.field(key), "must be a whole number", value);
            }
        }
        throw fault(place.field(key), "must be a whole number", value);
    }

    /**
     * {@return true or false}
     *
     * @param key the name of a field that must be there
     */
    public boolean flag(String key) {
        int value = get(key);
        if (text.isFlag(value)) {
            return text.isTrue(value);
        }
        throw fault(place.field(key), "must be true or false", value);
    }

    /**
     * {@return an object}
     *
     * @param key the name of a field that must be there
     */
    public Fields fields(String key) {
        return fields(place.field(key), get(key));
    }

    /**
     * {@return the fields that are objects, each as it stands in the text, by name and in order; others are left out}
     *
     * @throws ModelFormatException if two have the same name
     */
    public Map<String, String> sources() {
        Map<String, String> sources = new LinkedHashMap<>();
        forEach((key, value) -> {
            if (text.isObject(value) && sources.put(key, text.source(value)) != null) {
                throw twice(key);
            }
        });
        return sources;
    }

    /**
     * {@return all fields, which must be objects, by name and in order}
     *
     * @throws ModelFormatException if one is none, or two have the same name
     */
    public Map<String, Fields> objects() {
        Map<String, Fields> objects = new LinkedHashMap<>();
        forEach((key, value) -> {
            if (objects.put(key, fields(place.field(key), value)) != null) {
                throw twice(key);
            }
        });
        return objects;
    }

    /**
     * {@return all fields, which must be finite numbers, by name and in order}
     *
     * @throws ModelFormatException if one is none, or two have the same name
     */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        forEach((key, value) -> {
            if (figures.put(key, number(place.field(key), value)) != null) {
                throw twice(key);
            }
        });
        return figures;
    }

    /**
     * {@return how many items a list has}
     *
     * @param key the name of a field that must be there
     */
    public int count(String key) {
        return text.count(getList(key));
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
    public double[] numbers(String key) {
        return numbers(place.field(key), getList(key));
    }

    /**
     * {@return a list of lists of finite numbers}
     *
     * @param key the name of a field that must be there; its lists may be empty, and differ in length
     */
    public List<double[]> matrix(String key) {
        return items(key, (at, value) -> numbers(at, listed(at, value)));
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
        return checked(place.field(key), () -> named.apply(id));
    }

    /**
     * {@return what is made of this object}
     *
     * @param <T> what is made
     * @param maker reads fields of this object; if it throws IllegalArgumentException, IllegalStateException or
     *     ArithmeticException, that becomes a {@link ModelFormatException} with the same complaint
     */
    public <T> T make(Supplier<T> maker) {
        return checked(place, maker);
    }

    /**
     * {@return the complaint that this object has the wrong content}
     *
     * @param what the end of the message, after the object's name: "is nested too deep"
     */
    public ModelFormatException fault(String what) {
        return fault(place, what);
    }

    private static ModelFormatException fault(Place at, String what) {
        return new ModelFormatException(at.file() + " cannot be read: " + at + " " + what);
    }

    private ModelFormatException fault(Place at, String must, int got) {
        return fault(at, must + ", got " + quote(text.source(got)));
    }

    private ModelFormatException twice(String key) {
        return fault("has " + quote(key) + " twice");
    }

    private static <T> T checked(Place at, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
            // A complaint may list what the file holds.
            String complaint = Quote.line(String.valueOf(e.getMessage()), LONGEST_COMPLAINT);
            throw new ModelFormatException(at.file() + " cannot be read: " + at + ": " + complaint, e);
        }
    }

    /** Reads an item of a list, or a field. */
    private interface Reader<T> {
        T read(Place at, int value);
    }

    private <T> List<T> items(String key, Reader<T> reader) {
        int list = getList(key);
        Place at = place.field(key);
        List<T> items = new ArrayList<>(text.count(list));
        for (int item = text.firstIn(list); item != JsonText.NONE; item = text.next(item, list)) {
            items.add(reader.read(at.item(items.size()), item));
        }
        return Collections.unmodifiableList(items);
    }

    private double[] numbers(Place at, int list) {
        double[] numbers = new double[text.count(list)];
        int item = text.firstIn(list);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = text.isNumber(item) ? text.number(item) : Double.NaN;
            if (!Double.isFinite(numbers[i])) {
                throw fault(at.item(i), "must be a finite number", item);
            }
            item = text.next(item, list);
        }
        return numbers;
    }

    private String text(Place at, int value) {
        if (text.isString(value)) {
            return text.string(value);
        }
        throw fault(at, "must be a text", value);
    }

    private double number(Place at, int value) {
        double number = text.isNumber(value) ? text.number(value) : Double.NaN;
        if (Double.isFinite(number)) {
            return number;
        }
        throw fault(at, "must be a finite number", value);
    }

    private Fields fields(Place at, int value) {
        if (text.isObject(value)) {
            return new Fields(at, text, value);
        }
        throw fault(at, "must be an object", value);
    }

    private int listed(Place at, int value) {
        if (text.isList(value)) {
            return value;
        }
        throw fault(at, "must be a list", value);
    }

    private int getList(String key) {
        return listed(place.field(key), get(key));
    }

    private int get(String key) {
        int value = find(key);
        if (value == JsonText.NONE) {
            throw new ModelFormatException(place.file() + " cannot be read: " + place.field(key) + " is missing");
        }
        return value;
    }

    private int find(String key) {
        int found = JsonText.NONE;
        for (int name = text.firstIn(object); name != JsonText.NONE; ) {
            int value = text.next(name, object);
            if (text.isString(name, key)) {
                if (found != JsonText.NONE) {
                    throw twice(key);
                }
                found = value;
            }
            name = text.next(value, object);
        }
        return found;
    }

    /** What to do with a field. */
    private interface Field {
        void take(String key, int value);
    }

    private void forEach(Field field) {
        for (int name = text.firstIn(object); name != JsonText.NONE; ) {
            int value = text.next(name, object);
            field.take(text.string(name), value);
            name = text.next(value, object);
        }
    }
}
