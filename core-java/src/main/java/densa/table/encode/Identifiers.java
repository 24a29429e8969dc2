package densa.table.encode;

import densa.table.NumericColumn;
import java.util.List;
import java.util.Optional;

/** Recognizes columns whose values only identify rows, so that nothing can be learned from them. */
final class Identifiers {

    private Identifiers() {}

    /**
     * Says why texts are set aside: most rows have one of their own.
     *
     * @param levels the different texts
     * @param rows how many rows have one
     */
    static Optional<String> texts(List<String> levels, int rows) {
        if (levels.size() <= EncodingRules.ID_LEVELS || levels.size() <= EncodingRules.ID_SHARE * rows) {
            return Optional.empty();
        }
        if (levels.stream().allMatch(level -> level.startsWith("{") || level.startsWith("["))) {
            return Optional.of("objects or lists in JSON, which are no values: make columns of what they hold");
        }
        long length = 0;
        long blanks = 0;
        for (String level : levels) {
            length += level.length();
            blanks += level.chars().filter(Character::isWhitespace).count();
        }
        boolean free = length > (long) EncodingRules.ID_LENGTH * levels.size()
                || blanks > (long) EncodingRules.ID_BLANKS * levels.size();
        return Optional.of(levels.size() + " different values in " + rows + " rows, "
                + (free ? "free text" : "an identifier") + "; name it categorical to use it");
    }

    /** Says why numbers are set aside: they are whole and grow by 1 from each row of the table to the next. */
    static Optional<String> rowNumbers(NumericColumn column) {
        if (column.size() < EncodingRules.ROW_NUMBERS || column.value(0) != Math.rint(column.value(0))) {
            return Optional.empty();
        }
        for (int row = 1; row < column.size(); row++) {
            if (column.value(row) - column.value(row - 1) != 1) {
                return Optional.empty();
            }
        }
        return Optional.of("whole numbers from " + column.text(0) + " to " + column.text(column.size() - 1)
                + " in order, a row number; name it numeric to use it");
    }
}
