package densa.report;

import densa.explain.Importance;
import densa.explain.PartialDependence;
import densa.metric.Metrics;
import densa.model.Fit;
import densa.model.Model;
import densa.model.OutOfSample;
import densa.model.TableFingerprint;
import densa.report.Bootstrap.Interval;
import densa.table.DataException;
import densa.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that a report says, computed.
 *
 * @param fit the training that is reported, if one is
 * @param judged the rows that judge
 * @param metrics on them
 * @param intervals of the metrics
 * @param spread of the metrics from fold to fold, if there are folds
 * @param constant the metrics of the prediction that knows the target only
 * @param linear those of a linear model, if one was trained
 * @param explained which columns each of the first targets needs
 * @param fingerprint of the table that judges
 * @param otherTable whether a table of its own judged the training, as far as is known
 */
record Content(
        Model model,
        Optional<Fit> fit,
        Judged judged,
        Metrics metrics,
        Map<String, Interval> intervals,
        Map<String, Double> spread,
        Metrics constant,
        Optional<Metrics> linear,
        List<Explained> explained,
        String fingerprint,
        boolean otherTable) {

    /** The most targets that are looked at one by one. */
    static final int MOST_TARGETS = 6;

    private static final int MOST_DEPENDENCES = 6;

    /**
     * Which columns a target needs.
     *
     * @param model of this target alone
     * @param importance of the columns
     * @param dependence of the predictions on the most important columns
     */
    record Explained(Model model, Importance importance, List<PartialDependence> dependence) {

        static Explained of(Model model, Table table, Importance importance, int targets) {
            return new Explained(
                    model, importance, Content.dependence(model, table, importance, MOST_DEPENDENCES / targets));
        }
    }

    static Content of(Fit fit, Table training) {
        Judged judged = Judged.of(fit.outOfSample());
        long seed = fit.model().options().seed();
        return new Content(
                fit.model(),
                Optional.of(fit),
                judged,
                fit.outOfSample().metrics(),
                Bootstrap.of(judged),
                fit.outOfSample().spread(),
                judged.constant().metrics(),
                Baselines.linear(fit, training),
                explained(fit.model(), name -> {
                    OutOfSample one = fit.outOfSample().forTarget(name);
                    return Explained.of(one.model(), training, Importance.of(one, seed), shown(fit.model()));
                }),
                fit.model().provenance().dataFingerprint(),
                fit.outOfSample().table() != training);
    }

    static Content of(Model model, Table data) {
        Judged judged = Judged.of(model, data);
        long seed = model.options().seed();
        return new Content(
                model,
                Optional.empty(),
                judged,
                judged.metrics(),
                Bootstrap.of(judged),
                Map.of(),
                judged.constant().metrics(),
                Optional.empty(),
                explained(model, name -> {
                    Model one = model.forTarget(name);
                    return Explained.of(one, data, Importance.of(one, data, seed), shown(model));
                }),
                TableFingerprint.of(data),
                false);
    }

    private static List<Explained> explained(Model model, Function<String, Explained> explain) {
        return model.targets().stream().limit(MOST_TARGETS).map(explain).toList();
    }

    private static int shown(Model model) {
        return Math.min(MOST_TARGETS, model.targets().size());
    }

    /** Of the most important columns; of those that say nearly the same, the one that is needed most goes first. */
    private static List<PartialDependence> dependence(Model model, Table table, Importance importance, int most) {
        List<String> columns = new ArrayList<>();
        for (Importance.Item item : importance.items()) {
            item.columns().stream()
                    .sorted(Comparator.comparingInt(name -> rank(importance, name)))
                    .forEach(columns::add);
        }
        List<PartialDependence> found = new ArrayList<>();
        for (String column : columns) {
            if (found.size() == most) {
                break;
            }
            try {
                found.add(PartialDependence.of(model, table, column));
            } catch (DataException e) {
                // The column has no value in the table: there is nothing to show.
            }
        }
        return List.copyOf(found);
    }

    private static int rank(Importance importance, String column) {
        List<Importance.Item> alone = importance.alone();
        for (int i = 0; i < alone.size(); i++) {
            if (alone.get(i).columns().contains(column)) {
                return i;
            }
        }
        return 0;
    }

    /** Whether the rows are those that the model learned from. */
    boolean learnedByHeart() {
        return fit.isEmpty() && fingerprint.equals(model.provenance().dataFingerprint());
    }
}
