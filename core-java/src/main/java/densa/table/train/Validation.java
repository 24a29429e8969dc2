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

    /**
     * {@return cross-validation: each fold validates a network that learns from the others}
     *
     * @param count the number of folds, 2 to {@value #MAX_FOLDS}, fewer if there are fewer rows
     * @throws IllegalArgumentException if it is out of range
     */
    static Validation folds(int count) {
        return new Folds(OptionalInt.of(count));
    }

    /** {@return cross-validation with as many folds as suit the rows: {@link Recipe#folds}} */
    static Validation folds() {
        return new Folds(OptionalInt.empty());
    }

    /**
     * {@return validation by a share of the rows, drawn at random, and within each class if there are classes; it
     * validates all networks}
     *
     * @param share above 0 and below 1
     * @throws IllegalArgumentException if it is out of range
     */
    static Validation fraction(double share) {
        return new Fraction(share);
    }

    /**
     * {@return cross-validation with {@value #GROUP_FOLDS} folds of whole groups: see {@link #groups(String, int)}}
     *
     * @param column holds the name or the number of each row's group; it is no input
     */
    static Validation groups(String column) {
        return groups(column, GROUP_FOLDS);
    }

    /**
     * {@return cross-validation in which the rows of a group are in the same fold}
     *
     * @param column holds the name or the number of each row's group; a row without one is a group of its own; it is no
     *     input
     * @param count the number of folds, 2 to {@value #MAX_FOLDS}, fewer if there are fewer groups
     * @throws IllegalArgumentException if the number is out of range
     */
    static Validation groups(String column, int count) {
        return new Groups(column, count);
    }

    /**
     * {@return validation by the latest fifth of the rows: see {@link #latest(String, double)}}
     *
     * @param column holds the time of every row, as numbers or dates; it remains an input
     */
    static Validation latest(String column) {
        return latest(column, LATEST_SHARE);
    }

    /**
     * {@return validation by the latest rows: they validate all networks, which learn from the earlier ones}
     *
     * @param column holds the time of every row, as numbers or dates; it remains an input
     * @param share above 0 and below 1; rows of the same time as the first of them are among them
     * @throws IllegalArgumentException if the share is out of range
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
        /**
         * Creates the record.
         *
         * @param count 2 to 100; empty for a number by that of the rows
         * @throws IllegalArgumentException if it is out of range
         */
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
        /**
         * Creates the record.
         *
         * @param share above 0 and below 1
         * @throws IllegalArgumentException if it is out of range
         */
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
        /**
         * Creates the record.
         *
         * @param column holds the name or the number of each row's group
         * @param count 2 to 100
         * @throws IllegalArgumentException if the number of folds is out of range
         */
        public Groups {
            checkFolds(count);
        }
    }

    /**
     * The latest rows.
     *
     * @param column holds numbers or dates, one in every row; it remains an input
     * @param share above 0 and below 1; rows of the same time as the first of them are among them
     */
    record Latest(String column, double share) implements Validation {
        /**
         * Creates the record.
         *
         * @param column holds numbers or dates
         * @param share above 0 and below 1
         * @throws IllegalArgumentException if the share is out of range
         */
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
