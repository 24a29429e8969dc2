package densa.report;

import densa.data.DataException;
import densa.metric.Metrics;
import densa.table.Table;
import densa.table.explain.Importance;
import densa.table.explain.PartialDependence;
import densa.table.model.Evaluation;
import densa.table.model.Model;
import densa.table.model.TableFingerprint;
import densa.table.train.TrainingResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that a report says, computed.
 *
 * @param training the training that is reported, if one is
 * @param evaluation the rows with their truth and predictions
 * @param overall how good the model is; of several targets, the mean over them
 * @param ofTargets how good it is for each of several targets
 * @param explained which columns each of the first targets needs
 * @param fingerprint of the evaluated table
 * @param otherTable whether the training was validated on a table of its own, as far as is known
 */
record Content(
        Model model,
        Optional<TrainingResult> training,
        Evaluation evaluation,
        Scores overall,
        List<Scores> ofTargets,
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

    static Content of(TrainingResult training, Table table) {
        Model model = training.model();
        Evaluation evaluation = training.evaluation();
        long seed = model.provenance().seed();
        Optional<Metrics> linear = Baselines.linear(training, table);
        return new Content(
                model,
                Optional.of(training),
                evaluation,
                Scores.overall(evaluation, linear),
                Scores.ofTargets(evaluation, linear),
                explained(model, name -> {
                    Evaluation one = evaluation.forTarget(name);
                    return Explained.of(one.model(), table, Importance.of(one, seed), shown(model));
                }),
                model.provenance().dataFingerprint(),
                evaluation.table() != table);
    }

    static Content of(Model model, Table table) {
        Evaluation evaluation = model.evaluate(table);
        long seed = model.provenance().seed();
        return new Content(
                model,
                Optional.empty(),
                evaluation,
                Scores.overall(evaluation, Optional.empty()),
                Scores.ofTargets(evaluation, Optional.empty()),
                explained(model, name -> {
                    Model one = model.forTarget(name);
                    return Explained.of(one, table, Importance.of(one, table, seed), shown(model));
                }),
                TableFingerprint.of(model.encoder().cleaned(table)),
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
    boolean isTrainingTable() {
        return training.isEmpty() && fingerprint.equals(model.provenance().dataFingerprint());
    }
}
