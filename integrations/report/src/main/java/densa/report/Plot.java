package densa.report;

import java.util.Locale;
import java.util.function.DoubleFunction;

/** A small plot as SVG. Not thread-safe. */
final class Plot {

    private static final double WIDTH = 420;
    private static final double HEIGHT = 290;
    private static final double LEFT = 62;
    private static final double RIGHT = 14;
    private static final double TOP = 10;
    private static final double BOTTOM = 46;

    private final Range x;
    private final Range y;
    private final Html html = new Html();

    /**
     * Axes without anything in them.
     *
     * @param title what is shown, for those who cannot see it
     */
    Plot(String title, String xLabel, String yLabel, Range x, Range y) {
        this(title, xLabel, yLabel, x, y, Figures::tick);
    }

    /**
     * Axes whose numbers to the right are shown in another way.
     *
     * @param title what is shown, for those who cannot see it
     * @param xText how a number to the right is shown
     */
    Plot(String title, String xLabel, String yLabel, Range x, Range y, DoubleFunction<String> xText) {
        this.x = x;
        this.y = y;
        html.open("svg", "viewBox", "0 0 " + text(WIDTH) + " " + text(HEIGHT), "role", "img", "class", "plot");
        html.element("title", title);
        for (double tick : x.ticks()) {
            line(across(tick), TOP, across(tick), HEIGHT - BOTTOM, "grid");
            label(xText.apply(tick), across(tick), HEIGHT - BOTTOM + 16, "middle");
        }
        for (double tick : y.ticks()) {
            line(LEFT, up(tick), WIDTH - RIGHT, up(tick), "grid");
            label(Figures.tick(tick), LEFT - 6, up(tick) + 4, "end");
        }
        label(xLabel, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "middle");
        double middle = (TOP + HEIGHT - BOTTOM) / 2;
        html.element(
                "text", yLabel, "transform", "translate(13 " + text(middle) + ") rotate(-90)", "text-anchor", "middle");
    }

    private double across(double value) {
        return LEFT + (value - x.low()) / (x.high() - x.low()) * (WIDTH - RIGHT - LEFT);
    }

    private double up(double value) {
        return HEIGHT - BOTTOM - (value - y.low()) / (y.high() - y.low()) * (HEIGHT - BOTTOM - TOP);
    }

    private void line(double fromX, double fromY, double toX, double toY, String kind) {
        html.element("line", "", "x1", text(fromX), "y1", text(fromY), "x2", text(toX), "y2", text(toY), "class", kind);
    }

    private void label(String text, double atX, double atY, String anchor) {
        html.element("text", text, "x", text(atX), "y", text(atY), "text-anchor", anchor);
    }

    /** A straight line between two points. */
    Plot line(String kind, double fromX, double fromY, double toX, double toY) {
        line(across(fromX), up(fromY), across(toX), up(toY), kind);
        return this;
    }

    /** A line through points. */
    Plot curve(String kind, double[] xs, double[] ys) {
        html.element("path", "", "d", path(xs, ys), "class", "curve " + kind);
        return this;
    }

    /** The area between two lines. */
    Plot band(String kind, double[] xs, double[] low, double[] high) {
        StringBuilder back = new StringBuilder(path(xs, high));
        for (int i = xs.length - 1; i >= 0; i--) {
            back.append('L').append(text(across(xs[i]))).append(' ').append(text(up(low[i])));
        }
        html.element("path", "", "d", back + "Z", "class", "band " + kind);
        return this;
    }

    private String path(double[] xs, double[] ys) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(text(across(xs[i])))
                    .append(' ')
                    .append(text(up(ys[i])));
        }
        return path.toString();
    }

    /** Many small points. */
    Plot dots(String kind, double[] xs, double[] ys) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            path.append('M')
                    .append(text(across(xs[i])))
                    .append(' ')
                    .append(text(up(ys[i])))
                    .append("h0");
        }
        html.element("path", "", "d", path, "class", "dots " + kind);
        return this;
    }

    /** A round point that says something when it is pointed at. */
    Plot point(String kind, double atX, double atY, double radius, String says) {
        html.open("circle", "cx", text(across(atX)), "cy", text(up(atY)), "r", text(radius), "class", "point " + kind)
                .element("title", says)
                .close();
        return this;
    }

    /** Writes the plot. */
    void writeTo(Html page) {
        page.trusted(html.close().toString());
    }

    static String text(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
