package densa.report;

import densa.report.Content.Explained;
import densa.table.explain.Importance;
import densa.table.explain.Importance.Item;
import densa.table.explain.PartialDependence;
import densa.table.explain.PartialDependence.Point;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Which columns the predictions need, and how they change with them. */
record ExplainSection(Explained explained, boolean training) {

    private static final int MOST_ITEMS = 30;
    private static final int MOST_ALONE = 8;
    private static final int MOST_CLASSES = 6;

    /** Standard errors of a 95 % interval. */
    private static final double NORMAL = 1.96;

    private List<String> classes() {
        return explained.model().classes();
    }

    void dependence(Html html) {
        html.element(
                "p",
                "Mean prediction if the column is set to a value in every row and all else stays; "
                        + (classes().size() > 2
                                ? "the lines are the probabilities of the classes."
                                : "eight rows of ten lie in the shaded range.")
                        + " It shows what the model does, not what causes what.");
        int shown = shownClasses().length;
        if (shown > 1) {
            html.open("p", "class", "legend");
            for (int i = 0; i < shown; i++) {
                html.element("span", Figures.name(classes().get(shownClasses()[i])), "class", "key c" + i);
            }
            if (shown < classes().size()) {
                html.text(" and " + (classes().size() - shown) + " more classes, which are not shown");
            }
            html.close();
        }
        html.open("div", "class", "pair");
        explained.dependence().forEach(one -> {
            html.open("figure").element("figcaption", Figures.name(one.column()));
            if (one.axis() != PartialDependence.Axis.NAMES && one.points().size() > 1) {
                numbers(html, one);
            } else {
                names(html, one);
            }
            html.close();
        });
        html.close();
    }

    void importance(Html html) {
        Importance importance = explained.importance();
        html.element(
                "p",
                "How much the error (" + Figures.metric(importance.metric()) + ", "
                        + Figures.text(importance.baseline()) + ") grows when the values of a column are shuffled over "
                        + Figures.count(importance.rows(), "row") + ", mean of " + importance.repeats()
                        + " shuffles. Columns that say nearly the same are shuffled together. Thin lines are 95 %"
                        + " intervals; where one reaches 0, the column may be needless."
                        + (training
                                ? " The error that grows is that of the networks as they were kept, and mostly"
                                        + " below the one above, as these rows chose their best epoch."
                                : ""));
        double most = importance.items().stream()
                .mapToDouble(item -> item.mean() + NORMAL * item.standardError())
                .max()
                .orElse(0);
        double least = Math.min(
                0,
                importance.items().stream()
                        .mapToDouble(item -> item.mean() - NORMAL * item.standardError())
                        .min()
                        .orElse(0));
        Range range = new Range(least, Math.max(most, least + 1e-12));
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        html.element("th", "Column", "scope", "col");
        html.element("th", "Growth", "scope", "col", "class", "number");
        html.element("th", "± std. error", "scope", "col", "class", "number");
        html.element("th", "", "scope", "col", "aria-label", "the same as a bar")
                .close()
                .close()
                .open("tbody");
        for (Item item : importance.items().stream().limit(MOST_ITEMS).toList()) {
            line(html, item, names(item), "", range);
            if (item.columns().size() > 1) {
                importance.alone().stream()
                        .filter(alone -> item.columns().containsAll(alone.columns()))
                        .limit(MOST_ALONE)
                        .forEach(alone -> line(html, alone, names(alone) + " alone", "alone", range));
            }
        }
        html.close().close().close();
        if (importance.items().size() > MOST_ITEMS) {
            html.element(
                    "p",
                    "And " + Figures.count(importance.items().size() - MOST_ITEMS, "more column")
                            + ", which are needed less.");
        }
    }

    private static String names(Item item) {
        int most = Math.min(item.columns().size(), MOST_ALONE);
        String names = String.join(
                ", ",
                item.columns().subList(0, most).stream().map(Figures::name).toList());
        return most < item.columns().size() ? names + " and " + (item.columns().size() - most) + " more" : names;
    }

