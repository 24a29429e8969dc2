/**
 * Files: a {@link densa.store.TensorFile} is a safetensors file, and a {@link densa.store.ModelFile} is one that holds
 * a whole network with everything needed to use it. Nothing in such a file can run code, and reading one checks every
 * size before it allocates.
 */
@NullMarked
package densa.store;

import org.jspecify.annotations.NullMarked;
