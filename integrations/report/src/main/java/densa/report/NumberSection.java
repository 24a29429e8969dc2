package densa.report;

import densa.table.model.EvaluatedTarget;
import densa.table.model.Predictions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** How far numbers are from the truth, and how often it lies within their intervals. */
record NumberSection(EvaluatedTarget target, Content content) {

    private static final int MOST_POINTS = 800;
    private static final List<Double> LEVELS = List.of(0.5, 0.8, 0.9, 0.95);

    void write(Html html, String heading) {
        html.element(heading, "Predicted against true");
        int all = target.rows();
        int[] rows = sample(all);
        html.element(
                "p",
                "The closer to the dashed line, the better."
                        + (rows.length < all
                                ? " " + Figures.count(rows.length) + " of " + Figures.count(all, "row")
                                        + ", drawn at random."
                                : ""));
        double[] truth =
                IntStream.of(rows).mapToDouble(row -> target.truth(row)).toArray();
        double[] predicted = IntStream.of(rows).mapToDouble(target::number).toArray();
        double[] residuals = IntStream.range(0, rows.length)
                .mapToDouble(i -> truth[i] - predicted[i])
                .toArray();
        Range both = Range.of(IntStream.range(0, 2 * rows.length)
                .mapToDouble(i -> i < rows.length ? truth[i] : predicted[i - rows.length])
                .toArray());
        Range errors = Range.of(residuals);
        Range numbers = Range.of(predicted);
        html.open("div", "class", "pair");
        html.open("figure").element("figcaption", "Predicted and true");
        new Plot("True values over predicted ones, " + rows.length + " rows", "predicted", "true", both, both)
                .dots("c0", predicted, truth)
                .line("diagonal", both.low(), both.low(), both.high(), both.high())
                .writeTo(html);
        html.close().open("figure").element("figcaption", "What is left over (true − predicted)");
        new Plot("Residuals over predictions, " + rows.length + " rows", "predicted", "residual", numbers, errors)
                .dots("c0", predicted, residuals)
                .line("diagonal", numbers.low(), 0, numbers.high(), 0)
                .writeTo(html);
        html.close().close();
        if (!target.quantiles().isEmpty()) {
            quantiles(html, heading);
        } else if (!content.model().intervals().isEmpty()) {
            intervals(html, heading);
        }
    }

    private static int[] sample(int rows) {
        if (rows <= MOST_POINTS) {
            return IntStream.range(0, rows).toArray();
        }
        return new Random(0)
                .ints(0, rows)
                .distinct()
                .limit(MOST_POINTS)
                .sorted()
                .toArray();
    }

    private void intervals(Html html, String heading) {
        Predictions predictions = content.evaluation().predictions();
        html.element(heading, "How often the truth lies within the interval");
        html.element(
                "p",
                content.training().isPresent()
                        ? "The intervals are made of the errors on these very rows: that the shares agree shows only that"
                                + " nothing is broken. New rows can tell more."
                        : "If the shares are near what is asked for, the intervals can be trusted.");
        header(html, List.of("Interval", "Rows within", "Median width"));
        for (double level : LEVELS) {
            double[] widths = new double[predictions.rows()];
            int within = 0;
            for (int row = 0; row < widths.length; row++) {
                double low = predictions.lower(row, target.name(), level);
                double high = predictions.upper(row, target.name(), level);
                widths[row] = high - low;
                within += low <= target.truth(row) && target.truth(row) <= high ? 1 : 0;
            }
            Arrays.sort(widths);
            html.open("tr", "data-level", level);
            for (String text : List.of(
                    Math.round(100 * level) + " %",
                    Figures.percent((double) within / widths.length),
                    Figures.text(widths[widths.length / 2]))) {
                html.element("td", text, "class", "number");
            }
            html.close();
        }
        html.close().close().close();
    }

    private void quantiles(Html html, String heading) {
        html.element(heading, "How often the truth lies below each quantile");
        html.element("p", "If the shares are near the levels, the quantiles can be trusted.");
        header(html, List.of("Level", "Rows at or below", "Median of the quantile"));
        int count = target.quantiles().size();
        for (int i = 0; i < count; i++) {
            double[] values = new double[target.rows()];
            int below = 0;
            for (int row = 0; row < values.length; row++) {
                values[row] = target.quantile(row, i);
                below += target.truth(row) <= values[row] ? 1 : 0;
            }
            Arrays.sort(values);
            html.open("tr", "data-level", target.quantiles().get(i));
            for (String text : List.of(
                    Figures.percent(target.quantiles().get(i)),
                    Figures.percent((double) below / values.length),
                    Figures.text(values[values.length / 2]))) {
                html.element("td", text, "class", "number");
            }
            html.close();
        }
        html.close().close().close();
    }

    private static void header(Html html, List<String> headings) {
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        headings.forEach(text -> html.element("th", text, "scope", "col", "class", "number"));
        html.close().close().open("tbody");
    }
}
