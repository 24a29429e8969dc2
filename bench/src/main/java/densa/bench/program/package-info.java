/**
 * What every program in the comparison has in common: how it is called, how it answers, and the files it reads. Needs
 * nothing of Densa, so that programs on other libraries can share it.
 */
@NullMarked
package densa.bench.program;

import org.jspecify.annotations.NullMarked;
