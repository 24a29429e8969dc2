/**
 * Why a model predicts what it predicts: {@link densa.table.explain.Importance} says which columns the predictions
 * need, {@link densa.table.explain.PartialDependence} how they change with one column, and {@link
 * densa.table.explain.Contributions} what moved the prediction of one row. All of them look at the model, not at the
 * world: they do not tell causes.
 */
@NullMarked
package densa.table.explain;

import org.jspecify.annotations.NullMarked;
