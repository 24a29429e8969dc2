package densa.store.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import densa.store.ModelFormatException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FieldsTest {

    private static final Fields FIELDS = parse("{\"text\":\"é\",\"number\":1.5,\"whole\":-7,\"flag\":true,"
            + "\"object\":{\"a\":1,\"b\":2.5},\"list\":[{\"x\":1},{\"x\":[]}],\"texts\":[\"a\",\"\"],"
            + "\"numbers\":[1,2e3],\"matrix\":[[1],[],[2,3]]}");

    private static Fields parse(String json) {
        return Fields.parse("x.densa", "table", json);
    }

    @Test
    void fieldsAreReadByNameAndType() {
        assertThat(FIELDS.text("text")).isEqualTo("é");
        assertThat(FIELDS.optionalText("other")).isEmpty();
        assertThat(FIELDS.number("number")).isEqualTo(1.5);
        assertThat(FIELDS.integer("whole", -7, 0)).isEqualTo(-7);
        assertThat(FIELDS.longInteger("whole")).isEqualTo(-7);
        assertThat(FIELDS.flag("flag")).isTrue();
        assertThat(FIELDS.fields("object").figures()).containsExactly(entry("a", 1.0), entry("b", 2.5));
        assertThat(FIELDS.fields("object").source()).isEqualTo("{\"a\":1,\"b\":2.5}");
        assertThat(FIELDS.list("list")).hasSize(2);
        assertThat(FIELDS.texts("texts")).containsExactly("a", "");
        assertThat(FIELDS.numbers("numbers")).containsExactly(1, 2000);
        assertThat(FIELDS.matrix("matrix")).containsExactly(new double[] {1}, new double[0], new double[] {2, 3});
        assertThat(FIELDS.count("matrix")).isEqualTo(3);
        assertThat(parse("{\"a\":{},\"b\":1,\"c\":{\"d\":[]}}").sources())
                .containsExactly(entry("a", "{}"), entry("c", "{\"d\":[]}"));
        assertThat(parse("{\"a\":{\"x\":3}}").objects().get("a").number("x")).isEqualTo(3);
    }

    @Test
    void wrongFieldIsNamedWithItsPlace() {
        assertFault("table.other is missing", () -> FIELDS.text("other"));
        assertFault("table.number must be a text, got \"1.5\"", () -> FIELDS.text("number"));
        assertFault("table.number must be a whole number, got \"1.5\"", () -> FIELDS.longInteger("number"));
        assertFault("table.whole must be 0 to 9, got \"-7\"", () -> FIELDS.integer("whole", 0, 9));
        assertFault("table.text must be a finite number, got \"\"é\"\"", () -> FIELDS.number("text"));
        assertFault("table.text must be a list, got \"\"é\"\"", () -> FIELDS.numbers("text"));
        assertFault("table.texts[0] must be a finite number, got \"\"a\"\"", () -> FIELDS.numbers("texts"));
        assertFault(
                "table.matrix[2][1] must be a finite number, got \"null\"",
                () -> parse("{\"matrix\":[[],[],[1,null]]}").matrix("matrix"));
        assertFault(
                "table.list[1].x must be a finite number, got \"[]\"",
                () -> FIELDS.list("list").get(1).number("x"));
    }

    @Test
    void complaintAboutALongListIsCutShort() {
        List<String> many = FIELDS.texts("texts");
        String list = "z".repeat(5000);
        assertThatThrownBy(() -> FIELDS.make(() -> {
                    throw new IllegalArgumentException("got " + many.size() + list);
                }))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessage("x.densa cannot be read: table: got 2" + "z".repeat(992) + "...");
    }

    @Test
    void textThatIsNoObjectIsRejected() {
        assertFault("table is not a JSON object", () -> parse("[1]"));
        assertFault("table is not valid JSON at line 1, column 3", () -> parse("{a:1}"));
        assertFault("table has \"a\" twice in an object", () -> parse("{\"b\":{\"a\":1,\"a\":2}}"));
    }

    private static void assertFault(String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessage("x.densa cannot be read: " + message);
    }
}
