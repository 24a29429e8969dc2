package densa.table.train;

import densa.optimize.LayerFactors;
import densa.table.encode.EncodingRules;
import java.util.Collections;
import java.util.List;

/**
 * What Densa does for a table of so many rows where the user says nothing: layers, bins, batches, epochs, folds, and
 * how many networks are trained before candidates are compared. Each number stands beside what it was measured to bring
 * (docs/tables.md has the tables). Immutable.
 *
 * @param options what the user said; it always wins
 * @param rows of the table that can be learned from
 * @param columns of the table that may be inputs
 */
public record Recipe(TabularOptions options, int rows, int columns) {

    /**
     * Below this many rows networks overfit unless they are regularized strongly, and validation rows are few: all
     * candidates are compared on all folds, and the strongest regularization is always part of the model (without it,
     * log loss on iris was twice as high).
     */
    private static final int TINY = 500;

    /** Up to this many rows 20 folds gain 1 to 3 % over 10 (concrete, ames, churn), and are still trained quickly. */
    private static final int FEW = 1500;

    /** From here on fewer folds do as well (california 43,653 with 10, 43,640 with 8) and less is compared. */
    private static final int SMALL = 8000;

    private static final int FOLDS = 10;
    private static final int FOLDS_OF_FEW_ROWS = 20;
    private static final int FOLDS_OF_LARGE_TABLE = 8;
    private static final int QUICK_FOLDS = 5;

    /** Widths from 64 to 256 and two to three layers were compared on adult, california and letters. */
    private static final List<Integer> THREE_LAYERS = List.of(128, 128, 128);

    /** With one or two outputs, a third layer gains nothing (ames 1 % better without, spam 2 %) and takes its time. */
    private static final List<Integer> TWO_LAYERS = List.of(128, 128);

    private static final int FEW_OUTPUTS = 2;

    private static final int SMALLEST_BATCH = 16;
    private static final int LARGE_BATCH = 256;
    private static final int ROWS_OF_LARGER_BATCH = 10_000;
    private static final int BATCHES_PER_EPOCH = 8;

    private static final int MAX_EPOCHS = 256;

    /** Numeric columns that may have the most bins each; more columns share as many bins in all. */
    private static final int COLUMNS_OF_MOST_BINS = 16;

    private static final int MIN_BINS = 8;

    /**
     * Networks at which no further candidate joins the model: more gain a percent, and make it large and slow. No bound
     * on a model's networks: it has one for each fold of each selected candidate, the strongest regularization of a
     * tiny table comes on top, and the effort best repeats all of it on other folds.
     */
    private static final int ENOUGH_NETWORKS = 30;

    /**
     * The first layer has a weight for each bin, which is where large tables overfit: a lower rate and more decay there
     * took 1.2 % off california and 0.6 % off adult; concrete gained nothing.
     */
    private static final LayerFactors REGULARIZED_FIRST_LAYER = new LayerFactors(0.3, 30);

    /**
     * More columns than these, and than twice the rows, make a wide table, such as of genes or of the points of a
     * spectrum. There, bins bring nothing but weights; what counts is regularization, or a linear model: on 100 rows of
     * 4,000 columns with eight factors behind them, accuracy 0.89 to 0.90 with and without bins; on 80 spectra of 1,500
     * points, RMSE 0.094 with bins, 0.037 of a linear model, which on genes is as good as the networks.
     */
    private static final int MANY_COLUMNS = 1000;

    /** A network of a wide table fits its rows within a few epochs: 60 are as good as 256. */
    private static final int MAX_EPOCHS_OF_WIDE_TABLE = 60;

    /** Weights of the first layer of a wide table: more take their time, and bring nothing. */
    private static final int WEIGHTS_OF_WIDE_TABLE = 400_000;

    private static final int LEAST_UNITS = 16;
    private static final int MOST_UNITS = 128;

