/** Reports: how good a model is, in one HTML file. */
module densa.report {
    requires transitive densa.core;
    requires com.google.gson;
    requires static transitive org.jspecify;

    exports densa.report;
}
