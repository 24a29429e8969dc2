/** Choosing and describing what computes: the native engine or the pure Java one. */
@NullMarked
package densa.engine;

import org.jspecify.annotations.NullMarked;