    /**
     * The numbers of an effort.
     *
     * @param steps of one network's training
     * @param minEpochs however many rows there are
     * @param minCompared networks of a candidate that are trained before it is compared
     * @param rowsToCompare validation rows that decide between candidates
     * @param maxRowsToCompare in larger tables, one candidate is trained without a comparison
     * @param repeats of the cross-validation, on other folds, for more networks of the best candidates
     */
    private record Pace(
            int steps, int minEpochs, int minCompared, int rowsToCompare, int maxRowsToCompare, int repeats) {

        static Pace of(Effort effort) {
            return switch (effort) {
                case QUICK -> new Pace(2000, 20, 2, 500, 1500, 0);
                case STANDARD -> new Pace(2500, 24, 5, 1500, 50_000, 0);
                case BEST -> new Pace(5000, 24, 5, 1500, 1_000_000, 2);
            };
        }
    }

    /**
     * Creates the recipe of a table that is not wide.
     *
     * @param options what the user said
     * @param rows of the table that can be learned from
     */
    public Recipe(TabularOptions options, int rows) {
        this(options, rows, 0);
    }

    /** {@return whether the table has so many columns for its rows that it is learned in another way} */
    public boolean isWide() {
        return columns > MANY_COLUMNS && columns > 2L * rows;
    }

    /** Returns whether a linear model is compared with the networks. */
    boolean comparesLinear() {
        return isWide()
                && options.architecture().hidden().isEmpty()
                && options.architecture().dropout().isEmpty()
                && rows <= pace().maxRowsToCompare();
    }

    private Pace pace() {
        return Pace.of(options.budget().effort());
    }

    private boolean isQuick() {
        return options.budget().effort() == Effort.QUICK;
    }

    /** Returns whether validation rows are so few that all candidates are trained on all folds. */
    boolean isTiny() {
        return rows < TINY;
    }

    /**
     * {@return the folds of a cross-validation whose number is not given: 10; 20 for 500 to 1,500 rows; 8 for more than
     * 8,000} The effort quick has 5 from 500 rows on, and in wide tables.
     */
    public int folds() {
        if (isTiny() && !(isQuick() && isWide())) {
            return FOLDS;
        } else if (isQuick()) {
            return QUICK_FOLDS;
        } else if (rows <= FEW) {
            return FOLDS_OF_FEW_ROWS;
        }
        return rows <= SMALL ? FOLDS : FOLDS_OF_LARGE_TABLE;
    }

    /**
     * {@return the units of the hidden layers: three layers of 128, or two above 1,500 rows where the network has one
     * or two outputs; fewer units in very wide tables}
     *
     * @param outputs the number of outputs of the network
     */
    public List<Integer> hidden(int outputs) {
        if (isWide() && options.architecture().hidden().isEmpty()) {
            int units = Integer.highestOneBit(Math.max(1, WEIGHTS_OF_WIDE_TABLE / columns));
            return Collections.nCopies(THREE_LAYERS.size(), Math.max(LEAST_UNITS, Math.min(MOST_UNITS, units)));
        }
        return options.architecture().hidden().orElse(rows > FEW && outputs <= FEW_OUTPUTS ? TWO_LAYERS : THREE_LAYERS);
    }

    /** {@return the maximum number of bins of a number before it is known how many columns share them} */
    public int maxBins() {
        return bins(1).get(0);
    }

    /**
     * {@return the bins to compare, the most first: 64, or 128 above 8,000 rows, or fewer if there are more than 16
     * numeric columns; and 0, if the effort compares}
     *
     * @param columns number of numeric columns
     */
    public List<Integer> bins(int columns) {
        if (options.architecture().bins().isPresent()) {
            return List.of(options.architecture().bins().getAsInt());
        }
        if (isWide()) {
            return List.of(0);
        }
        int most = rows <= SMALL ? EncodingRules.BINS : EncodingRules.BINS_OF_LARGE_TABLE;
        int each = Math.min(most, Math.max(MIN_BINS, most * COLUMNS_OF_MOST_BINS / Math.max(1, columns)));
        return rows <= pace().maxRowsToCompare() ? List.of(each, 0) : List.of(each);
    }

