package densa.table.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bins of a number: intervals side by side, one fewer than their edges. Immutable. */
public final class Bins {

    /** No bins. */
    public static final Bins NONE = new Bins(new double[0]);

    private final double[] edges;

    private Bins(double[] edges) {
        this.edges = edges;
    }

    /**
     * {@return the bins between edges}
     *
     * @param edges ascending; none, or two and more
     * @throws IllegalArgumentException if there is one edge alone, or edges do not ascend or are not finite
     */
    public static Bins between(double... edges) {
        if (edges.length == 1) {
            throw new IllegalArgumentException("edges must be none or two and more, got one");
        }
        for (int i = 0; i < edges.length; i++) {
            if (!Double.isFinite(edges[i]) || i > 0 && edges[i] <= edges[i - 1]) {
                throw new IllegalArgumentException("edges must be finite and ascend, got " + Arrays.toString(edges));
            }
        }
        return edges.length == 0 ? NONE : new Bins(edges.clone());
    }

    /**
     * Returns at most {@code most} bins of values. Their edges are all distinct values if they are that few; else
     * quantiles of the distinct values weighted by their counts, but none with more than its share of one bin, since a
     * single heavy value (a capital gain of 0) would take most of them.
     *
     * @param sorted finite values, ascending, not all equal
     * @param most 1 or more
     */
    static Bins of(double[] sorted, int most) {
        double[] values = new double[sorted.length];
        double[] counts = new double[sorted.length];
        int distinct = 0;
        for (double value : sorted) {
            if (distinct == 0 || value != values[distinct - 1]) {
                values[distinct++] = value + 0.0;
            }
            counts[distinct - 1]++;
        }
        if (distinct <= most + 1) {
            return between(Arrays.copyOf(values, distinct));
        }
        double share = (double) sorted.length / most;
        double total = 0;
        for (int i = 0; i < distinct; i++) {
            counts[i] = Math.min(counts[i], share);
            total += counts[i];
        }
        List<Double> edges = new ArrayList<>();
        edges.add(values[0]);
        double below = 0;
        int at = 0;
        for (int edge = 1; edge < most; edge++) {
            double wanted = total * edge / most;
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
        return between(edges.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** {@return the number of bins} */
    public int count() {
        return Math.max(0, edges.length - 1);
    }

    /**
     * {@return an edge: where a bin begins and the one before it ends}
     *
     * @param index 0 to {@link #count()}; without bins there is no edge
     */
    public double edge(int index) {
        return edges[index];
    }

    /** {@return a new array of all edges, ascending} */
    public double[] edges() {
        return edges.clone();
    }

    /** Returns these bins, or at most {@code most}: edges are left out, as evenly as possible; 0 leaves out all. */
    Bins atMost(int most) {
        if (count() <= most) {
            return this;
        }
        double[] kept = new double[most == 0 ? 0 : most + 1];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = edges[(int) Math.round((double) i * count() / most)];
        }
        return between(kept);
    }

    /**
     * Returns the bin of a value and how far into it, 0 to the number of bins, which must not be 0: 2.25 is a quarter
     * into the third bin.
     */
    double position(double value) {
        int last = edges.length - 1;
        if (value <= edges[0]) {
            return 0;
        } else if (value >= edges[last]) {
            return last;
        }
        // The last edge at or below the value. No branch depends on the value, as it could not be predicted.
        int low = 0;
        for (int left = last; left > 1; ) {
            int half = left >>> 1;
            low = edges[low + half] <= value ? low + half : low;
            left -= half;
        }
        if (value == edges[low]) {
            return low;
        }
        // Halved first, as the distance of two large numbers may overflow.
        double from = edges[low] / 2;
        double to = edges[low + 1] / 2;
        return Math.min(low + 1, low + (value / 2 - from) / (to - from));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bins bins && Arrays.equals(edges, bins.edges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(edges);
    }

    /** Returns the edges, for debuggers. */
    @Override
    public String toString() {
        return Arrays.toString(edges);
    }
}
