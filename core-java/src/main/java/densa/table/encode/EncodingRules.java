package densa.table.encode;

import densa.data.InputColumn;

/** The numbers by which a table is turned into inputs, in one place. */
public final class EncodingRules {

    /** A categorical column keeps this many of its most frequent levels; the others become one level together. */
    public static final int MAX_LEVELS = 2048;

    /** In a column of more levels than this ... */
    public static final int FEW_LEVELS = 64;

    /**
     * ... a level of its own has at least this many rows, so that the level of the others learns what is rare or new.
     */
    public static final int FEWEST_ROWS_OF_LEVEL = 2;

    /** Two numeric columns whose correlation is as strong as this have a {@link Contrast} ... */
    public static final double CORRELATED = 0.8;

    /** ... unless it is as strong as this, and they are identical ... */
    public static final double SAME = 0.99999;

    /** ... or one of them has fewer different values than this. */
    public static final int FEWEST_VALUES_OF_CONTRAST = 9;

    /**
     * Where more contrasts than this would connect the columns there is none: these are the points of a spectrum or a
     * picture, whose differences are mostly noise.
     */
    public static final int MOST_CONTRASTS = 16;

    /** Among more numeric columns than this no contrasts are looked for. */
    public static final int MOST_COLUMNS_OF_CONTRASTS = 2_000;

    /** Text with more levels than this, most of which occur once, is taken for an identifier or free text. */
    public static final int ID_LEVELS = 50;

    /** ... where "most" means that the levels are more than this share of the rows. */
    public static final double ID_SHARE = 0.5;

    /** The maximum number of bins of a numeric column, unless asked otherwise ... */
    public static final int BINS = 64;

    /** ... and in large tables. */
    public static final int BINS_OF_LARGE_TABLE = 128;

    /** The maximum number of bins that may be asked for. */
    public static final int MAX_BINS = InputColumn.Piecewise.MAX_BINS;

    /** Such text is free text, not an identifier, if it is longer than this on average ... */
    public static final int ID_LENGTH = 40;

    /** ... or has more blanks than this on average. */
    public static final int ID_BLANKS = 3;

    /** In a table of this many rows or more, whole numbers that grow by 1 from row to row are row numbers. */
    public static final int ROW_NUMBERS = 50;

    /** Text that can be read as dates is taken for them if it has at least this many different values. */
    public static final int FEWEST_DATES = 3;

    /** Seconds or milliseconds since 1970 need at least this many. */
    public static final int FEWEST_MOMENTS = 10;

    /** Texts are numbers, or dates, if at least this share of the rows can be read as such ... */
    public static final double UNDERSTOOD = 0.9;

    /** ... and at most this many different texts cannot. */
    public static final int MOST_FOREIGN_TEXTS = 20;

    /** If at least this share can be read, the report says what keeps a column from being numbers or dates. */
    public static final double LIKELY = 0.5;

    /** A numeric target with at most this many values, all of them whole numbers, holds class codes ... */
    public static final int MAX_CODES = 20;

    /** ... if it has at least this many rows a value, or only two values. */
    public static final int ROWS_PER_CODE = 10;

    /** Whole numbers from 0 on are counts, not codes, if there are at least this many different ones ... */
    public static final int FEWEST_COUNTS = 6;

    /** ... and the largest has at most this share of the rows of the most frequent one. */
    public static final double TAIL_OF_COUNTS = 0.1;

    /** A target of more classes than this needs ... */
    public static final int FEW_CLASSES = 10;

    /** ... at least this many rows a class. */
    public static final int ROWS_PER_CLASS = 2;

    /** The logarithm of a positive target may be learned if its skewness is at least this. */
    public static final double SKEWED = 1;

    /** Fewer rows than this are not worth training on. */
    public static final int FEWEST_ROWS = 5;

    private EncodingRules() {}
}
