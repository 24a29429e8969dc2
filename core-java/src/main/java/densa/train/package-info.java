/** Training at the array level: a {@link densa.train.Trainer} turns a network and a data set into a trained network. */
@NullMarked
package densa.train;

import org.jspecify.annotations.NullMarked;
