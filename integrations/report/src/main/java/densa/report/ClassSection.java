package densa.report;

import densa.metric.ClassificationMetrics;
import densa.report.Chart.Series;
import densa.table.model.Calibration;
import densa.table.model.EvaluatedTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** How classes are confused, and how well their probabilities are calibrated. */
record ClassSection(EvaluatedTarget target, double[] weights, Optional<Calibration> calibration) {

    private static final int MOST_CLASSES = 25;
    private static final int MOST_PAIRS = 20;
    private static final int MOST_CURVES = 6;
    private static final int BINS = 15;
    private static final double LARGEST = 13;
    private static final double SMALLEST = 3;

    void write(Html html, Chart.Sheet charts, String heading) {
        double[][] confusion = ((ClassificationMetrics) target.metrics(weights)).confusionMatrix();
        if (target.classes().size() <= MOST_CLASSES) {
            html.element(heading, "Which classes are taken for which");
            html.element("p", "Rows are what is true, columns what is predicted: what lies on the diagonal is right.");
            matrix(html, confusion);
        } else {
            html.element(heading, "Which classes are confused most");
            html.element(
                    "p",
                    "Of " + Figures.count(target.classes().size()) + " classes, the pairs that are confused"
                            + " most often.");
            pairs(html, confusion);
        }
        curves(html, charts, heading);
        reliability(html, heading);
    }

    private void matrix(Html html, double[][] confusion) {
        List<String> classes = target.classes();
        html.open("div", "class", "scroll")
                .open("table", "class", "heat")
                .open("thead")
                .open("tr");
        html.element("th", "true ↓ predicted →", "scope", "col");
        classes.forEach(label -> html.element("th", Figures.name(label), "scope", "col", "class", "number"));
        html.element("th", "found", "scope", "col", "class", "number")
                .close()
                .close()
                .open("tbody");
        for (int i = 0; i < confusion.length; i++) {
            double all = Arrays.stream(confusion[i]).sum();
            html.open("tr").element("th", Figures.name(classes.get(i)), "scope", "row");
            for (int j = 0; j < confusion.length; j++) {
                double share = all > 0 ? confusion[i][j] / all : 0;
                html.element(
                        "td",
                        Figures.text(confusion[i][j]),
                        "class",
                        i == j ? "number right" : "number wrong",
                        "style",
                        String.format(Locale.ROOT, "--h:%.2f", share));
            }
            html.element("td", Figures.percent(all > 0 ? confusion[i][i] / all : Double.NaN), "class", "number");
            html.close();
        }
        html.open("tr").element("th", "right of those predicted", "scope", "row");
        for (int j = 0; j < confusion.length; j++) {
            double all = 0;
            for (double[] line : confusion) {
                all += line[j];
            }
            html.element("td", Figures.percent(all > 0 ? confusion[j][j] / all : Double.NaN), "class", "number");
        }
        html.element("td", "").close().close().close().close();
    }

