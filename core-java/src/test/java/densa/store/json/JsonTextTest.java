package densa.store.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is JSON and what it says, compared with Gson in its strict mode. */
class JsonTextTest {

    private static final String SAMPLE = "{\"a\":[1, -2.5e3 ,0,\"\\u00e9\\n\\\"\",true,false,null,[],{}],\n"
            + "\t\"b c\":{\"\":\"\\\\\",\"é漢😀\":[[0.1],[1E-8,12345678901234567890]]}}";

    @Test
    void valuesAreThoseThatGsonReads() {
        assertSame(JsonParser.parseString(SAMPLE), JsonText.of(SAMPLE), 0);
        String padded = " \r\n" + SAMPLE + "\t ";
        assertSame(JsonParser.parseString(padded), JsonText.of(padded), 0);
    }

    private static void assertSame(JsonElement expected, JsonText text, int value) {
        if (expected instanceof JsonObject object) {
            assertThat(text.isObject(value)).isTrue();
            int at = text.firstIn(value);
            for (Map.Entry<String, JsonElement> field : object.entrySet()) {
                assertThat(text.string(at)).isEqualTo(field.getKey());
                assertThat(text.isString(at, field.getKey())).isTrue();
                assertThat(text.isString(at, field.getKey() + "x")).isFalse();
                at = text.next(at, value);
                assertSame(field.getValue(), text, at);
                at = text.next(at, value);
            }
            assertThat(at).isEqualTo(JsonText.NONE);
        } else if (expected instanceof JsonArray list) {
            assertThat(text.isList(value)).isTrue();
            assertThat(text.count(value)).isEqualTo(list.size());
            int at = text.firstIn(value);
            for (JsonElement item : list) {
                assertSame(item, text, at);
                at = text.next(at, value);
            }
            assertThat(at).isEqualTo(JsonText.NONE);
        } else if (expected.isJsonNull()) {
            assertThat(text.source(value)).isEqualTo("null");
        } else if (expected.getAsJsonPrimitive().isString()) {
            assertThat(text.string(value)).isEqualTo(expected.getAsString());
        } else if (expected.getAsJsonPrimitive().isNumber()) {
            assertThat(text.isNumber(value)).isTrue();
            assertThat(text.number(value)).isEqualTo(Double.parseDouble(expected.getAsString()));
            assertThat(text.source(value)).isEqualTo(expected.getAsString());
        } else {
            assertThat(text.isFlag(value)).isTrue();
            assertThat(text.isTrue(value)).isEqualTo(expected.getAsBoolean());
        }
    }

    @Test
    void sourceOfAValueIsItsTextFromFirstToLastCharacter() {
        JsonText text = JsonText.of("{ \"a\" : [ \"}\" , {\"b\": \"\\\"]\"} ] , \"c\":-1.5e+3}");
        int list = text.next(text.firstIn(0), 0);
        assertThat(text.source(list)).isEqualTo("[ \"}\" , {\"b\": \"\\\"]\"} ]");
        int c = text.next(list, 0);
        assertThat(text.source(text.next(c, 0))).isEqualTo("-1.5e+3");
    }

    @Test
    void whateverIsChangedIsJsonWhereGsonTakesIt() {
        Random random = new Random(3);
        String letters = "{}[]\",:\\ue0123456789.-+Etrufalsn \n\u0001é";
        int accepted = 0;
        for (int round = 0; round < 100_000; round++) {
            StringBuilder text = new StringBuilder(SAMPLE);
            for (int change = random.nextInt(3); change >= 0; change--) {
                char letter = letters.charAt(random.nextInt(letters.length()));
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, letter);
                    case 1 -> text.insert(at, letter);
                    default -> text.deleteCharAt(at);
                }
            }
            boolean valid = gsonTakes(text.toString());
            accepted += valid ? 1 : 0;
            assertThat(isJson(text.toString())).as("%s", text).isEqualTo(valid);
        }
        assertThat(accepted).isBetween(10_000, 90_000);
    }

    private static boolean isJson(String text) {
        try {
            JsonText.of(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean gsonTakes(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            StringBuilder read = new StringBuilder();
            while (reader.peek() != JsonToken.END_DOCUMENT) {
                switch (reader.peek()) {
                    case BEGIN_ARRAY -> reader.beginArray();
                    case END_ARRAY -> reader.endArray();
                    case BEGIN_OBJECT -> reader.beginObject();
                    case END_OBJECT -> reader.endObject();
                    case NULL -> reader.nextNull();
                    case NAME -> read.append(reader.nextName());
                    case BOOLEAN -> read.append(reader.nextBoolean());
                    default -> read.append(reader.nextString());
                }
            }
            return read.length() > 0;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "-0.0e5",
                "1",
                "0.1",
                "123456789012345",
                "1234567890123456",
                "0.000000000000001",
                "9007199254740993",
                "1e22",
                "1e23",
                "1e-22",
                "1e-23",
                "123456789012345e22",
                "123456789012345e-22",
                "4.9e-324",
                "2.4e-324",
                "1.7976931348623157e308",
                "1e309",
                "1e99999999999",
                "1e-99999999999",
                "0e99999999999",
                "179769313486231570000000000000000000000",
                "1.0E-8",
                "2.2250738585072012e-308"
            })
    void numberIsThatOfDouble(String number) {
        JsonText text = JsonText.of(number);
        assertThat(Double.doubleToRawLongBits(text.number(0)))
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(number)));
    }

    @Test
    void everyNumberIsThatOfDouble() {
        Random random = new Random(4);
        for (int round = 0; round < 100_000; round++) {
            double value = Double.longBitsToDouble(random.nextLong());
            String number =
                    switch (random.nextInt(4)) {
                        case 0 -> String.valueOf(Double.isFinite(value) ? value : 1);
                        case 1 -> String.valueOf(random.nextInt(10_000) / 1000.0);
                        case 2 -> random.nextInt() + "." + random.nextInt(1_000_000);
                        default ->
                            String.format(
                                    Locale.ROOT,
                                    "%de%d",
                                    random.nextLong() >> random.nextInt(63),
                                    random.nextInt(60) - 30);
                    };
            assertThat(Double.doubleToRawLongBits(JsonText.of(number).number(0)))
                    .as(number)
                    .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(number)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^^|its character 1 must be a value",
                "{\"a\":1,}|its character 8 must be \"",
                "[1 2]|its character 4 must be ]",
                "[01]|its character 3 must be ]",
                "[1.]|its character 4 must be a value",
                "{\"a\" 1}|its character 6 must be :",
                "[tru]|its character 2 must be a value",
                "[\"\\x\"]|its character 4 must be one of \" \\ / b f n r t u after a backslash",
                "[\"\\u12g4\"]|its character 7 must be a hexadecimal digit",
                "[\"a|its character 4 must be a text without control characters, which ends in a quotation mark",
                "[] []|its character 4 must be nothing",
            })
    void whatIsNoJsonIsToldWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> JsonText.of(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void nestingIsLimited() {
        String deepest = "[".repeat(64) + "]".repeat(64);
        assertThat(JsonText.of(deepest).count(0)).isEqualTo(1);
        assertThatThrownBy(() -> JsonText.of("[" + deepest + "]"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("it is nested more than 64 deep from its character 65 on");
        assertThatThrownBy(() -> JsonText.of("[{\"a\":".repeat(1_000_000)))
                .hasMessage("it is nested more than 64 deep from its character 193 on");
    }
}
