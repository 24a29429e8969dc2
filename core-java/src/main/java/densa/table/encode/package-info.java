/**
 * Turns tables into numbers: an {@link densa.table.encode.Encoder} learns from the training rows how each column
 * becomes inputs, and encodes other tables and single rows in the same way.
 */
@NullMarked
package densa.table.encode;

import org.jspecify.annotations.NullMarked;
