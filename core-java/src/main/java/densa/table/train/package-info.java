/**
 * Trains: a {@link densa.table.train.TabularTrainer} turns a {@link densa.table.Table} into a {@link
 * densa.table.model.Model}. It compares a few ways to encode and to regularize by cross-validation and keeps the
 * networks of the best ones as an ensemble.
 */
@NullMarked
package densa.table.train;

import org.jspecify.annotations.NullMarked;
