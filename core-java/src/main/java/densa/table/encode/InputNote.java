package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.internal.Named;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values of an input column that are unlike those in training, so that something had to be guessed.
 *
 * @param kind what is unusual
 * @param column the column
 * @param rows the number of rows with such a value
 * @param noun what a value is: "value", "date"
 * @param detail what they are taken for, or the range in training
 * @param levels the first levels that training did not have, at most one more than {@link #text} shows
 */
public record InputNote(Kind kind, String column, long rows, String noun, String detail, List<String> levels) {

    static final int LEVELS_SHOWN = 3;

    /** What is unusual. */
    public enum Kind implements Named {
        /** Numbers or dates outside of the range in training. */
        OUT_OF_RANGE("out_of_range"),
        /** Infinite numbers, which are taken as missing. */
        INFINITE("infinite"),
        /** Texts that are no numbers in a column of numbers, or no dates in one of dates; they are taken as missing. */
        FOREIGN_TEXT("foreign_text"),
        /** Levels that training did not have. */
        UNKNOWN_LEVEL("unknown_level"),
        /** Missing values where training had none. */
        MISSING("missing");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }
    }

    /**
     * Creates the note.
     *
     * @param kind what is unusual
     * @param column the column
     * @param rows the number of rows with such a value
     * @param noun what a value is
     * @param detail what they are taken for, or the range in training
     * @param levels the first levels that training did not have; copied
     */
    public InputNote {
        levels = List.copyOf(levels);
    }

    static InputNote outOfRange(String column, long rows, String noun, String range) {
        return new InputNote(Kind.OUT_OF_RANGE, column, rows, noun, range, List.of());
    }

    static InputNote infinite(String column, long rows) {
        return new InputNote(Kind.INFINITE, column, rows, "value", "missing", List.of());
    }

    static InputNote foreign(String column, long rows, String noun) {
        return new InputNote(Kind.FOREIGN_TEXT, column, rows, noun, "missing", List.of());
    }

    static InputNote unknown(String column, long rows, List<String> levels) {
        return new InputNote(Kind.UNKNOWN_LEVEL, column, rows, "value", "unknown", levels);
    }

    static InputNote missing(String column, long rows, String as) {
        return new InputNote(Kind.MISSING, column, rows, "value", as, List.of());
    }

    /** {@return one line: the column, the number of values, and what they are taken for} */
    public String text() {
        String s = rows == 1 ? "" : "s";
        String what =
                switch (kind) {
                    case OUT_OF_RANGE -> noun + s + " " + detail;
                    case INFINITE -> "infinite " + noun + s + " taken as " + detail;
                    case FOREIGN_TEXT ->
                        "value" + s + (rows == 1 ? " that is no " : " that are no ") + noun + s + ", taken as "
                                + detail;
                    case UNKNOWN_LEVEL -> noun + s + " that training did not have, taken as " + detail + shown();
                    case MISSING -> "missing " + noun + s + " taken as " + detail + ", as training had none";
                };
        return "column " + quote(column) + ": " + rows + " " + what;
    }

    private String shown() {
        List<String> first = new ArrayList<>();
        levels.stream().limit(LEVELS_SHOWN).forEach(level -> first.add(quote(level)));
        if (levels.size() > LEVELS_SHOWN) {
            first.add("...");
        }
        return " (" + String.join(", ", first) + ")";
    }

    /**
     * Joins the notes on several tables of the same columns.
     *
     * @param notes those of each table
     * @return one note for each column and kind, in the order of their first rows
     */
    public static List<InputNote> join(List<List<InputNote>> notes) {
        Map<List<Object>, InputNote> joined = new LinkedHashMap<>();
        for (List<InputNote> some : notes) {
            some.forEach(note -> joined.merge(List.of(note.kind, note.column), note, InputNote::and));
        }
        return List.copyOf(joined.values());
    }

    private InputNote and(InputNote more) {
        Set<String> both = new LinkedHashSet<>(levels);
        both.addAll(more.levels);
        List<String> first = both.stream().limit(LEVELS_SHOWN + 1L).toList();
        return new InputNote(kind, column, rows + more.rows, noun, detail, first);
    }
}
