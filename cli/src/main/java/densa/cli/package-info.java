/**
 * The program {@code densa}: parses what was typed, calls the library, prints what comes back.
 *
 * <p>{@link densa.cli.Main} is the entry; each command is a class of its own. Results go to standard output, everything
 * else to standard error, and every failure becomes one line and an {@linkplain densa.cli.ExitCode exit code}.
 */
@NullMarked
package densa.cli;

import org.jspecify.annotations.NullMarked;
