/**
 * Reports: {@link densa.report.Report} says in one HTML file how good a model is and why. The file needs nothing beside
 * it and asks nothing of the network.
 *
 * <p>Curves are drawn by uPlot, whose jar holds scripts and is no module: a program that runs on the module path names it,
 * {@code --add-modules uplot}.
 */
@NullMarked
package densa.report;

import org.jspecify.annotations.NullMarked;
