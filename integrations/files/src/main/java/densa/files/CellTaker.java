package densa.files;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;

/** Does something with every cell of a column that {@link CsvScanner} passes. */
interface CellTaker {

    /** Does nothing. */
    CellTaker NONE = (scanner, field) -> {};

    /** Takes the cell at which the scanner stands. */
    void take(CsvScanner scanner, int field);

    /** Guesses the type. */
    static CellTaker guess(TypeGuess guess) {
        return (scanner, field) -> {
            if (!guess.isFinal()) {
                guess.cell(syntax(scanner, field));
            }
        };
    }

    /** Collects the values of a column. */
    static CellTaker collect(ColumnCollector collector) {
        if (collector instanceof ColumnCollector.Numbers numbers) {
            return numbers(numbers.guess(), numbers.builder());
        }
        ColumnCollector.Texts texts = (ColumnCollector.Texts) collector;
        CellTaker taker = texts(texts.builder());
        return texts.guess().map(guess -> both(guess(guess), taker)).orElse(taker);
    }

    private static CellTaker numbers(TypeGuess guess, NumericColumn.Builder builder) {
        return (scanner, field) -> {
            CellSyntax syntax = syntax(scanner, field);
            guess.cell(syntax);
            builder.add(number(scanner, field, syntax));
        };
    }

    private static CellTaker texts(CategoricalColumn.Builder builder) {
        LevelCodes codes = new LevelCodes(builder);
        return (scanner, field) -> builder.addCode(codes.code(scanner, field));
    }

    private static CellTaker both(CellTaker first, CellTaker second) {
        return (scanner, field) -> {
            first.take(scanner, field);
            second.take(scanner, field);
        };
    }

    private static CellSyntax syntax(CsvScanner scanner, int field) {
        return CellSyntax.of(scanner.bytes(), scanner.from(field), scanner.to(field));
    }

    /** Returns the value of a cell of known syntax; NaN unless it is a number. */
    static double number(CsvScanner scanner, int field, CellSyntax syntax) {
        if (!syntax.isNumber()) {
            return Double.NaN;
        }
        byte[] bytes = scanner.bytes();
        int from = scanner.from(field);
        int to = scanner.to(field);
        while (bytes[from] == ' ') {
            from++;
        }
        while (bytes[to - 1] == ' ') {
            to--;
        }
        boolean infinite = Character.isLetter(bytes[to - 1]);
        if (infinite) {
            return bytes[from] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return JavaDoubleParser.parseDouble(bytes, from, to - from);
    }
}
