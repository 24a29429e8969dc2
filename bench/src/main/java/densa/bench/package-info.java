/**
 * How fast Densa is: JMH benchmarks of the engines, one program that compares Densa with other systems
 * ({@link densa.bench.Compare}), and the workloads that both measure.
 */
@NullMarked
package densa.bench;

import org.jspecify.annotations.NullMarked;
