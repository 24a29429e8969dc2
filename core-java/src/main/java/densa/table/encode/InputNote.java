package densa.table.encode;

import densa.internal.Named;

/**
 * Values of an input column that are unlike those in training, so that something had to be guessed.
 *
 * @param kind what is unusual
 * @param column the column
 * @param rows the number of rows with such a value
 * @param text one line: column, number of values, and what they are taken for
 */
public record InputNote(Kind kind, String column, int rows, String text) {

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
}
