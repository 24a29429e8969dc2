package densa.cli;

import densa.table.train.TabularTrainer;
import java.util.List;
import java.util.Optional;

/**
 * Texts that mean missing, as they are typed: {@code -,-999}, or {@code COLUMN=TEXTS}.
 *
 * @param column the column that they are of; empty for all
 * @param texts in the order typed
 */
record MissingTexts(Optional<String> column, List<String> texts) {

    MissingTexts {
        texts = List.copyOf(texts);
    }

    /**
     * Parses what was typed.
     *
     * @throws IllegalArgumentException if a text or a name is empty, or a quote is not closed
     */
    static MissingTexts parse(String typed) {
        int equals = typed.indexOf('=');
        if (equals < 0) {
            return new MissingTexts(Optional.empty(), QuotedList.split(typed));
        }
        List<String> names = QuotedList.split(typed.substring(0, equals));
        if (names.size() != 1) {
            throw new IllegalArgumentException("must be TEXTS or COLUMN=TEXTS");
        }
        return new MissingTexts(Optional.of(names.get(0)), QuotedList.split(typed.substring(equals + 1)));
    }

    TabularTrainer addTo(TabularTrainer trainer) {
        String[] all = texts.toArray(String[]::new);
        return column.map(name -> trainer.missingIn(name, all)).orElseGet(() -> trainer.missing(all));
    }
}
