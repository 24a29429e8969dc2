/**
 * Serves: a {@link densa.table.model.Model} is loaded from one {@code .densa} file and predicts tables and single rows.
 * It needs nothing of what trained it.
 */
@NullMarked
package densa.table.model;

import org.jspecify.annotations.NullMarked;
