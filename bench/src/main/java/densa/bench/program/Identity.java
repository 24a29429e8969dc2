package densa.bench.program;

import org.jspecify.annotations.Nullable;

/**
 * A program's first line: it is ready.
 *
 * @param system the library's name
 * @param version its version, and what it computes with
 * @param skip why it takes no part, else null
 */
public record Identity(
        @Nullable String system,
        @Nullable String version,
        @Nullable String skip) {}
