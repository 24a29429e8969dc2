package densa.table.audit;

import densa.internal.Named;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something about a training table that its owner may want to know before the training.
 *
 * @param kind what it is about
 * @param columns the columns concerned, in the order of the table; the targets for what concerns rows
 * @param figures the numbers behind it, by the names that the {@link Kind} documents; sorted by name
 * @param text one line: what was found and what follows from it; it names concepts of the library, such as the ids or
 *     the group column, and no option of any program
 */
public record Finding(Kind kind, List<String> columns, Map<String, Double> figures, String text) {

    /**
     * As found.
     *
     * @param kind what it is about
     * @param columns the columns concerned, in the order of the table; copied
     * @param figures the numbers behind it, by the names that the {@link Kind} documents; copied
     * @param text one line: what was found and what follows from it
     */
    public Finding {
        columns = List.copyOf(columns);
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
    }

    /** What a finding is about, and the figures that it has. */
    public enum Kind implements Named {
        /** A column alone predicts the target almost perfectly: {@code accuracy}, or {@code r2} of a number. */
        LEAKAGE("leakage"),
        /** The target is a sum, difference or multiple of columns: the factor of each, by its name. */
        COMPUTED_TARGET("computed_target"),
        /** A target treated as classes may be a number: {@code classes}. */
        TARGET_TAKEN_AS_CLASSES("target_taken_as_classes"),
        /** A target treated as a number may be classes: {@code values}, the number of different ones. */
        TARGET_TAKEN_AS_NUMBER("target_taken_as_number"),
        /**
         * A target is treated as classes because of a few texts among its numbers: {@code texts} and {@code numbers},
         * in rows, and {@code first_text}, the row of the first text, counted from 1.
         */
        TARGET_TEXT_AMONG_NUMBERS("target_text_among_numbers"),
        /** Classes of very few rows: the rows of each, by its label. */
        RARE_CLASSES("rare_classes"),
        /** A class is a very small share of the rows: the share, by its label. */
        IMBALANCE("imbalance"),
        /** A class is in a single fold, or only in validation rows: its rows, by its label. */
        CLASS_NOT_IN_TRAINING("class_not_in_training"),
        /** Rows occur more than once: {@code rows}. */
        REPEATED_ROWS("repeated_rows"),
        /** Rows have the same inputs and different targets: {@code rows}. */
        CONFLICTING_ROWS("conflicting_rows"),
        /** Rows without a value of a target are left out: {@code rows}. */
        MISSING_TARGET("missing_target"),
        /** Rows of weight 0 are left out: {@code rows}. */
        ZERO_WEIGHT("zero_weight"),
        /** Few rows validate: {@code rows}. */
        FEW_VALIDATION_ROWS("few_validation_rows"),
        /** All validation rows have the same class or number: {@code rows}; or those of some folds: {@code folds}. */
        NOTHING_TO_COMPARE("nothing_to_compare"),
        /** A class has no validation row: its rows to learn from, by its label. */
        CLASS_NOT_VALIDATED("class_not_validated"),
        /** Rows of the validation table have a class that training does not, and are left out: {@code rows}. */
        UNKNOWN_CLASS("unknown_class"),
        /** Rows without a group are groups of their own: {@code rows}. */
        MISSING_GROUP("missing_group"),
        /** Levels or classes that differ only in case, blanks or Unicode form: the rows of each, by its text. */
        SIMILAR_TEXTS("similar_texts"),
        /** A target far beyond all others: {@code value}, and {@code row}, counted from 1. */
        OUTLYING_TARGET("outlying_target"),
        /** Columns carry the same information, perhaps under other names or on another scale. */
        DUPLICATE_COLUMNS("duplicate_columns"),
        /** Columns carry nearly the same information: {@code correlation}, the weakest one. */
        NEAR_DUPLICATE_COLUMNS("near_duplicate_columns"),
        /** More columns than rows: {@code columns} and {@code rows}. */
        MORE_COLUMNS_THAN_ROWS("more_columns_than_rows"),
        /** Columns have no value in most rows: {@code missing}, the share of rows, the largest of several columns. */
        MISSING_VALUES("missing_values"),
        /** A column is a running number of the rows. */
        RUNNING_NUMBER("running_number");

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