    /**
     * Returns the regularizations to compare, the usual one first: more in small tables unless the effort is quick; a
     * single one if the user gave dropout or weight decay, or the effort does not compare.
     */
    List<Regularization> regularizations() {
        if (options.architecture().dropout().isPresent()
                || options.optimization().weightDecay().isPresent()) {
            Regularization usual = isTiny() ? Regularization.STRONG : Regularization.LIGHT;
            return List.of(new Regularization(
                    options.architecture().dropout().orElse(usual.dropout()),
                    0,
                    options.optimization().weightDecay().orElse(usual.weightDecay())));
        }
        if (options.architecture().isLinear() || rows > pace().maxRowsToCompare()) {
            return List.of(Regularization.LIGHT);
        }
        if (isWide()) {
            return isQuick() ? Regularization.FEW_OF_WIDE_TABLE : Regularization.ALL_OF_WIDE_TABLE;
        }
        boolean all = isTiny() || rows <= SMALL && !isQuick();
        return all ? Regularization.ALL : Regularization.FEW;
    }

    /** {@return the usual weight decay, which small tables compare with others} */
    public double weightDecay() {
        return regularizations().get(0).weightDecay();
    }

    /**
     * Returns what multiplies the learning rate and the weight decay of the first layer. None up to 8,000 rows, for the
     * effort quick, whose trainings are short, where the user gave a weight decay, or without hidden layers.
     */
    LayerFactors firstLayer() {
        boolean regularized = rows > SMALL
                && !isQuick()
                && options.optimization().weightDecay().isEmpty()
                && !options.architecture().isLinear();
        return regularized ? REGULARIZED_FIRST_LAYER : LayerFactors.ONE;
    }

    /**
     * {@return the rows of one step: the power of two at or below an eighth of the training rows, 16 to 256, or 512
     * from 10,000 rows on}
     *
     * @param trainingRows of one network
     */
    public int batchSize(int trainingRows) {
        int power = Integer.highestOneBit(Math.max(1, trainingRows / BATCHES_PER_EPOCH));
        int most = trainingRows < ROWS_OF_LARGER_BATCH ? LARGE_BATCH : 2 * LARGE_BATCH;
        return options.budget().batchSize().orElse(Math.max(SMALLEST_BATCH, Math.min(most, power)));
    }

    /**
     * {@return the epochs that make the steps of the effort, 24 (quick: 20) to 256}
     *
     * @param trainingRows of one network
     */
    public int epochs(int trainingRows) {
        int stepsPerEpoch = Math.max(1, (trainingRows - 1) / batchSize(trainingRows) + 1);
        // A quick training of many networks, or of long steps, is shorter.
        boolean shorter = isQuick() && (trainingRows < TINY || trainingRows > SMALL);
        int steps = shorter ? pace().steps() * 2 / 5 : pace().steps();
        int wanted = (steps - 1) / stepsPerEpoch + 1;
        return options.budget()
                .epochs()
                .orElse(Math.max(
                        pace().minEpochs(), Math.min(isWide() ? MAX_EPOCHS_OF_WIDE_TABLE : MAX_EPOCHS, wanted)));
    }

    /**
     * {@return the epochs without improvement after which a training stops: two fifths of all} Before that, the falling
     * learning rate may still bring a better epoch.
     *
     * @param trainingRows of one network
     */
    public int patience(int trainingRows) {
        return options.budget().patience().orElse((2 * epochs(trainingRows) + 4) / 5);
    }

    /**
     * Returns the number of folds on which a candidate is evaluated before the race decides: enough to cover the rows
     * that the effort asks for.
     */
    int foldsToCompare(int folds) {
        long enough = ((long) pace().rowsToCompare() * folds - 1) / rows + 1;
        return (int) Math.min(folds, Math.max(pace().minCompared(), enough));
    }

    /**
     * Returns the number of those folds that show whether a candidate is hopeless; all of them in tiny tables, where so
     * few rows show nothing.
     */
    int foldsToScout(int folds) {
        int compared = foldsToCompare(folds);
        return isTiny() ? compared : Math.min(compared, Math.max(2, (2 * compared + 4) / 5));
    }

    /**
     * Returns the maximum number of candidates whose networks, one a fold, make up a model: what makes 30 networks, two
     * in large tables.
     */
    int maxCandidatesTogether(int folds) {
        return rows <= SMALL ? Math.max(2, ENOUGH_NETWORKS / folds) : 2;
    }

    /** Returns how often the cross-validation is repeated on other folds. */
    int repeats() {
        return pace().repeats();
    }
}
