/**
 * Tables in files: {@link densa.files.TableFiles} reads CSV, TSV, Parquet and JSON lines into a
 * {@link densa.table.Table} and writes tables as CSV or Parquet.
 *
 * <p>What a column holds is decided by all of its cells, never by a sample alone, and cells that are not numbers come
 * out exactly as they stand in the file. CSV is read and written in Java; Parquet and JSON by DuckDB, which is loaded
 * for them alone, works in memory, and has no access to the network.
 */
@NullMarked
package densa.files;

import org.jspecify.annotations.NullMarked;
