/** Deeplearning4j in the comparison. */
@NullMarked
package densa.bench.peer.dl4j;

import org.jspecify.annotations.NullMarked;
