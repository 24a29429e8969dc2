/**
 * Typed tables in memory: the first step of the data path.
 *
 * <p>A {@link densa.table.Table} is a list of equally long columns; a {@link densa.table.Column} is either
 * {@linkplain densa.table.NumericColumn numeric} (64-bit floating point, NaN = missing) or
 * {@linkplain densa.table.CategoricalColumn categorical} (a dictionary of texts and one code per row, -1 = missing).
 * Tables come from arrays, from builders, from any JDBC {@code ResultSet}, or from files (artifact
 * {@code densa-files}). Everything here is immutable, but for the builders.
 */
@NullMarked
package densa.table;

import org.jspecify.annotations.NullMarked;
