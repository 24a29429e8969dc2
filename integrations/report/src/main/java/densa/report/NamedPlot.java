package densa.report;

/** A small plot as SVG with a line for each of some names: a point and a range on each. Not thread-safe. */
final class NamedPlot {

    private static final double WIDTH = 420;
    private static final double LEFT = 130;
    private static final double RIGHT = 14;
    private static final double TOP = 8;
    private static final double LINE = 24;
    private static final double BOTTOM = 44;
    private static final double RADIUS = 4;
    private static final int LONGEST = 17;

    private final Range x;
    private final Html html = new Html();

    NamedPlot(String title, String xLabel, Range x, int names) {
        this.x = x;
        double end = TOP + LINE * names;
        html.open(
                "svg",
                "viewBox",
                "0 0 " + Plot.text(WIDTH) + " " + Plot.text(end + BOTTOM),
                "role",
                "img",
                "class",
                "plot");
        html.element("title", title);
        for (double tick : x.ticks()) {
            line(across(tick), TOP, across(tick), end, "grid");
            html.element(
                    "text",
                    Figures.text(tick),
                    "x",
                    Plot.text(across(tick)),
                    "y",
                    Plot.text(end + 16),
                    "text-anchor",
                    "middle");
        }
        html.element(
                "text",
                xLabel,
                "x",
                Plot.text((LEFT + WIDTH - RIGHT) / 2),
                "y",
                Plot.text(end + BOTTOM - 8),
                "text-anchor",
                "middle");
    }

    private double across(double value) {
        return LEFT + (value - x.low()) / (x.high() - x.low()) * (WIDTH - RIGHT - LEFT);
    }

    private void line(double fromX, double fromY, double toX, double toY, String kind) {
        html.element(
                "line",
                "",
                "x1",
                Plot.text(fromX),
                "y1",
                Plot.text(fromY),
                "x2",
                Plot.text(toX),
                "y2",
                Plot.text(toY),
                "class",
                kind);
    }

    /** The name of a line. */
    NamedPlot name(int line, String name) {
        html.open("text", "x", Plot.text(LEFT - 10), "y", Plot.text(middle(line) + 4), "text-anchor", "end")
                .text(Figures.cut(name, LONGEST))
                .element("title", Figures.name(name))
                .close();
        return this;
    }

    /** A value on a line, and its range. */
    NamedPlot value(int line, String kind, double value, double low, double high, String says) {
        double y = middle(line);
        line(across(low), y, across(high), y, "whisker " + kind);
        html.open(
                        "circle",
                        "cx",
                        Plot.text(across(value)),
                        "cy",
                        Plot.text(y),
                        "r",
                        Plot.text(RADIUS),
                        "class",
                        "point " + kind)
                .element("title", says)
                .close();
        return this;
    }

    private static double middle(int line) {
        return TOP + LINE * (line + 0.5);
    }

    /** Writes the plot. */
    void writeTo(Html page) {
        page.trusted(html.close().toString());
    }
}
