/** How parameters move: optimisers, learning-rate schedules and gradient clipping. */
@NullMarked
package densa.optimize;

import org.jspecify.annotations.NullMarked;
