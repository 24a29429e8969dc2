package densa.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Writes HTML and SVG. All texts and values of attributes are escaped; names of elements and attributes are ours. Not
 * thread-safe.
 */
final class Html {

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Begins an element.
     *
     * @param attributes names and values in turn
     */
    Html open(String tag, Object... attributes) {
        start(tag, attributes);
        open.push(tag);
        return this;
    }

    /** Ends the element that was begun last. */
    Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element that holds a text. */
    Html element(String tag, Object text, Object... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** An element that others are written into. */
    Html within(String tag, Consumer<Html> content, Object... attributes) {
        open(tag, attributes);
        content.accept(this);
        return close();
    }

    /** An element that never holds anything, such as br and meta. */
    Html empty(String tag, Object... attributes) {
        start(tag, attributes);
        return this;
    }

    /** Text. */
    Html text(Object text) {
        escape(String.valueOf(text));
        return this;
    }

    /** Markup that was made here, or a script or style of a library: taken as it is. */
    Html trusted(String markup) {
        out.append(markup);
        return this;
    }

    /** Data for a script; {@code json} must have no "less than" sign. */
    Html data(String id, String json) {
        if (json.indexOf('<') >= 0) {
            throw new IllegalArgumentException("data of a page must have no '<'");
        }
        return open("script", "type", "application/json", "id", id)
                .trusted(json)
                .close();
    }

    private void start(String tag, Object... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(String.valueOf(attributes[i + 1]));
            out.append('"');
        }
        out.append('>');
    }

    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isAllowed(c) ? c : '\uFFFD');
            }
        });
    }

    /** Neither half a character nor a control character. */
    private static boolean isAllowed(int c) {
        return c == '\n' || c == '\t' || !(c < ' ' || c >= 0x7F && c < 0xA0 || c >= 0xD800 && c <= 0xDFFF);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
