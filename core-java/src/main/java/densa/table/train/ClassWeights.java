package densa.table.train;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.internal.NearestName;
import densa.table.model.Model;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much the rows of each class count in training, on top of the rows' own weights. They enter the
 * loss, the choice of epochs and candidates, and the metrics of the training; {@link Model#evaluate(densa.table.Table)}
 * counts the weights of the rows alone.
 */
public sealed interface ClassWeights {

    /** Every class as it is. */
    ClassWeights NONE = new None();

    /** All classes alike: a class of n_c of n rows (or sums of weights), one of k classes, counts n / (k n_c). */
    ClassWeights BALANCED = new Balanced();

    /** Every class as it is. */
    record None() implements ClassWeights {}

    /** All classes alike. */
    record Balanced() implements ClassWeights {}

    /**
     * Given weights; classes that are not named count 1.
     *
     * @param weights by the text of the class; more than 0 and finite
     */
    record ByLabel(Map<String, Double> weights) implements ClassWeights {
        /**
         * As given.
         *
         * @param weights by the text of the class, at least one, each above 0 and finite; copied, in the order of the
         *     map
         * @throws IllegalArgumentException if a weight is not positive and finite, or there is none
         */
        public ByLabel {
            weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
            if (weights.isEmpty()) {
                throw new IllegalArgumentException("class weights must name a class, got none");
            }
            weights.forEach((label, weight) -> {
                if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "weight of class " + quote(label) + " must be > 0 and finite, got " + weight);
                }
            });
        }
    }

    /**
     * Reads class weights as they are typed.
     *
     * @param text {@code none}, {@code balanced}, or {@code label=weight,label=weight}, each label once and without a
     *     comma
     * @return the weights; whether there are such classes shows in training
     * @throws IllegalArgumentException if the text is none of these, or a weight is not above 0 and finite
     */
    static ClassWeights parse(String text) {
        if (text.equals("none")) {
            return NONE;
        } else if (text.equals("balanced")) {
            return BALANCED;
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int sign = part.lastIndexOf('=');
            try {
                if (sign > 0
                        && weights.put(part.substring(0, sign), Double.valueOf(part.substring(sign + 1))) == null) {
                    continue;
                }
            } catch (NumberFormatException e) {
                // Told below, with what is valid.
            }
            throw new IllegalArgumentException(
                    "class weights must be none, balanced or LABEL=WEIGHT,..., got " + quote(text));
        }
        return new ByLabel(weights);
    }

    /** {@return the text that {@link #parse} turns into these weights} */
    default String text() {
        if (this instanceof ByLabel byLabel) {
            StringBuilder text = new StringBuilder();
            byLabel.weights().forEach((label, weight) -> text.append(text.isEmpty() ? "" : ",")
                    .append(label)
                    .append('=')
                    .append(weight));
            return text.toString();
        }
        return this instanceof Balanced ? "balanced" : "none";
    }

    /**
     * {@return the weight of each class, in the order of the classes}
     *
     * @param classes the classes of the target
     * @param weightOf the sum of the rows' weights for each class, in the same order; asked for balanced weights only
     * @throws DataException if a class is named that there is not
     */
    default double[] of(List<String> classes, double[] weightOf) {
        double[] factors = new double[classes.size()];
        Arrays.fill(factors, 1);
        if (this instanceof Balanced) {
            double sum = 0;
            for (double weight : weightOf) {
                sum += weight;
            }
            for (int i = 0; i < factors.length; i++) {
                factors[i] = weightOf[i] > 0 ? sum / (classes.size() * weightOf[i]) : 1;
            }
        } else if (this instanceof ByLabel byLabel) {
            byLabel.weights().forEach((label, weight) -> {
                int index = classes.indexOf(label);
                if (index < 0) {
                    String nearest = NearestName.of(label, classes)
                            .map(near -> "; did you mean " + quote(near) + "?")
                            .orElse("");
                    throw new DataException("class weights name " + quote(label) + ", which is no class of the target"
                            + nearest + " (classes: " + String.join(", ", classes) + ")");
                }
                factors[index] = weight;
            });
        }
        return factors;
    }
}
