/** Trained networks in model files. Not exported. */
@NullMarked
package densa.train.file;

import org.jspecify.annotations.NullMarked;
