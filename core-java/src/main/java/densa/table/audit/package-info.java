/**
 * Looks for what spoils a model or its metrics before anything is trained: columns that leak the target, duplicate
 * rows, identical columns, imbalance.
 */
@NullMarked
package densa.table.audit;

import org.jspecify.annotations.NullMarked;
