/** Tables in files: reads and writes CSV, TSV, Parquet and JSON lines. */
@SuppressWarnings("requires-automatic") // DuckDB is not a module, but has a fixed module name
module densa.files {
    requires transitive densa.core;
    requires ch.randelshofer.fastdoubleparser;
    requires duckdb.jdbc;
    requires java.sql;
    requires static transitive org.jspecify;

    exports densa.files;
}
