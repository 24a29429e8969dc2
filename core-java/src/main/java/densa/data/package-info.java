/**
 * Rows of numbers for a network: a {@link densa.data.Dataset} holds inputs, targets and weights off-heap, a {@link
 * densa.data.Split} says which rows train and which validate.
 */
@NullMarked
package densa.data;

import org.jspecify.annotations.NullMarked;
