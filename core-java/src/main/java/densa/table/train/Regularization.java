package densa.table.train;

import java.util.List;

/**
 * What keeps a network from learning its rows by heart.
 *
 * @param dropout rate after every hidden layer (Srivastava et al. 2014)
 * @param columnDropout rate of the columns of the table: it keeps networks from leaning on any one of many columns that
 *     say much the same, such as the pixels of a picture or the frequencies of words
 * @param weightDecay decoupled weight decay (Loshchilov and Hutter 2019)
 */
record Regularization(double dropout, double columnDropout, double weightDecay) {

    /** Little, which is best from some thousand rows on. */
    static final Regularization LITTLE = new Regularization(0.1, 0, 0.02);

    /** As much as networks stand that learn from some hundred rows. */
    static final Regularization MUCH = new Regularization(0.5, 0, 1);

    private static final Regularization OF_COLUMNS = new Regularization(0.1, 0.3, 0.02);

    /** What is worth a comparison in small tables, as none fits all of them ... */
    static final List<Regularization> ALL = List.of(LITTLE, OF_COLUMNS, new Regularization(0.3, 0, 0.3), MUCH);

    /** ... and in large ones, or in a hurry. */
    static final List<Regularization> FEW = List.of(LITTLE, OF_COLUMNS);
}
