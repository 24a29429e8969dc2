package densa.model;

import static densa.table.DataException.quote;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a model predicts for one row: a class with the probabilities of all classes, a number, or quantiles of it. Immutable and safe for
 * any number of threads.
 */
public final class Prediction {

    private final OutputMeaning meaning;
    private final List<String> classes;
    private final double[] values;

    Prediction(OutputMeaning meaning, double[] values) {
        this.meaning = meaning;
        this.classes = meaning.classes();
        this.values = values;
    }

    /**
     * The most probable class, the first of equal ones.
     *
     * @throws IllegalStateException if the model predicts a number
     */
    public String label() {
        return classes().get(Predictions.largest(values, 0, values.length));
    }

    /**
     * The probability of a class, 0 to 1.
     *
     * @throws IllegalArgumentException if there is no such class; the message lists them
     * @throws IllegalStateException if the model predicts a number
     */
    public double probability(String label) {
        int index = classes().indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException("no class " + quote(label) + "; valid: " + String.join(", ", classes));
        }
        return values[index];
    }

    /**
     * The probability of every class, in the order of the classes; they sum to 1.
     *
     * @throws IllegalStateException if the model predicts a number
     */
    public Map<String, Double> probabilities() {
        Map<String, Double> probabilities = new LinkedHashMap<>();
        for (String label : classes()) {
            probabilities.put(label, values[probabilities.size()]);
        }
        return probabilities;
    }

    /**
     * The predicted number, in the unit of the target; of a model of quantiles, the one whose level is nearest to 0.5.
     *
     * @throws IllegalStateException if the model predicts a class
     */
    public double value() {
        Predictions.checkNumber(classes);
        return values[meaning.middle()];
    }

    /** The levels of the quantiles, ascending; empty if the model predicts none. */
    public List<Double> quantiles() {
        return meaning.levels();
    }

    /**
     * A quantile, in the unit of the target; they ascend.
     *
     * @param index of its level in {@link #quantiles()}
     * @throws IllegalStateException if the model predicts no quantiles
     */
    public double quantile(int index) {
        Predictions.checkQuantiles(meaning);
        return values[Objects.checkIndex(index, values.length)];
    }

    private List<String> classes() {
        Predictions.checkClasses(classes);
        return classes;
    }

    /** The label with its probability, or the number. */
    @Override
    public String toString() {
        return classes.isEmpty() ? String.valueOf(value()) : label() + " (" + probability(label()) + ")";
    }
}
