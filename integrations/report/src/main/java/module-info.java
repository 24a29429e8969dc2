/** Reports: how good a model is, in one HTML file. */
@SuppressWarnings("requires-automatic") // uPlot is a jar of scripts, not a module
module densa.report {
    requires transitive densa.core;
    requires com.google.gson;
    requires uplot;
    requires static transitive org.jspecify;

    exports densa.report;
}
