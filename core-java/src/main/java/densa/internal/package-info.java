/**
 * What several packages need and no user does: names, quotes, files written as a whole, random numbers. Not exported.
 */
@NullMarked
package densa.internal;

import org.jspecify.annotations.NullMarked;
