package densa.table.audit;

import densa.internal.Named;
import java.util.List;

/**
 * Something in a training table that its owner may want to know before the training.
 *
 * @param kind what it is about
 * @param columns the columns concerned, in the order of the table; the target for what concerns rows
 * @param text one line: what was found, and what to do or to type
 */
public record Finding(Kind kind, List<String> columns, String text) {

    /** As found; the list is copied. */
    public Finding {
        columns = List.copyOf(columns);
    }

    /** What a finding is about. */
    public enum Kind implements Named {
        /** A column alone predicts the target almost perfectly. */
        LEAKAGE("leakage"),
        /** The target may have been meant otherwise: numbers for classes, or the reverse. */
        TARGET_TYPE("target_type"),
        /** Classes of very few rows. */
        RARE_CLASSES("rare_classes"),
        /** A class that is a very small share of the rows. */
        IMBALANCE("imbalance"),
        /** Rows that occur more than once. */
        REPEATED_ROWS("repeated_rows"),
        /** Rows with the same inputs and different targets. */
        CONFLICTING_ROWS("conflicting_rows"),
        /** Columns that say the same. */
        DUPLICATE_COLUMNS("duplicate_columns"),
        /** Columns that say nearly the same. */
        NEAR_DUPLICATE_COLUMNS("near_duplicate_columns"),
        /** More columns than rows. */
        MORE_COLUMNS_THAN_ROWS("more_columns_than_rows"),
        /** Columns without a value in most rows. */
        MISSING_VALUES("missing_values");

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
