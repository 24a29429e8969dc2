/** The exception that all others of the library extend. */
@NullMarked
package densa;

import org.jspecify.annotations.NullMarked;
