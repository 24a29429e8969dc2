/** Turns tables into numbers: the {@link densa.encode.Encoder} learns how, a {@link densa.encode.Dataset} holds them. */
@NullMarked
package densa.encode;

import org.jspecify.annotations.NullMarked;
