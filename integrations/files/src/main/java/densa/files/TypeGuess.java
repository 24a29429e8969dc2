package densa.files;

import densa.table.ColumnType;

/**
 * What the cells of a column say about its type; not thread-safe.
 *
 * <p>A column is numeric if every cell is a number or missing; unless all of its numbers are integers and one of them
 * has a leading zero or is beyond 2^53: then they are codes, and stay text.
 */
final class TypeGuess {
    private final boolean codesAreNumbers;
    private boolean text;
    private boolean real;
    private boolean code;

    /**
     * A guess before any cell.
     *
     * @param codesAreNumbers whether integers with leading zeros, or beyond 2^53, are numbers
     */
    TypeGuess(boolean codesAreNumbers) {
        this.codesAreNumbers = codesAreNumbers;
    }

    /** Takes note of a cell of a text file. */
    void cell(CellSyntax cell) {
        switch (cell) {
            case MISSING, INTEGER -> {}
            case CODE, LARGE_INTEGER -> code = true;
            case REAL -> real = true;
            case TEXT -> text = true;
        }
    }

    /** The type that fits all cells seen so far. */
    ColumnType type() {
        return text || (code && !real && !codesAreNumbers) ? ColumnType.CATEGORICAL : ColumnType.NUMERIC;
    }

    /** Says whether numbers are preferred, so that texts that are numbers count as such. */
    boolean codesAreNumbers() {
        return codesAreNumbers;
    }

    /** Says whether there was a number that is not an integer, so that none of them is a code. */
    boolean isReal() {
        return real;
    }

    /** Says whether no further cell can change the type. */
    boolean isFinal() {
        return text;
    }
}
