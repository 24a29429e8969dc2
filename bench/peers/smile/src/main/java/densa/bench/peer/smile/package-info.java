/** Smile in the comparison. */
@NullMarked
package densa.bench.peer.smile;

import org.jspecify.annotations.NullMarked;
