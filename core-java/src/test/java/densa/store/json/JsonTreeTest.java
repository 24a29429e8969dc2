package densa.store.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import densa.store.json.JsonTree.Items;
import densa.store.json.JsonTree.Members;
import densa.store.json.JsonTree.Numbers;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {

    private static final String SAMPLE = "{\"a\":[1, -2.5e3 ,0,\"\\u00e9\\n\\\"\",true,false,null,[],{}],\n"
            + "\t\"b c\":{\"\":\"\\\\\",\"é漢😀\":[[0.1],[1E-8,12345678901234567890]]}}";

    private static double[] numbers(String text) {
        return ((Numbers) JsonTree.read(text)).values();
    }

    @Test
    void writtenTextIsThatOfTheSameValues() {
        assertThat(JsonParser.parseString(JsonTree.write(JsonTree.read(SAMPLE))))
                .isEqualTo(JsonParser.parseString(SAMPLE));
    }

    /** So a model file that is read and saved again is the same bytes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"a\":[],\"b\":{}}",
                "[1,2,3]",
                "[1.0,2.5]",
                "{\"x\":1,\"y\":1.0,\"z\":-0.0,\"e\":1.0E-8,\"seed\":-9223372036854775808}",
                "[\"<a>&='\\n\\\"\",true,null,[[0.1],[]]]",
            })
    void writtenTextIsTheOneThatWasRead(String text) {
        assertThat(JsonTree.write(JsonTree.read(text))).isEqualTo(text);
        assertThat(JsonTree.write(JsonTree.read(" " + text + "\n"))).isEqualTo(text);
    }

    @Test
    void wholeNumbersThatFitALongAreExact() {
        assertThat(JsonTree.read("9007199254740993")).isEqualTo(9007199254740993L);
        assertThat(JsonTree.read("9223372036854775808")).isEqualTo(0x1p63);
        assertThat(JsonTree.read("1e3")).isEqualTo(1000.0);
    }

    @Test
    void numbersHaveTheBitsOfDouble() {
        Random random = new Random(4);
        for (int round = 0; round < 10_000; round++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.doubleToRawLongBits(numbers("[" + value + "]")[0]))
                        .isEqualTo(Double.doubleToRawLongBits(value));
            }
        }
        assertThat(numbers("[1e309,-0.0,4.9e-324]")).containsExactly(Double.POSITIVE_INFINITY, -0.0, 4.9e-324);
    }

    @Test
    void listIsOfNumbersAsLongAsNothingElseIsInIt() {
        assertThat(numbers("[1,2,3,4,5,6,7,8,9]")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(numbers("[]")).isEmpty();
        assertThat(((Items) JsonTree.read("[1,2,\"a\",3]")).values()).containsExactly(1L, 2L, "a", 3L);
    }

    @Test
    void membersKeepTheirOrder() {
        Members members = (Members) JsonTree.read("{\"b\":1,\"a\":\"x\",\"c\":null}");
        assertThat(members.names()).containsExactly("b", "a", "c");
        assertThat(members.get("a")).isEqualTo("x");
        assertThat(members.get("c")).isSameAs(JsonTree.NULL);
        assertThat(members.get("d")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "{", "{\"a\":1,}", "[1 2]", "[01]", "[1.]", "{\"a\" 1}", "{a:1}", "[tru]", "[\"\\x\"]",
                "[\"\\u12g4\"]", "[\"a", "[] []", "NaN", "[Infinity]", "'a'", "[1,]", "[,1]", "\"a\nb\"", "//x", "TRUE"
            })
    void whatIsNoJsonIsRejectedInOneLine(String text) {
        assertThatThrownBy(() -> JsonTree.read(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("is not valid JSON( at line \\d+, column \\d+)?");
    }

    @Test
    void nestingIsLimited() {
        String deepest = "[".repeat(64) + "]".repeat(64);
        assertThat(JsonTree.write(JsonTree.read(deepest))).isEqualTo(deepest);
        assertThatThrownBy(() -> JsonTree.read("[" + deepest + "]"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("is nested more than 64 deep");
        assertThatThrownBy(() -> JsonTree.read("[{\"a\":".repeat(1_000_000)))
                .hasMessageStartingWith("is nested more than 64 deep");
    }

    @Test
    void nameThatIsThereTwiceIsRejected() {
        assertThatThrownBy(() -> JsonTree.read("[{\"a\":1,\"b\":2,\"a\":1}]"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("has \"a\" twice in an object");
    }
}
