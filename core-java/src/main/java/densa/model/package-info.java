/**
 * Networks for tables: a {@link densa.model.TabularTrainer} learns a {@link densa.model.Model} from a
 * {@link densa.table.Table}, and the model predicts other tables or single rows. It is made of the encoder and the array
 * level, and one {@code .densa} file holds all of it.
 */
@NullMarked
package densa.model;

import org.jspecify.annotations.NullMarked;
