package densa.table.train;

import java.util.List;

/**
 * What keeps a network from overfitting.
 *
 * @param dropout rate after every hidden layer (Srivastava et al. 2014)
 * @param columnDropout rate of the columns of the table: it keeps networks from leaning on any one of many columns that
 *     carry similar information, such as the pixels of a picture or the frequencies of words
 * @param weightDecay decoupled weight decay (Loshchilov and Hutter 2019)
 */
record Regularization(double dropout, double columnDropout, double weightDecay) {

    /** Best from some thousand rows on. */
    static final Regularization LIGHT = new Regularization(0.1, 0, 0.02);

    /** The strongest setting that still trains on a few hundred rows. */
    static final Regularization STRONG = new Regularization(0.5, 0, 1);

    /** Took 20 % off the log loss of spam and a fifth off digits; made concrete and california a quarter worse. */
    private static final Regularization OF_COLUMNS = new Regularization(0.1, 0.3, 0.02);

    /** Compared in small tables, as none fits all of them. */
    static final List<Regularization> ALL = List.of(LIGHT, OF_COLUMNS, new Regularization(0.3, 0, 0.3), STRONG);

    /** Compared in wide tables, beside a linear model. */
    static final List<Regularization> ALL_OF_WIDE_TABLE = List.of(new Regularization(0.3, 0, 0.3), STRONG);

    /** Compared in wide tables at the effort quick, beside a linear model. */
    static final List<Regularization> FEW_OF_WIDE_TABLE = List.of(STRONG);

    /** Of a linear model in a wide table: from 0.02 to 1, its weight decay makes little difference. */
    static final Regularization LINEAR = new Regularization(0, 0, 0.02);

    /** Compared in large tables, and at the effort quick. */
    static final List<Regularization> FEW = List.of(LIGHT, OF_COLUMNS);
}
