package densa.cli;

import java.util.ArrayList;
import java.util.List;

/** Texts separated by commas, as they are typed; between double quotes a comma is a letter like any other. */
final class QuotedList {

    private QuotedList() {}

    /**
     * The texts, without quotes and without spaces around them.
     *
     * @throws IllegalArgumentException if a text is empty or a quote is not closed
     */
    static List<String> split(String typed) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                texts.add(text.toString().strip());
                text.setLength(0);
            } else {
                text.append(c);
            }
        }
        texts.add(text.toString().strip());
        if (quoted || texts.contains("")) {
            throw new IllegalArgumentException(
                    "names must be separated by commas, in double quotes if they hold one, got " + typed);
        }
        return texts;
    }
}
