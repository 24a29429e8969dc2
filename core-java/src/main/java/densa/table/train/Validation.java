package densa.table.train;

import java.util.OptionalInt;

/**
 * Which rows validate what is learned from the others. However they are chosen, no network learns from the rows that
 * validate it.
 */
public sealed interface Validation {

    /** The maximum number of folds. */
    int MAX_FOLDS = 100;

    /** The folds of whole groups, unless said otherwise. */
    int GROUP_FOLDS = 10;

    /** The share of the latest rows, unless said otherwise. */
    double LATEST_SHARE = 0.2;

    /** Cross-validation: each of {@code count} folds validates a network that learns from the others. */
    static Validation folds(int count) {
        return new Folds(OptionalInt.of(count));
    }

    /** Cross-validation with as many folds as suit the rows: {@link Recipe#folds}. */
    static Validation folds() {
        return new Folds(OptionalInt.empty());
    }

    /** {@return a share of the rows, drawn at random within each class, validates all networks} */
    static Validation fraction(double share) {
        return new Fraction(share);
    }

    /** Cross-validation with {@value #GROUP_FOLDS} folds of whole groups: see {@link #groups(String, int)}. */
    static Validation groups(String column) {
        return groups(column, GROUP_FOLDS);
    }

    /** Cross-validation in which rows with the same value of {@code column} are in the same fold. */
    static Validation groups(String column, int count) {
        return new Groups(column, count);
    }

    /** {@return the latest fifth of the rows validates all networks: see {@link #latest(String, double)}} */
    static Validation latest(String column) {
        return latest(column, LATEST_SHARE);
    }

    /**
     * {@return the rows with the latest values of {@code column} validate all networks, which learn from the earlier
     * ones}
     */
    static Validation latest(String column, double share) {
        return new Latest(column, share);
    }

    /**
     * Stratified folds.
     *
     * @param count 2 to 100, fewer if there are fewer rows; without it, by the number of rows
     */
    record Folds(OptionalInt count) implements Validation {
        /** Creates the record. */
        public Folds {
            count.ifPresent(Validation::checkFolds);
        }
    }

    /**
     * A share of the rows.
     *
     * @param share above 0 and below 1
     */
    record Fraction(double share) implements Validation {
        /** Creates the record. */
        public Fraction {
            checkShare(share);
        }
    }

    /**
     * Folds of whole groups.
     *
     * @param column holds the name or the number of each row's group; it is no input
     * @param count 2 to 100; fewer if there are fewer groups
     */
    record Groups(String column, int count) implements Validation {
        /** Creates the record. */
        public Groups {
            checkFolds(count);
        }
    }

    /**
     * The latest rows.
     *
     * @param column holds numbers, dates, or texts that sort by time; it remains an input
     * @param share above 0 and below 1; rows of the same time as the first of them are among them
     */
    record Latest(String column, double share) implements Validation {
        /** Creates the record. */
        public Latest {
            checkShare(share);
        }
    }

    private static void checkFolds(int count) {
        if (count < 2 || count > MAX_FOLDS) {
            throw new IllegalArgumentException("folds must be 2 to " + MAX_FOLDS + ", got " + count);
        }
    }

    private static void checkShare(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("validation fraction must be above 0 and below 1, got " + share);
        }
    }
}