    private void pairs(Html html, double[][] confusion) {
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        html.element("th", "True", "scope", "col").element("th", "Predicted", "scope", "col");
        html.element("th", "Rows", "scope", "col", "class", "number");
        html.element("th", "Share of the true class", "scope", "col", "class", "number");
        html.close().close().open("tbody");
        int count = confusion.length;
        IntStream.range(0, count * count)
                .filter(i -> i / count != i % count && confusion[i / count][i % count] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -confusion[i / count][i % count]))
                .limit(MOST_PAIRS)
                .forEach(i -> {
                    double rows = confusion[i / count][i % count];
                    html.open("tr")
                            .element("td", Figures.name(target.classes().get(i / count)))
                            .element("td", Figures.name(target.classes().get(i % count)))
                            .element("td", Figures.text(rows), "class", "number")
                            .element(
                                    "td",
                                    Figures.percent(rows
                                            / Arrays.stream(confusion[i / count])
                                                    .sum()),
                                    "class",
                                    "number")
                            .close();
                });
        html.close().close().close();
    }

    private void curves(Html html, Chart.Sheet charts, String heading) {
        int count = target.classes().size();
        if (count > MOST_CURVES) {
            return;
        }
        double[] grid = IntStream.range(0, Rates.POINTS)
                .mapToDouble(i -> (double) i / (Rates.POINTS - 1))
                .toArray();
        List<Series> roc = new ArrayList<>();
        List<Series> precision = new ArrayList<>();
        for (int c = count == 2 ? 1 : 0; c < count; c++) {
            for (Rates rates : Rates.of(target, c, weights)) {
                String label = Figures.cut(target.classes().get(c), 24);
                double auc = rates.auc().orElse(Double.NaN);
                double[] found = new double[grid.length + 1];
                System.arraycopy(rates.truePositives(), 0, found, 1, grid.length);
                roc.add(new Series(label + " (area " + Figures.text(auc) + ")", c, false, found, List.of()));
                precision.add(new Series(
                        label + " (mean " + Figures.text(rates.averagePrecision()) + ")",
                        c,
                        false,
                        rates.precision(),
                        List.of()));
            }
        }
        if (roc.isEmpty()) {
            return;
        }
        double[] fromZero = new double[grid.length + 1];
        System.arraycopy(grid, 0, fromZero, 1, grid.length);
        roc.add(new Series("chance", -1, true, fromZero, List.of()));
        html.element(heading, "How well classes are found");
        html.element(
                "p",
                "As the threshold of the probability falls, more of a class is found, and more of the others is taken"
                        + " for it" + (count > 2 ? "; each class against all others." : "."));
        html.open("div", "class", "pair");
        html.open("figure").element("figcaption", "Receiver operating characteristic (ROC)");
        charts.add(
                new Chart(
                        charts.nextId(),
                        "ROC curves: " + labels(roc),
                        "share of others taken for it",
                        "share found",
                        fromZero,
                        roc,
                        false,
                        true,
                        true),
                html);
        html.close().open("figure").element("figcaption", "Precision and recall");
        charts.add(
                new Chart(
                        charts.nextId(),
                        "Precision over recall: " + labels(precision),
                        "share found (recall)",
                        "share right (precision)",
                        grid,
                        precision,
                        false,
                        true,
                        true),
                html);
        html.close().close();
    }

    private static String labels(List<Series> series) {
        return String.join(", ", series.stream().map(Series::label).toList());
    }

    /** Bins as those of the calibration error. */
    private void reliability(Html html, String heading) {
        double[] right = new double[BINS];
        double[] promised = new double[BINS];
        double[] weight = new double[BINS];
        int[] counts = new int[BINS];
        for (int row = 0; row < weights.length; row++) {
            int label = target.label(row);
            double p = target.probability(row, label);
            int bin = Math.min(BINS - 1, (int) (p * BINS));
            counts[bin]++;
            weight[bin] += weights[row];
            promised[bin] += weights[row] * p;
            right[bin] += target.truth(row) == label ? weights[row] : 0;
        }
        html.element(heading, "Whether probabilities can be trusted");
        html.element("p", trust());
        int most = Arrays.stream(counts).max().orElse(1);
        Plot plot = new Plot(
                        "Share of right predictions over their probability, in " + BINS + " bins",
                        "probability of the predicted class",
                        "share predicted right",
                        Range.SHARES,
                        Range.SHARES)
                .line("diagonal", 0, 0, 1, 1);
        for (int bin = 0; bin < BINS; bin++) {
            if (weight[bin] > 0) {
                plot.point(
                        "c0",
                        promised[bin] / weight[bin],
                        right[bin] / weight[bin],
                        SMALLEST + (LARGEST - SMALLEST) * Math.sqrt((double) counts[bin] / most),
                        Figures.count(counts[bin], "row") + ": probability "
                                + Figures.percent(promised[bin] / weight[bin]) + ", right "
                                + Figures.percent(right[bin] / weight[bin]));
            }
        }
        html.open("div", "class", "pair").open("figure");
        html.element("figcaption", "Larger points stand for more rows; on the dashed line promises are kept");
        plot.writeTo(html);
        html.close().open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (String text : List.of("Promised", "Right", "Rows")) {
            html.element("th", text, "scope", "col", "class", "number");
        }
        html.close().close().open("tbody");
        for (int bin = 0; bin < BINS; bin++) {
            if (weight[bin] > 0) {
                html.open("tr");
                html.element("td", Figures.percent(promised[bin] / weight[bin]), "class", "number");
                html.element("td", Figures.percent(right[bin] / weight[bin]), "class", "number");
                html.element("td", Figures.count(counts[bin]), "class", "number")
                        .close();
            }
        }
        html.close().close().close().close();
    }

    private String trust() {
        double error = ((ClassificationMetrics) target.metrics(weights)).calibrationError();
        String now = "Calibration error on these rows: " + Figures.text(error) + ".";
        return calibration.map(found -> now + " " + trust(found)).orElse(now);
    }

    private static String trust(Calibration found) {
        if (found.temperature() == 1) {
            return "The probabilities are not recalibrated, as that did not help in training.";
        }
        String temperature = "a temperature of " + Figures.text(found.temperature());
        return found.temperature() == found.outOfFoldTemperature()
                ? "In the training " + temperature + " brought it from " + Figures.text(found.errorBefore()) + " to "
                        + Figures.text(found.errorAfter()) + "."
                : "The model has " + temperature + ": an ensemble is less confident than its networks.";
    }
}
