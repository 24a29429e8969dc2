package densa.store.json;

import static densa.internal.Quote.quote;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Gson reads it, strictly, in less memory than Gson's own tree, where a number takes 100 bytes. A value is
 * {@link Members}, {@link Numbers}, {@link Items}, a String, a Long, a Double, a Boolean or {@link #NULL}.
 */
final class JsonTree {

    static final Object NULL = new Object();

    private static final int DEEPEST = 64;
    private static final int MOST_SHARED = 1000;
    private static final Numbers NO_NUMBERS = new Numbers(new double[0], true);
    private static final Pattern PLACE = Pattern.compile("line (\\d+) column (\\d+)");

    private final JsonReader json;
    private final Map<String, String> names = new HashMap<>();

    /** The members of an object, in their order; their names are distinct. */
    record Members(String[] names, Object[] values) {

        /** Returns a value, or null if there is none of that name. */
        @Nullable
        Object get(String name) {
            int place = Arrays.asList(names).indexOf(name);
            return place < 0 ? null : values[place];
        }
    }

    /** A list of numbers, or an empty list; {@code whole} if all are written without a fraction. */
    record Numbers(double[] values, boolean whole) {}

    /** A list with something else than numbers. */
    record Items(Object[] values) {}

    private JsonTree(JsonReader json) {
        this.json = json;
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if it is not JSON, is nested more than 64 deep, or has a name twice in an
     *     object; the message begins "is" or "has" and says where
     */
    static Object read(String text) {
        try (JsonReader json = new JsonReader(new StringReader(text))) {
            json.setStrictness(Strictness.STRICT);
            json.setNestingLimit(DEEPEST);
            Object value = new JsonTree(json).value();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalStateException(json.toString());
            }
            return value;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            // Gson's message advises programmers.
            String message = String.valueOf(e.getMessage());
            Matcher place = PLACE.matcher(message);
            throw new IllegalArgumentException(
                    (message.startsWith("Nesting limit")
                                    ? "is nested more than " + DEEPEST + " deep"
                                    : "is not valid JSON")
                            + (place.find() ? " at line " + place.group(1) + ", column " + place.group(2) : ""),
                    e);
        }
    }

    private Object value() throws IOException {
        return switch (json.peek()) {
            case BEGIN_OBJECT -> members();
            case BEGIN_ARRAY -> list();
            case STRING -> json.nextString();
            case BOOLEAN -> json.nextBoolean();
            case NUMBER -> number(json.nextString());
            default -> {
                json.nextNull();
                yield NULL;
            }
        };
    }

    private static Object number(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '9' || text.charAt(i) == '.') {
                return Double.valueOf(text);
            }
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return Double.valueOf(text); // beyond a long
        }
    }

    private Members members() throws IOException {
        List<String> found = new ArrayList<>(2);
        List<Object> values = new ArrayList<>(2);
        Set<String> distinct = new HashSet<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (!distinct.add(name)) {
                throw new IllegalArgumentException("has " + quote(name) + " twice in an object");
            }
            found.add(shared(name));
            values.add(value());
        }
        json.endObject();
        return new Members(found.toArray(String[]::new), values.toArray());
    }

    /** Most names are those of thousands of members. */
    private String shared(String name) {
        if (names.size() < MOST_SHARED) {
            names.putIfAbsent(name, name);
        }
        return names.getOrDefault(name, name);
    }

    private Object list() throws IOException {
        json.beginArray();
        double[] numbers = new double[2];
        boolean whole = true;
        int count = 0;
        while (json.peek() == JsonToken.NUMBER) {
            Object number = number(json.nextString());
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, count + (count >> 1) + 1);
            }
            numbers[count++] = ((Number) number).doubleValue();
            whole = whole && number instanceof Long;
        }
        if (!json.hasNext()) {
            json.endArray();
            return count == 0 ? NO_NUMBERS : new Numbers(Arrays.copyOf(numbers, count), whole);
        }
        List<Object> items = new ArrayList<>(count + 1);
        for (int i = 0; i < count; i++) {
            if (whole) {
                items.add((long) numbers[i]);
            } else {
                items.add(numbers[i]);
            }
        }
        while (json.hasNext()) {
            items.add(value());
        }
        json.endArray();
        return new Items(items.toArray());
    }

    /** Returns a value as text, without blanks. */
    static String write(Object value) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.setStrictness(Strictness.LENIENT); // a single value may be the whole text, and a number infinite
            write(value, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(Object value, JsonWriter json) throws IOException {
        if (value instanceof Members members) {
            json.beginObject();
            for (int i = 0; i < members.names().length; i++) {
                write(members.values()[i], json.name(members.names()[i]));
            }
            json.endObject();
        } else if (value instanceof Numbers numbers) {
            json.beginArray();
            for (double number : numbers.values()) {
                if (numbers.whole()) {
                    json.value((long) number);
                } else {
                    json.value(number);
                }
            }
            json.endArray();
        } else if (value instanceof Items items) {
            json.beginArray();
            for (Object item : items.values()) {
                write(item, json);
            }
            json.endArray();
        } else if (value instanceof String string) {
            json.value(string);
        } else if (value instanceof Number number) {
            json.value(number);
        } else if (value instanceof Boolean flag) {
            json.value(flag);
        } else {
            json.nullValue();
        }
    }
}
