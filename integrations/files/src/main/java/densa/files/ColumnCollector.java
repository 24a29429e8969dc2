package densa.files;

import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.ColumnType;
import densa.table.NumericColumn;
import java.util.Optional;

/** Takes in the values of one column, row by row; not thread-safe. */
sealed interface ColumnCollector {
    String name();

    /** The guess on which the type rests, which goes on while rows are read; empty if the caller demanded the type. */
    Optional<TypeGuess> guess();

    /** Makes room for so many rows, more or less. */
    void expectRows(int rows);

    Column build();

    static ColumnCollector demanded(String name, ColumnType type) {
        return of(name, type, Optional.empty());
    }

    static ColumnCollector guessed(String name, TypeGuess guess) {
        return of(name, guess.type(), Optional.of(guess));
    }

    private static ColumnCollector of(String name, ColumnType type, Optional<TypeGuess> guess) {
        return switch (type) {
            case NUMERIC -> new Numbers(name, guess, NumericColumn.builder(name));
            case CATEGORICAL -> new Texts(name, guess, CategoricalColumn.builder(name));
        };
    }

    /** Says whether the rows bore out the type; if not, they have to be read again. */
    default boolean typeFits() {
        ColumnType type = this instanceof Numbers ? ColumnType.NUMERIC : ColumnType.CATEGORICAL;
        return guess().isEmpty() || guess().get().type() == type;
    }

    /** Takes in numbers. */
    record Numbers(String name, Optional<TypeGuess> guess, NumericColumn.Builder builder) implements ColumnCollector {
        @Override
        public void expectRows(int rows) {
            builder.expectRows(rows);
        }

        @Override
        public Column build() {
            return builder.build();
        }
    }

    /** Takes in texts. */
    record Texts(String name, Optional<TypeGuess> guess, CategoricalColumn.Builder builder) implements ColumnCollector {
        @Override
        public void expectRows(int rows) {
            builder.expectRows(rows);
        }

        @Override
        public Column build() {
            return builder.build();
        }
    }
}
