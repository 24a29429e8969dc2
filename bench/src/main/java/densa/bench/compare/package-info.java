/**
 * The comparison with other systems: who takes part in what, child processes that take turns, checks, and the table.
 * {@link densa.bench.Compare} is the program.
 */
@NullMarked
package densa.bench.compare;

import org.jspecify.annotations.NullMarked;
