package densa.report;

import densa.metric.Metrics;
import densa.metric.SeveralMetrics;
import densa.report.Bootstrap.Interval;
import densa.table.model.EvaluatedTarget;
import densa.table.model.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How good a model is, and what it is compared with.
 *
 * @param target that is predicted; empty for the mean over several, or a single one
 * @param metrics of the model
 * @param intervals of the metrics
 * @param spread of the metrics over the folds, if there are folds
 * @param constant the metrics of the best constant prediction
 * @param linear those of a linear model, if one was trained
 */
record Scores(
        Optional<String> target,
        Metrics metrics,
        Map<String, Interval> intervals,
        Map<String, Double> spread,
        Metrics constant,
        Optional<Metrics> linear) {

    static Scores overall(Evaluation evaluation, Optional<Metrics> linear) {
        return new Scores(
                Optional.empty(),
                evaluation.metrics(),
                Bootstrap.of(evaluation.targets(), evaluation.weights()),
                evaluation.spread(),
                evaluation.constantMetrics(),
                linear);
    }

    /** Those of each of several targets; none for a single one. */
    static List<Scores> ofTargets(Evaluation evaluation, Optional<Metrics> linear) {
        return evaluation.targets().size() == 1
                ? List.of()
                : evaluation.targets().stream()
                        .map(target -> of(evaluation, target, linear))
                        .toList();
    }

    private static Scores of(Evaluation evaluation, EvaluatedTarget target, Optional<Metrics> linear) {
        double[] weights = evaluation.weights();
        return new Scores(
                Optional.of(target.name()),
                target.metrics(weights),
                Bootstrap.of(List.of(target), weights),
                evaluation.spread(target.name()),
                target.constant(weights).metrics(weights),
                linear.map(all -> all instanceof SeveralMetrics several
                        ? several.byTarget().getOrDefault(target.name(), all)
                        : all));
    }
}
