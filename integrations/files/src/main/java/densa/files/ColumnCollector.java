package densa.files;

import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.ColumnType;
import densa.table.NumericColumn;
import java.util.Optional;

/** Takes in the values of one column, row by row; not thread-safe. */
sealed interface ColumnCollector {
    String name();

    /** Makes room for so many rows, more or less. */
    void expectRows(int rows);

    /** Returns the column of what was taken in since the last one. */
    Column build();

    /** Takes in the values of a column from a row on. */
    void add(Column values, int from);

    /** Of texts, whatever the cells look like. */
    static ColumnCollector texts(String name) {
        return new Texts(name, Optional.empty(), CategoricalColumn.builder(name));
    }

    /** Of the type that was guessed; the guess goes on while rows are read. */
    static ColumnCollector guessed(String name, TypeGuess guess) {
        return switch (guess.type()) {
            case NUMERIC -> new Numbers(name, guess, NumericColumn.builder(name));
            case CATEGORICAL -> new Texts(name, Optional.of(guess), CategoricalColumn.builder(name));
        };
    }

    /** Says whether the rows bore out the type; if not, they have to be read again. */
    boolean typeFits();

    /** Takes in numbers. */
    record Numbers(String name, TypeGuess guess, NumericColumn.Builder builder) implements ColumnCollector {
        @Override
        public boolean typeFits() {
            return guess.type() == ColumnType.NUMERIC;
        }

        @Override
        public void expectRows(int rows) {
            builder.expectRows(rows);
        }

        @Override
        public Column build() {
            return builder.build();
        }

        @Override
        public void add(Column values, int from) {
            for (int row = from; row < values.size(); row++) {
                builder.add(((NumericColumn) values).value(row));
            }
        }
    }

    /**
     * Takes in texts.
     *
     * @param guess empty if texts were demanded
     */
    record Texts(String name, Optional<TypeGuess> guess, CategoricalColumn.Builder builder) implements ColumnCollector {
        @Override
        public boolean typeFits() {
            return guess.isEmpty() || guess.get().type() == ColumnType.CATEGORICAL;
        }

        @Override
        public void expectRows(int rows) {
            builder.expectRows(rows);
        }

        @Override
        public Column build() {
            return builder.build();
        }

        @Override
        public void add(Column values, int from) {
            for (int row = from; row < values.size(); row++) {
                builder.add(values.text(row));
            }
        }
    }
}
