/**
 * The engines: each executes a plan by training an epoch, evaluating and predicting. Not exported; everything that
 * reaches this package has been checked.
 */
@NullMarked
package densa.engine.session;

import org.jspecify.annotations.NullMarked;
