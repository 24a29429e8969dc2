package densa.table.model;

import static densa.internal.Quote.quote;

/**
 * A class in the truth of evaluated rows that the model does not know: those rows count as wrong, and have no log loss.
 *
 * @param target the target's column
 * @param label the class
 * @param rows the number of its rows
 * @param firstRow the first of them, counted from 1
 */
public record UnknownClass(String target, String label, int rows, int firstRow) {

    /** {@return one line: the class, its rows and how they count} */
    public String text() {
        return (rows == 1 ? "1 row" : rows + " rows") + " of " + quote(target) + (rows == 1 ? " is " : " are ")
                + quote(label) + " (row " + firstRow + (rows == 1 ? "" : ", ...") + "), a class that the model does not"
                + " know: counted as wrong, and not part of the log loss";
    }
}
