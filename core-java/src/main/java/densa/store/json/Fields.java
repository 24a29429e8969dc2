package densa.store.json;

import static densa.internal.Quote.quote;

import densa.internal.Quote;
import densa.store.ModelFormatException;
import densa.store.json.JsonTree.Items;
import densa.store.json.JsonTree.Members;
import densa.store.json.JsonTree.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object from a model file, read field by field. Whatever is missing, of another type or out of range ends in a
 * {@link ModelFormatException} that names the file and the field.
 *
 * <p>Lists of numbers are arrays, so that reading a file takes a small multiple of its size, whatever stands in it.
 */
public final class Fields {

    private static final int LONGEST_COMPLAINT = 1000;
    private static final int NO_ITEM = -1;

    private final Place place;
    private final Members object;

    /** What a value is called in messages: an object, its field or an item of a list. Put together only for one. */
    private record Place(String file, @Nullable Place parent, String key, int item) {
        static Place root(String file, String path) {
            return new Place(file, null, path, NO_ITEM);
        }

        Place field(String name) {
            return new Place(file, this, name, NO_ITEM);
        }

        Place item(int index) {
            return new Place(file, this, "", index);
        }

        @Override
        public String toString() {
            if (parent == null) {
                return key;
            }
            return parent + (item == NO_ITEM ? "." + key : "[" + item + "]");
        }
    }

    private Fields(Place place, Members object) {
        this.place = place;
        this.object = object;
    }

    /**
     * Parses an object.
     *
     * @param file name of the file, for messages
     * @param path what the object is called in messages
     * @param json the text; nothing but white space around the object
     * @return the object's fields
     * @throws ModelFormatException if the text is not a JSON object, is nested more than 64 deep, or has a name twice in
     *     an object
     */
    public static Fields parse(String file, String path, String json) {
        Object value;
        try {
            value = JsonTree.read(json);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(file + " cannot be read: " + path + " " + e.getMessage(), e);
        }
        if (value instanceof Members object) {
            return new Fields(Place.root(file, path), object);
        }
        throw new ModelFormatException(file + " cannot be read: " + path + " is not a JSON object");
    }

    /** {@return the object as text, without blanks} */
    public String source() {
        return JsonTree.write(object);
    }

    /**
     * {@return whether there is such a field}
     *
     * @param key the name of a field, which may be there or not, and of any type
     */
    public boolean has(String key) {
        return object.get(key) != null;
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
        Object value = get(key);
        if (value instanceof Long whole) {
            return whole;
        }
        throw fault(place.field(key), "must be a whole number", value);
    }

    /**
     * {@return true or false}
     *
     * @param key the name of a field that must be there
     */
    public boolean flag(String key) {
        Object value = get(key);
        if (value instanceof Boolean flag) {
            return flag;
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

    /** {@return the fields that are objects, each as text, by name and in order; others are left out} */
    public Map<String, String> sources() {
        Map<String, String> sources = new LinkedHashMap<>();
        forEach((key, value) -> {
            if (value instanceof Members) {
                sources.put(key, JsonTree.write(value));
            }
        });
        return sources;
    }

    /**
     * {@return all fields, which must be objects, by name and in order}
     *
     * @throws ModelFormatException if one is none
     */
    public Map<String, Fields> objects() {
        Map<String, Fields> objects = new LinkedHashMap<>();
        forEach((key, value) -> objects.put(key, fields(place.field(key), value)));
        return objects;
    }

    /**
     * {@return all fields, which must be finite numbers, by name and in order}
     *
     * @throws ModelFormatException if one is none
     */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        forEach((key, value) -> figures.put(key, number(place.field(key), value)));
        return figures;
    }

    /**
     * {@return how many items a list has}
     *
     * @param key the name of a field that must be there
     */
    public int count(String key) {
        Object value = get(key);
        return value instanceof Numbers numbers ? numbers.values().length : items(place.field(key), value).length;
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
        return numbers(place.field(key), get(key));
    }

    /**
     * {@return a list of lists of finite numbers}
     *
     * @param key the name of a field that must be there; its lists may be empty, and differ in length
     */
    public List<double[]> matrix(String key) {
        return items(key, this::numbers);
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

    private static ModelFormatException fault(Place at, String must, Object got) {
        return fault(at, must + ", got " + quote(JsonTree.write(got)));
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
        T read(Place at, Object value);
    }

    private <T> List<T> items(String key, Reader<T> reader) {
        Place at = place.field(key);
        Object[] values = items(at, get(key));
        List<T> items = new ArrayList<>(values.length);
        for (Object value : values) {
            items.add(reader.read(at.item(items.size()), value));
        }
        return Collections.unmodifiableList(items);
    }

    private static Object[] items(Place at, Object value) {
        if (value instanceof Items items) {
            return items.values();
        }
        if (value instanceof Numbers numbers) {
            // Where something else than numbers is wanted: one is enough to say so.
            return DoubleStream.of(numbers.values()).limit(1).boxed().toArray();
        }
        throw fault(at, "must be a list", value);
    }

    private double[] numbers(Place at, Object value) {
        if (value instanceof Items items) {
            double[] numbers = new double[items.values().length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = number(at.item(i), items.values()[i]);
            }
            return numbers;
        }
        if (!(value instanceof Numbers numbers)) {
            throw fault(at, "must be a list", value);
        }
        for (int i = 0; i < numbers.values().length; i++) {
            if (!Double.isFinite(numbers.values()[i])) {
                throw fault(at.item(i), "must be a finite number", numbers.values()[i]);
            }
        }
        return numbers.values().clone();
    }

    private String text(Place at, Object value) {
        if (value instanceof String string) {
            return string;
        }
        throw fault(at, "must be a text", value);
    }

    private double number(Place at, Object value) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw fault(at, "must be a finite number", value);
    }

    private Fields fields(Place at, Object value) {
        if (value instanceof Members members) {
            return new Fields(at, members);
        }
        throw fault(at, "must be an object", value);
    }

    private Object get(String key) {
        Object value = object.get(key);
        if (value == null) {
            throw new ModelFormatException(place.file() + " cannot be read: " + place.field(key) + " is missing");
        }
        return value;
    }

    private void forEach(BiConsumer<String, Object> field) {
        for (int i = 0; i < object.names().length; i++) {
            field.accept(object.names()[i], object.values()[i]);
        }
    }
}
