/**
 * How fast the engines are: JMH benchmarks, one short program that prints the native engine's lead over pure Java as a
 * table ({@link densa.bench.Ratios}), and the workloads that both measure.
 */
@NullMarked
package densa.bench;

import org.jspecify.annotations.NullMarked;
