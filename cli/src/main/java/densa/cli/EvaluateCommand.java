package densa.cli;

import densa.engine.Engine;
import densa.files.TableFiles;
import densa.metric.ClassificationMetrics;
import densa.metric.Metrics;
import densa.model.Model;
import densa.model.Predictions;
import densa.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares predictions with the truth. */
@Command(
        name = "evaluate",
        header = "Compares a model's predictions with the truth.",
        description =
                "DATA must have the target. Rows without a value of it are left out; if the model was trained with"
                        + " a weight column and DATA has it, it counts.",
        customSynopsis = {"densa evaluate MODEL DATA [--json]"},
        sortOptions = false,
        footer = {
            "",
            "Metrics:",
            "  classes   accuracy, log_loss, roc_auc (two classes only), f1_macro, calibration_error (how far the",
            "            probability of the predicted class is from the share of right ones)",
            "  a number  rmse, mae, r2, coverage_90 (the share of rows within their 90 %% interval)",
            "  several   the mean over the targets, and those of each target behind its name, such as height.rmse",
            "  quantiles also quantile_loss (mean over the levels), coverage (the share of rows between the lowest and",
            "            the highest quantile)",
            "",
            "Example:",
            "  densa evaluate penguins.densa test.csv"
        })
final class EvaluateCommand implements Callable<Integer> {

    /** Of the intervals whose coverage is shown. */
    private static final double LEVEL = 0.9;

    private final Console console;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model that train wrote.")
    private Path modelFile = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "DATA",
            arity = "1..*",
            description =
                    "CSV, TSV, Parquet or JSON lines; several files or a glob are one table; - is standard input.")
    private List<String> data = new ArrayList<>();

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            completionCandidates = Candidates.Engines.class,
            description = "One of ${COMPLETION-CANDIDATES}. Default: as trained.")
    private Optional<Engine> engine = Optional.empty();

    @Option(names = "--json", description = "Prints one JSON object: rows and metrics.")
    private boolean json;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        DataFiles files = new DataFiles(data);
        Model loaded = Model.load(modelFile);
        Model model = engine.map(loaded::on).orElse(loaded);
        Table table = TableFiles.reader()
                .standardInput(console.in())
                .types(model.schema())
                .only(model.schema().names().toArray(String[]::new))
                .read(files.locations());
        Predictions predictions = files.named(() -> model.predict(table));
        Metrics metrics = files.named(() -> model.evaluate(table, predictions));
        Map<String, Double> figures = new LinkedHashMap<>(metrics.values());
        if (model.intervals().isPresent()) {
            figures.put("coverage_90", model.coverage(table, predictions, LEVEL));
        }
        if (json) {
            console.out().println(Json.text(Json.figures(metrics.rows(), figures)));
            return ExitCode.DONE;
        }
        console.out().println(modelFile + " on " + files.label() + ", " + Numbers.count(metrics.rows(), "row") + ":");
        MetricsReport.print(figures, console.out());
        if (metrics instanceof ClassificationMetrics classes) {
            MetricsReport.printConfusion(classes.classes(), classes.confusionMatrix(), console.out());
        }
        return ExitCode.DONE;
    }
}
