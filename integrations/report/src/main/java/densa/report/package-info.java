/**
 * Reports: {@link densa.report.Report} says in one HTML file how good a model is and why. The file needs nothing beside
 * it and asks nothing of the network.
 */
@NullMarked
package densa.report;

import org.jspecify.annotations.NullMarked;
