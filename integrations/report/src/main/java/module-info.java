/** Reports: how good a model is, in one HTML file. */
// uPlot is a jar of scripts and no module. A program of modules may need --add-modules uplot.
module densa.report {
    requires transitive densa.core;
    requires com.google.gson;
    requires static transitive org.jspecify;

    exports densa.report;
}
