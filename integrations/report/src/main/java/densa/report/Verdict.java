package densa.report;

import densa.metric.ClassificationMetrics;
import densa.metric.Metrics;
import densa.report.Bootstrap.Interval;
import densa.table.model.EvaluatedTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a report comes to, in a sentence. */
record Verdict(Content content) {

    String text() {
        List<EvaluatedTarget> targets = content.evaluation().targets();
        int count = content.evaluation().rows().length;
        String rows = content.training().isPresent()
                ? Figures.count(count, "row") + " by networks that did not learn from them"
                : Figures.count(count, "row") + " of the given data";
        if (targets.size() > 1) {
            String metric = targets.get(0).isClasses() ? "accuracy" : "rmse";
            String mean = Figures.metric(metric);
            return "The mean over " + targets.size() + " targets of " + mean + " on " + rows + " is "
                    + figure(content.overall().metrics(), metric) + compared(metric) + ".";
        }
        EvaluatedTarget target = targets.get(0);
        String name = "“" + Figures.name(target.name()) + "”";
        if (target.isClasses()) {
            return name + " is predicted right for "
                    + Figures.percent(value(content.overall().metrics(), "accuracy")) + interval("accuracy") + " of "
                    + rows
                    + compared("accuracy") + ".";
        }
        String explained = content.overall().metrics().values().containsKey("r2")
                ? ", which explains " + Figures.percent(value(content.overall().metrics(), "r2")) + " of its variance"
                : "";
        return name + " is predicted with a typical error (RMSE) of "
                + figure(content.overall().metrics(), "rmse") + interval("rmse") + " for " + rows + explained
                + compared("rmse") + ".";
    }

    private String interval(String metric) {
        Optional<Interval> found =
                Optional.ofNullable(content.overall().intervals().get(metric));
        return found.map(interval -> " (95 % interval " + shown(metric, interval.low()) + " to "
                        + shown(metric, interval.high()) + ")")
                .orElse("");
    }

    private String compared(String metric) {
        String constant = content.overall().metrics() instanceof ClassificationMetrics
                ? "always naming the most frequent class"
                : "always naming the " + (content.model().quantiles().isEmpty() ? "mean" : "same quantiles");
        String text = "; " + constant + " gives " + figure(content.overall().constant(), metric);
        return content.overall()
                .linear()
                .map(linear -> text + ", a linear model " + figure(linear, metric))
                .orElse(text);
    }

    /** A word on what to make of it. */
    String advice() {
        String metric = content.overall().metrics().values().containsKey("accuracy") ? "accuracy" : "rmse";
        int better = metric.equals("accuracy") ? 1 : -1;
        double own = better * value(content.overall().metrics(), metric);
        Interval interval =
                content.overall().intervals().getOrDefault(metric, new Interval(own * better, own * better));
        double least = better > 0 ? interval.low() : -interval.high();
        if (content.isTrainingTable()) {
            return "These are the rows that the model learned from: new rows will be predicted worse.";
        } else if (own <= better * value(content.overall().constant(), metric)) {
            return "The model is no better than a constant prediction.";
        } else if (content.overall().linear().isPresent()) {
            double linear = better * value(content.overall().linear().get(), metric);
            double most = better > 0 ? interval.high() : -interval.low();
            if (linear > most) {
                return "A linear model is clearly better.";
            } else if (own <= linear) {
                return "A linear model does as well: what it says is easier to explain.";
            }
            return least > linear
                    ? "The model is clearly better than a linear one."
                    : "The model may be better than a linear one, but the difference is within the uncertainty of this sample.";
        }
        return least > better * value(content.overall().constant(), metric)
                ? "The model is clearly better than a constant prediction."
                : "The model may be better than a constant prediction, but the difference is within the uncertainty of this sample.";
    }

    private static String figure(Metrics metrics, String metric) {
        return shown(metric, value(metrics, metric));
    }

    private static String shown(String metric, double value) {
        return metric.equals("accuracy") ? Figures.percent(value) : Figures.text(value);
    }

    private static double value(Metrics metrics, String metric) {
        Map<String, Double> values = metrics.values();
        return values.getOrDefault(metric, Double.NaN);
    }
}
