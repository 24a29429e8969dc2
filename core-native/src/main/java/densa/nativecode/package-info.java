/**
 * The border to the C++ library: the native methods, and the loading of the libraries that hold them.
 *
 * <p>Internal to Densa. Nothing here checks its arguments beyond what the C++ side checks; the engine of the core does
 * that once, before it calls.
 */
@NullMarked
package densa.nativecode;

import org.jspecify.annotations.NullMarked;
