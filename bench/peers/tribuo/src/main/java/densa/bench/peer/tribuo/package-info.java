/** Tribuo with TensorFlow in the comparison. */
@NullMarked
package densa.bench.peer.tribuo;

import org.jspecify.annotations.NullMarked;
