package densa.table.model;

import static densa.internal.Quote.quote;

import densa.table.encode.InputNote;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a model predicts for one row: a class with the probabilities of all classes, a number, or quantiles of it; or
 * several numbers or classes. Immutable and safe for any number of threads.
 */
public final class Prediction {

    private final OutputDecoder decoder;
    private final List<String> classes;
    private final double[] values;
    private final List<PredictionIntervals> intervals;
    private final Supplier<List<InputNote>> notes;

    /** @param notes made when they are asked for */
    Prediction(
            OutputDecoder decoder,
            double[] values,
            List<PredictionIntervals> intervals,
            Supplier<List<InputNote>> notes) {
        this.decoder = decoder;
        this.classes = decoder.classes();
        this.values = values;
        this.intervals = intervals;
        this.notes = notes;
    }

    /**
     * {@return what had to be guessed about the row: a category that training did not have, a value outside the range
     * in training, a missing value where training had none} Empty for most rows.
     */
    public List<InputNote> notes() {
        return notes.get();
    }

    /**
     * {@return the lower end of the prediction interval: the true value is between this and {@link #upper} with a
     * probability}
     *
     * @param level the probability, above 0 and below 1
     * @throws IllegalArgumentException if the level is out of range
     * @throws IllegalStateException if the model predicts a class or several targets
     */
    public double lower(double level) {
        double value = value();
        return interval(0).lower(value, level);
    }

    /**
     * {@return the upper end of the prediction interval; see {@link #lower(double)}}
     *
     * @param level the probability, above 0 and below 1
     */
    public double upper(double level) {
        double value = value();
        return interval(0).upper(value, level);
    }

    /**
     * As {@link #lower(double)}, for a target.
     *
     * @param target one of {@link #targets()}
     * @param level the probability, above 0 and below 1
     * @return the lower end of the interval, in the unit of the target
     * @throws IllegalArgumentException if there is no such target, or the level is out of range
     * @throws IllegalStateException if the model predicts classes
     */
    public double lower(String target, double level) {
        double value = value(target);
        return interval(decoder.index(target)).lower(value, level);
    }

    /**
     * As {@link #upper(double)}, for a target; see {@link #lower(String, double)}.
     *
     * @param target one of {@link #targets()}
     * @param level the probability, above 0 and below 1
     * @return the upper end of the interval, in the unit of the target
     */
    public double upper(String target, double level) {
        double value = value(target);
        return interval(decoder.index(target)).upper(value, level);
    }

    private PredictionIntervals interval(int target) {
        return decoder.interval(intervals, target);
    }

    /**
     * {@return the most probable class, the first of equal ones}
     *
     * @throws IllegalStateException if the model predicts a number or several targets
     */
    public String label() {
        return classes().get(Predictions.largest(values, 0, values.length));
    }

    /**
     * {@return the probability of a class, 0 to 1}
     *
     * @param label the text of one of {@link Model#classes()}
     * @throws IllegalArgumentException if there is no such class; the message lists them
     * @throws IllegalStateException if the model predicts a number or several targets
     */
    public double probability(String label) {
        int index = classes().indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException("no class " + quote(label) + "; valid: " + String.join(", ", classes));
        }
        return values[index];
    }

    /**
     * {@return the probability of every class, in the order of the classes; they sum to 1}
     *
     * @throws IllegalStateException if the model predicts a number or several targets
     */
    public Map<String, Double> probabilities() {
        Map<String, Double> probabilities = new LinkedHashMap<>();
        for (String label : classes()) {
            probabilities.put(label, values[probabilities.size()]);
        }
        return probabilities;
    }

    /**
     * {@return the predicted number, in the unit of the target; of a model of quantiles, the one whose level is nearest
     * to 0.5}
     *
     * @throws IllegalStateException if the model predicts a class or several targets
     */
    public double value() {
        decoder.checkNumber();
        return values[decoder.middle()];
    }

    /** {@return the columns that are predicted} */
    public List<String> targets() {
        return decoder.names();
    }

    /**
     * {@return the predicted number for a target, in its unit}
     *
     * @param target one of {@link #targets()}
     * @throws IllegalArgumentException if there is no such target; the message lists them
     * @throws IllegalStateException if the model predicts classes
     */
    public double value(String target) {
        return decoder.number(values, 0, target);
    }

    /**
     * {@return the most probable class of a target, the first of equal ones}
     *
     * @param target one of {@link #targets()}
     * @throws IllegalArgumentException if there is no such target; the message lists them
     * @throws IllegalStateException if the model predicts numbers
     */
    public String label(String target) {
        return decoder.label(values, 0, target);
    }

    /**
     * {@return the probability of a class of a target, 0 to 1}
     *
     * @param target one of {@link #targets()}
     * @param label the text of one of the target's classes
     * @throws IllegalArgumentException if there is no such target or class; the message lists them
     * @throws IllegalStateException if the model predicts numbers
     */
    public double probability(String target, String label) {
        return decoder.probability(values, 0, target, label);
    }

    /** {@return the levels of the quantiles, ascending; empty if the model predicts none} */
    public List<Double> quantiles() {
        return decoder.quantiles();
    }

    /**
     * {@return a quantile, in the unit of the target; they ascend}
     *
     * @param index of its level in {@link #quantiles()}
     * @throws IllegalStateException if the model predicts no quantiles
     */
    public double quantile(int index) {
        decoder.checkQuantiles();
        return values[Objects.checkIndex(index, values.length)];
    }

    private List<String> classes() {
        decoder.checkClasses();
        return classes;
    }

    /** The label with its probability, or the number; of several targets, each with its name. */
    @Override
    public String toString() {
        if (decoder.several()) {
            return decoder.names().stream()
                    .map(target -> target + ": " + (decoder.isClasses() ? label(target) : value(target)))
                    .collect(Collectors.joining(", "));
        }
        return classes.isEmpty() ? String.valueOf(value()) : label() + " (" + probability(label()) + ")";
    }
}
