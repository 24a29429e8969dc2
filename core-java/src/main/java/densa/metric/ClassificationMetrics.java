package densa.metric;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The figures of a classification; immutable and thread-safe.
 *
 * <p>The predicted class of a row is the one of the largest probability, the first of equal ones. With the weight w of
 * each row:
 *
 * <ul>
 *   <li>accuracy = sum of w over the rows predicted right / sum of w, 0 to 1
 *   <li>log loss = -sum w ln(p of the true class) / sum w, natural logarithm, p clipped to [1e-15, 1 - 1e-15]
 *   <li>ROC AUC (two classes) = the share of the pairs of a row of the second class and one of the first, weighted by
 *       the product of their weights, in which the former has the larger probability of the second class; a tie counts
 *       one half
 *   <li>macro F1 = the plain mean of 2 tp / (2 tp + fp + fn) over the classes that occur in the truth or in the
 *       predictions, 0 to 1; not defined if all rows are of one class
 *   <li>calibration error = how far the probability of the predicted class is from the share of right ones, 0 to 1
 * </ul>
 *
 * <p>A row may be of a class that is none of these, and that no prediction can be ({@link #OTHER_CLASS}): it counts as
 * wrong, and is left out of log loss, ROC AUC and the confusion matrix.
 */
public final class ClassificationMetrics implements Metrics {
    /** The true class of a row of another class than those that can be predicted. */
    public static final int OTHER_CLASS = -1;

    private static final double SMALLEST = 1e-15;
    private static final double ROUNDING = 1e-4;
    private static final int CALIBRATION_BINS = 15;

    private final List<String> classes;
    private final int rows;
    private final double accuracy;
    private final double logLoss;
    private final double rocAuc;
    private final double f1Macro;
    private final double calibrationError;
    private final double[][] confusion;

    private ClassificationMetrics(
            List<String> classes, int[] truth, int[] predicted, double[] probabilities, double[] rowWeights) {
        double weights = RowWeights.checked(rowWeights, truth.length);
        this.classes = List.copyOf(classes);
        this.rows = truth.length;
        this.confusion = confusion(classes.size(), truth, predicted, rowWeights);
        double right = 0;
        for (int c = 0; c < classes.size(); c++) {
            right += confusion[c][c];
        }
        this.accuracy = right / weights;
        this.logLoss = logLoss(classes.size(), truth, probabilities, rowWeights);
        this.rocAuc = classes.size() == 2 ? rocAuc(truth, probabilities, rowWeights) : Double.NaN;
        this.f1Macro = f1Macro(confusion, truth, predicted, rowWeights);
        this.calibrationError = calibrationError(classes.size(), truth, predicted, probabilities, rowWeights) / weights;
    }

    /**
     * Compares predictions with the truth, every row with weight 1.
     *
     * @param classes the names of the classes
     * @param truth the true class of each row, 0 to classes - 1, or {@link #OTHER_CLASS}
     * @param probabilities rows x classes, row-major, each 0 to 1
     * @return the figures
     * @throws IllegalArgumentException if a length or a value is out of range, or there is no row
     */
    public static ClassificationMetrics of(List<String> classes, int[] truth, double[] probabilities) {
        return of(classes, truth, probabilities, RowWeights.ones(truth.length));
    }

    /**
     * Compares predictions with the truth.
     *
     * @param classes the names of the classes
     * @param truth the true class of each row, 0 to classes - 1, or {@link #OTHER_CLASS}
     * @param probabilities rows x classes, row-major, each 0 to 1
     * @param rowWeights the weight of each row, >= 0, not all 0
     * @return the figures
     * @throws IllegalArgumentException if a length or a value is out of range, or there is no row
     */
    public static ClassificationMetrics of(
            List<String> classes, int[] truth, double[] probabilities, double[] rowWeights) {
        int count = classes.size();
        if (probabilities.length != (long) truth.length * count) {
            throw new IllegalArgumentException("probabilities must be rows x classes (" + truth.length + " x " + count
                    + "), got " + probabilities.length);
        }
        for (int c : truth) {
            if (c != OTHER_CLASS && (c < 0 || c >= count)) {
                throw new IllegalArgumentException("true class must be 0 to " + (count - 1) + ", got " + c);
            }
        }
        for (double probability : probabilities) {
            if (!(probability >= -ROUNDING && probability <= 1 + ROUNDING)) {
                throw new IllegalArgumentException("probability must be 0 to 1, got " + probability);
            }
        }
        int[] predicted = predictedClasses(truth.length, count, probabilities);
        return new ClassificationMetrics(classes, truth, predicted, probabilities, rowWeights);
    }

    @Override
    public int rows() {
        return rows;
    }

    /**
     * Returns the names of the classes.
     *
     * @return the names, in the order of the rows and columns of the confusion matrix
     */
    public List<String> classes() {
        return classes;
    }

    /**
     * Returns the share of the rows that were predicted right.
     *
     * @return 0 to 1
     */
    public double accuracy() {
        return accuracy;
    }

    /**
     * Returns the mean negative logarithm of the probability of the true class.
     *
     * @return 0 or more, in nats; NaN if no row is of one of the classes
     */
    public double logLoss() {
        return logLoss;
    }

    /**
     * Returns the area under the ROC curve, the second class being the positive one.
     *
     * @return 0 to 1; empty unless there are two classes and both occur in the truth
     */
    public OptionalDouble rocAuc() {
        return optional(rocAuc);
    }

    /**
     * Returns the mean F1 of the classes.
     *
     * @return 0 to 1; empty if all rows are of one class
     */
    public OptionalDouble f1Macro() {
        return optional(f1Macro);
    }

    private static OptionalDouble optional(double figure) {
        return Double.isNaN(figure) ? OptionalDouble.empty() : OptionalDouble.of(figure);
    }

    /**
     * Returns the expected calibration error (Guo et al. 2017): rows in 15 bins by the probability of their predicted
     * class; the mean over the bins, weighted by their rows, of |share of right ones - mean probability|.
     *
     * @return 0 to 1
     */
    public double calibrationError() {
        return calibrationError;
    }

    /**
     * Returns how often each class was taken for each other.
     *
     * @return a new array, true class x predicted class: the sum of the weights of such rows (their number, if all
     *     weights are 1)
     */
    public double[][] confusionMatrix() {
        return Arrays.stream(confusion).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("accuracy", accuracy);
        optional(logLoss).ifPresent(value -> values.put("log_loss", value));
        rocAuc().ifPresent(value -> values.put("roc_auc", value));
        f1Macro().ifPresent(value -> values.put("f1_macro", value));
        values.put("calibration_error", calibrationError);
        return Collections.unmodifiableMap(values);
    }

    @Override
    public String toString() {
        return "ClassificationMetrics[" + rows + " rows: " + values() + "]";
    }

    private static int[] predictedClasses(int rows, int classes, double[] probabilities) {
        int[] predicted = new int[rows];
        for (int row = 0; row < rows; row++) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
                if (probabilities[row * classes + c] > probabilities[row * classes + best]) {
                    best = c;
                }
            }
            predicted[row] = best;
        }
        return predicted;
    }

    private static double calibrationError(
            int classes, int[] truth, int[] predicted, double[] probabilities, double[] rowWeights) {
        double[] excess = new double[CALIBRATION_BINS];
        for (int row = 0; row < truth.length; row++) {
            double probability = probabilities[row * classes + predicted[row]];
            int bin = Math.min(CALIBRATION_BINS - 1, (int) (probability * CALIBRATION_BINS));
            excess[bin] += rowWeights[row] * ((predicted[row] == truth[row] ? 1 : 0) - probability);
        }
        return Arrays.stream(excess).map(Math::abs).sum();
    }

    private static double[][] confusion(int classes, int[] truth, int[] predicted, double[] rowWeights) {
        double[][] confusion = new double[classes][classes];
        for (int row = 0; row < truth.length; row++) {
            if (truth[row] != OTHER_CLASS) {
                confusion[truth[row]][predicted[row]] += rowWeights[row];
            }
        }
        return confusion;
    }

    private static double logLoss(int classes, int[] truth, double[] probabilities, double[] rowWeights) {
        double sum = 0;
        double weights = 0;
        for (int row = 0; row < truth.length; row++) {
            if (truth[row] != OTHER_CLASS) {
                double probability = probabilities[row * classes + truth[row]];
                sum -= rowWeights[row] * Math.log(Math.min(1 - SMALLEST, Math.max(SMALLEST, probability)));
                weights += rowWeights[row];
            }
        }
        return sum / weights; // 0 / 0 = NaN if every row is of another class
    }

    /**
     * Collects the weight of both classes per distinct score, then goes through the scores in ascending order: each
     * positive beats all negatives below it and half of those beside it. O(n log n), no objects per row.
     */
    private static double rocAuc(int[] truth, double[] probabilities, double[] rowWeights) {
        double[] scores = new double[truth.length];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = probabilities[2 * row + 1] + 0.0; // + 0.0 makes -0.0 and 0.0 the same score
        }
        double[] distinct = scores.clone();
        Arrays.sort(distinct);
        int count = 0;
        for (double score : distinct) {
            if (count == 0 || score != distinct[count - 1]) {
                distinct[count++] = score;
            }
        }
        double[] negatives = new double[count];
        double[] positives = new double[count];
        for (int row = 0; row < scores.length; row++) {
            int rank = Arrays.binarySearch(distinct, 0, count, scores[row]);
            if (truth[row] != OTHER_CLASS) {
                double[] side = truth[row] == 1 ? positives : negatives;
                side[rank] += rowWeights[row];
            }
        }
        double pairs = 0;
        double below = 0;
        double positive = 0;
        for (int rank = 0; rank < count; rank++) {
            pairs += positives[rank] * (below + negatives[rank] / 2);
            below += negatives[rank];
            positive += positives[rank];
        }
        return pairs / (below * positive); // 0 / 0 = NaN if a class does not occur
    }

    private static double f1Macro(double[][] confusion, int[] truth, int[] predicted, double[] rowWeights) {
        if (Arrays.stream(truth).distinct().count() == 1) {
            return Double.NaN;
        }
        boolean[] occurs = new boolean[confusion.length];
        double[] ofOthers = new double[confusion.length];
        for (int row = 0; row < truth.length; row++) {
            occurs[predicted[row]] = true;
            if (truth[row] == OTHER_CLASS) {
                ofOthers[predicted[row]] += rowWeights[row];
            } else {
                occurs[truth[row]] = true;
            }
        }
        double sum = 0;
        int occurring = 0;
        for (int c = 0; c < confusion.length; c++) {
            if (occurs[c]) {
                occurring++;
                sum += f1(confusion, c, ofOthers[c]);
            }
        }
        return sum / occurring;
    }

    private static double f1(double[][] confusion, int c, double ofOthers) {
        double actual = 0;
        double predicted = ofOthers;
        for (int other = 0; other < confusion.length; other++) {
            actual += confusion[c][other];
            predicted += confusion[other][c];
        }
        return actual + predicted == 0 ? 0 : 2 * confusion[c][c] / (actual + predicted);
    }
}
