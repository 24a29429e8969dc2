package densa.cli;

import densa.table.train.TabularOptions;
import densa.train.TrainingOptions;
import java.util.ListResourceBundle;

/** The library's defaults, for the help texts: {@code ${bundle:default.NAME}}. None of them is typed a second time here. */
final class Defaults extends ListResourceBundle {

    /** Far more rows than any table that fits into memory, to show what the defaults tend to. */
    private static final int MANY_ROWS = 1_000_000_000;

    @Override
    protected Object[][] getContents() {
        TabularOptions table = TabularOptions.DEFAULTS;
        TrainingOptions array = TrainingOptions.DEFAULTS;
        return new Object[][] {
            {"default.task", table.task().id()},
            {
                "default.hidden",
                HiddenLayers.text(table.hiddenForRows(1, 1)) + "; "
                        + HiddenLayers.text(table.hiddenForRows(MANY_ROWS, 1))
                        + " for large tables unless there are more than two classes"
            },
            {"default.activation", table.activation().id()},
            {"default.classWeight", table.classWeights().text()},
            {"default.optimizer", table.optimizer().id()},
            {"default.learningRate", Numbers.text(table.optimizer().learningRate())},
            {"default.schedule", table.schedule().id()},
            {"default.epochs", range(table.epochsForRows(MANY_ROWS), table.epochsForRows(1))},
            {"default.batchSize", range(table.batchSizeForRows(1), table.batchSizeForRows(MANY_ROWS))},
            {"default.effort", table.effort().id()},
            {"default.folds", range(table.foldsForRows(MANY_ROWS), table.foldsForRows(1000))},
            {"default.seed", String.valueOf(table.seed())},
            {"default.engine", table.engine().id()},
            {"default.precision", table.precision().id()},
            {"default.threads", String.valueOf(table.threads())},
            {"default.tutorialSeed", String.valueOf(array.seed())},
        };
    }

    private static String range(int from, int to) {
        return from == to ? String.valueOf(from) : from + " to " + to + ", by the number of rows";
    }
}
