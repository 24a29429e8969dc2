/**
 * How good predictions are: figures from the predictions of a model and the truth, each row with its weight.
 *
 * <p>The figures follow the definitions of scikit-learn, so that numbers can be compared. Everything here is immutable
 * and thread-safe, and depends on nothing but the JDK.
 */
@NullMarked
package densa.metric;

import org.jspecify.annotations.NullMarked;