    private static void line(Html html, Item item, String name, String kind, Range range) {
        html.open("tr", "class", kind).element("th", name, "scope", "row");
        html.element("td", Figures.text(item.mean()), "class", "number");
        html.element("td", Figures.text(item.standardError()), "class", "number");
        double zero = percent(range, 0);
        double end = percent(range, item.mean());
        double low = percent(range, item.mean() - NORMAL * item.standardError());
        double high = percent(range, item.mean() + NORMAL * item.standardError());
        html.open("td", "class", "bar");
        html.open("svg", "viewBox", "0 0 100 10", "preserveAspectRatio", "none", "role", "img");
        html.element("title", Figures.text(item.mean()) + " ± " + Figures.text(item.standardError()));
        html.element(
                "rect",
                "",
                "x",
                text(Math.min(zero, end)),
                "y",
                "1.5",
                "height",
                "7",
                "width",
                text(Math.abs(end - zero)),
                "class",
                "fill");
        html.element(
                "rect", "", "x", text(low), "y", "4.4", "height", "1.2", "width", text(high - low), "class", "err");
        html.close().close().close();
    }

    private static double percent(Range range, double value) {
        return Math.max(0, Math.min(100, 100 * (value - range.low()) / (range.high() - range.low())));
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** Outputs that are drawn: the number, the second of two classes, or the first classes. */
    private int[] shownClasses() {
        int classes = classes().size();
        return classes == 0
                ? new int[] {0}
                : classes == 2
                        ? new int[] {1}
                        : IntStream.range(0, Math.min(classes, MOST_CLASSES)).toArray();
    }

    private String label() {
        List<String> classes = classes();
        if (classes.isEmpty()) {
            return Figures.cut(explained.model().target(), 30);
        }
        return classes.size() == 2 ? "probability of " + Figures.cut(classes.get(1), 24) : "probability";
    }

    private Range range(PartialDependence one) {
        if (!one.classes().isEmpty()) {
            return Range.SHARES;
        }
        List<Double> all = new ArrayList<>();
        one.points().forEach(point -> {
            all.add(point.low().get(0));
            all.add(point.mean().get(0));
            all.add(point.high().get(0));
        });
        return Range.of(all.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private void numbers(Html html, PartialDependence one) {
        double[] x = one.points().stream().mapToDouble(Point::place).toArray();
        Range across = Range.of(x);
        Plot plot = new Plot(
                "Mean prediction over " + Figures.name(one.column()),
                Figures.cut(one.column(), 40),
                label(),
                across,
                range(one),
                one.axis() == PartialDependence.Axis.DATES
                        ? day -> LocalDate.ofEpochDay((long) day).toString()
                        : Figures::text);
        int number = 0;
        int[] shown = shownClasses();
        for (int of : shown) {
            String kind = "c" + number++;
            if (shown.length == 1) {
                plot.band(kind, x, of(one, of, Which.LOW), of(one, of, Which.HIGH));
            }
            plot.curve(kind, x, of(one, of, Which.MEAN));
        }
        plot.writeTo(html);
    }

    private enum Which {
        MEAN,
        LOW,
        HIGH
    }

    private static double[] of(PartialDependence one, int output, Which which) {
        return one.points().stream()
                .mapToDouble(point -> switch (which) {
                    case MEAN -> point.mean().get(output);
                    case LOW -> point.low().get(output);
                    case HIGH -> point.high().get(output);
                })
                .toArray();
    }

    private void names(Html html, PartialDependence one) {
        NamedPlot plot = new NamedPlot(
                "Mean prediction for each " + Figures.name(one.column()),
                label(),
                range(one),
                one.points().size());
        int line = 0;
        int[] shown = shownClasses();
        for (Point point : one.points()) {
            plot.name(line, point.value());
            int number = 0;
            for (int of : shown) {
                double mean = point.mean().get(of);
                boolean ranged = shown.length == 1;
                plot.value(
                        line,
                        "c" + number++,
                        mean,
                        ranged ? point.low().get(of) : mean,
                        ranged ? point.high().get(of) : mean,
                        Figures.name(point.value()) + ": " + Figures.text(mean));
            }
            line++;
        }
        plot.writeTo(html);
    }
}
