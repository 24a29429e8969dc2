package densa.table.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds where the bins of a numeric column end. */
final class Bins {

    private Bins() {}

    /**
     * Edges of at most {@code bins} bins: all distinct values if they are that few; else quantiles of the distinct
     * values weighted by their counts, but none with more than its share of one bin, since a single heavy value (a
     * capital gain of 0) would take most of them.
     *
     * @param sorted finite values, ascending, not all equal
     * @param bins 1 or more
     */
    static List<Double> edges(double[] sorted, int bins) {
        double[] values = new double[sorted.length];
        double[] counts = new double[sorted.length];
        int distinct = 0;
        for (double value : sorted) {
            if (distinct == 0 || value != values[distinct - 1]) {
                values[distinct++] = value + 0.0;
            }
            counts[distinct - 1]++;
        }
        List<Double> edges = new ArrayList<>();
        if (distinct <= bins + 1) {
            Arrays.stream(values, 0, distinct).forEach(edges::add);
            return edges;
        }
        double share = (double) sorted.length / bins;
        double total = 0;
        for (int i = 0; i < distinct; i++) {
            counts[i] = Math.min(counts[i], share);
            total += counts[i];
        }
        edges.add(values[0]);
        double below = 0;
        int at = 0;
        for (int edge = 1; edge < bins; edge++) {
            double wanted = total * edge / bins;
            while (at < distinct - 1 && below + counts[at] < wanted) {
                below += counts[at++];
            }
            if (values[at] > edges.get(edges.size() - 1)) {
                edges.add(values[at]);
            }
        }
        if (values[distinct - 1] > edges.get(edges.size() - 1)) {
            edges.add(values[distinct - 1]);
        }
        return edges;
    }
}
