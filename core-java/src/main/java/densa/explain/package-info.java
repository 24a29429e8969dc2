/**
 * Why a model predicts what it predicts: {@link densa.explain.Importance} says which columns the predictions need,
 * {@link densa.explain.PartialDependence} how they change with one column, and {@link densa.explain.Contributions} what
 * moved the prediction of one row. All of them look at the model, not at the world: they do not tell causes.
 */
@NullMarked
package densa.explain;

import org.jspecify.annotations.NullMarked;
