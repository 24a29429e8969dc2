package densa.cli;

import densa.network.Loss;
import densa.network.TargetKind;
import densa.table.encode.Task;
import densa.table.train.Optimization;
import densa.table.train.Recipe;
import densa.table.train.TabularOptions;
import densa.train.TrainingOptions;
import java.util.ListResourceBundle;
import java.util.stream.Collectors;

/**
 * The library's defaults and losses, for the help texts: {@code ${bundle:default.NAME}}. None of them is typed a second
 * time here.
 */
final class Defaults extends ListResourceBundle {

    /** Far more rows than any table that fits into memory, to show what the defaults tend to. */
    private static final int MANY_ROWS = 1_000_000_000;

    @Override
    protected Object[][] getContents() {
        TabularOptions table = TabularOptions.DEFAULTS;
        Recipe small = new Recipe(table, 1);
        Recipe medium = new Recipe(table, 1000);
        Recipe large = new Recipe(table, MANY_ROWS);
        Optimization optimization = table.optimization();
        return new Object[][] {
            {"default.task", Task.AUTO.id()},
            {
                "default.hidden",
                HiddenLayers.text(small.hidden(1)) + "; " + HiddenLayers.text(large.hidden(1))
                        + " for large tables unless there are more than two classes"
            },
            {"default.activation", table.architecture().activation().id()},
            {"default.classWeight", table.objective().classWeights().text()},
            {"default.optimizer", optimization.optimizer().id()},
            {"default.learningRate", Numbers.text(optimization.optimizer().learningRate())},
            {"default.schedule", optimization.schedule().id()},
            {"default.weightDecay", Numbers.text(large.weightDecay())},
            {"default.epochs", range(large.epochs(MANY_ROWS), small.epochs(1))},
            {"default.batchSize", range(small.batchSize(1), large.batchSize(MANY_ROWS))},
            {"default.effort", table.budget().effort().id()},
            {"default.folds", range(large.folds(), medium.folds())},
            {"default.seed", String.valueOf(table.seed())},
            {"default.engine", table.machine().engine().id()},
            {"default.precision", table.machine().precision().id()},
            {"default.threads", String.valueOf(table.machine().threads())},
            {"default.tutorialSeed", String.valueOf(TrainingOptions.DEFAULTS.seed())},
            {"losses.number", losses(true)},
            {"losses.classes", losses(false)},
        };
    }

    /** The losses for numbers or for classes, each with what it demands where that is more. */
    private static String losses(boolean numbers) {
        TargetKind usual = numbers ? TargetKind.NUMBER : TargetKind.CLASSES;
        return Loss.all().stream()
                .filter(loss -> loss.target().isNumber() == numbers)
                .map(loss -> loss.id()
                        + (loss.target() == usual ? "" : " (" + loss.target().text() + ")"))
                .collect(Collectors.joining(", "));
    }

    private static String range(int from, int to) {
        return from == to ? String.valueOf(from) : from + " to " + to + ", by the number of rows";
    }
}
