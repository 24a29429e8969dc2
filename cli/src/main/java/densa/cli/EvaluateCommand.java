package densa.cli;

import densa.metric.ClassificationMetrics;
import densa.metric.Metrics;
import densa.metric.SeveralMetrics;
import densa.table.Table;
import densa.table.model.Evaluation;
import densa.table.model.Model;
import densa.table.model.TableFingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares predictions with the truth. */
@Command(
        name = "evaluate",
        header = "Evaluates a model on a table with known targets.",
        description =
                "DATA must have the target. Rows without a target are skipped. If the model was trained with a weight"
                        + " column and DATA has it, rows are weighted.",
        customSynopsis = {"densa evaluate MODEL DATA [--json]"},
        sortOptions = false,
        footer = {
            "",
            "Metrics:",
            "  classes    accuracy, log_loss, roc_auc (two classes), f1_macro,",
            "             calibration_error: how far the probability of the predicted class",
            "             is from how often it is right",
            "  a number   rmse, mae, r2, coverage_90: the share of rows within their",
            "             90 %% prediction interval",
            "  quantiles  also quantile_loss, the mean over the levels, and coverage: the",
            "             share of rows between the lowest and the highest quantile",
            "  several    the mean over the targets, and height.rmse and so on for each",
            "",
            "Example:",
            "  densa evaluate penguins.densa test.csv"
        })
final class EvaluateCommand implements Callable<Integer> {

    /** Of the intervals whose coverage is shown. */
    private static final double LEVEL = 0.9;

    private final Console console;

    @Parameters(
            index = "1..*",
            paramLabel = "DATA",
            arity = "1..*",
            description =
                    "CSV, TSV, Parquet or JSON lines; several files or a glob are one table; - is standard input.")
    private List<String> data = new ArrayList<>();

    @Mixin
    private TrainedModel trained = new TrainedModel();

    @Option(names = "--json", description = "Prints one JSON object: rows and metrics.")
    private boolean json;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        DataFiles files = new DataFiles(data);
        Model model = trained.load();
        Table table = trained.read(model, files, console);
        Evaluation evaluation = files.named(() -> model.evaluate(table));
        Metrics metrics = evaluation.metrics();
        Map<String, Double> figures = new LinkedHashMap<>(metrics.values());
        Map<String, Map<String, Double>> byTarget = new LinkedHashMap<>();
        if (metrics instanceof SeveralMetrics several) {
            several.byTarget().forEach((name, own) -> byTarget.put(name, new LinkedHashMap<>(own.values())));
        }
        if (!model.intervals().isEmpty()) {
            model.targets().forEach(target -> byTarget.getOrDefault(target, figures)
                    .put("coverage_90", evaluation.coverage(target, LEVEL)));
        }
        if (TableFingerprint.of(model.encoder().cleaned(table))
                .equals(model.provenance().dataFingerprint())) {
            console.err()
                    .println("Note: the model was trained on these rows: the figures say how well it fits them, not how"
                            + " well it predicts new ones");
        }
        evaluation.unknownClasses().forEach(unknown -> console.err().println("Note: " + unknown.text()));
        if (json) {
            console.out().println(Json.text(Json.figures(metrics.rows(), figures, byTarget)));
            return ExitCode.DONE;
        }
        console.out()
                .println(trained.file() + " on " + files.label() + ", " + Numbers.count(metrics.rows(), "row") + ":");
        MetricsReport.print(figures, byTarget, console.out());
        if (!model.intervals().isEmpty()) {
            console.out()
                    .println("coverage_90 is the share of rows within their interval of 90 % (predict --interval 0.9)");
        }
        MetricsReport.printConstant(evaluation, console.out());
        if (metrics instanceof ClassificationMetrics classes) {
            MetricsReport.printConfusion(classes.classes(), classes.confusionMatrix(), console.out());
        }
        return ExitCode.DONE;
    }
}
