/** Dense neural networks: tables, networks, training and models, on a native or a pure Java engine. */
module densa.core {
    requires transitive java.sql;
    requires com.google.gson;
    requires static densa.nativecode;
    requires static transitive org.jspecify;

    exports densa.table;
    exports densa.encode;
    exports densa.network;
    exports densa.optimize;
    exports densa.engine;
    exports densa.metric;
    exports densa.store;
    exports densa.train;
    exports densa.train.log;
    exports densa.model;
    exports densa.explain;
}
