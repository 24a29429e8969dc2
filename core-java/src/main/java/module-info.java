/**
 * Dense neural networks. The array level stands on its own: {@code densa.data}, {@code densa.network}, {@code
 * densa.optimize}, {@code densa.engine}, {@code densa.metric}, {@code densa.store}, {@code densa.train}. The table level,
 * {@code densa.table} and what is below it, is made of the array level.
 */
module densa.core {
    requires transitive java.sql;
    requires com.google.gson;
    // Not static: a module that is required only then is resolved only with --add-modules.
    requires densa.nativecode;
    requires static transitive org.jspecify;

    exports densa;
    exports densa.data;
    exports densa.network;
    exports densa.optimize;
    exports densa.engine;
    exports densa.metric;
    exports densa.store;
    exports densa.train;
    exports densa.train.log;
    exports densa.table;
    exports densa.table.encode;
    exports densa.table.audit;
    exports densa.table.model;
    exports densa.table.train;
    exports densa.table.explain;
    exports densa.internal to
            densa.files,
            densa.report;
}
