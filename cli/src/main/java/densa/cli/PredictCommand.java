package densa.cli;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.files.TableChunks;
import densa.files.TableFiles;
import densa.files.TableReader;
import densa.internal.Quote;
import densa.table.Column;
import densa.table.Table;
import densa.table.encode.InputNote;
import densa.table.model.Evaluation;
import densa.table.model.Model;
import densa.table.model.Predictions;
import densa.table.model.ValidationMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Predicts the rows of a table. */
@Command(
        name = "predict",
        header = "Predicts the rows of a table.",
        description =
                "Columns are found by name, in any order; others are ignored, and the target need not be there (if"
                        + "it is, the metrics are shown as well). Writes one row for each row of DATA, in the same"
                        + " order: the"
                        + " id columns, prediction, and for classes the probability of each, p_CLASS, for"
                        + " quantiles each, q_LEVEL. Of several targets prediction_TARGET each, and for yes/no the"
                        + " probability of the second value in sorted order, p_TARGET; what --interval and --explain"
                        + " add bears the target's name, too: lower_TARGET, why_TARGET_1.%n%n"
                        + "--explain adds why_base, the prediction for a row in the middle of the training data, and"
                        + " why_1 to why_3, the columns that moved the prediction most from there: age=52 (+0.31). For a"
                        + " number this is in its unit, or of its logarithm if that is what the model learned; for"
                        + " classes, of the logit of the one that is predicted.",
        customSynopsis = {"densa predict MODEL DATA [-o FILE]", "       densa predict MODEL --row COLUMN=VALUE,..."},
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  densa predict penguins.densa new.csv -o predictions.csv",
            "  densa predict sales.densa new.parquet --id order -o predictions.parquet",
            "  densa predict penguins.densa new.csv --explain -o reasons.csv",
            "  cat new.csv | densa predict penguins.densa - | head",
            "  densa predict sales.densa new.csv --interval 0.9",
            "  densa predict sales.densa --row 'region=north,price=9.5'"
        })
final class PredictCommand implements Callable<Integer> {

    private static final String STANDARD_OUTPUT = "-";

    private final Console console;

    @Parameters(
            index = "1..*",
            paramLabel = "DATA",
            arity = "0..*",
            description =
                    "CSV, TSV, Parquet or JSON lines; several files or a glob are one table; - is standard input.")
    private List<String> data = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Where to write the predictions; the ending says how: csv, tsv, csv.gz or parquet; - is standard"
                            + " output (CSV)."
                            + " Default: -.")
    private String output = STANDARD_OUTPUT;

    @Option(
            names = "--id",
            paramLabel = "COLUMNS",
            description = "More columns to copy to the predictions, besides those given to train.")
    private List<ColumnNames> ids = new ArrayList<>();

    @Option(
            names = "--row",
            paramLabel = "COLUMN=VALUE,...",
            description = "Predicts this row instead of DATA. Columns left out are missing.")
    private Optional<RowValues> row = Optional.empty();

    @Option(
            names = "--explain",
            description = "Explains each prediction: adds the columns why_base and why_1 to why_3. Takes about 10 ms"
                    + " a row.")
    private boolean explain;

    @Option(
            names = "--interval",
            paramLabel = "SHARE",
            description = "Adds the columns lower and upper, a prediction interval for this share of the true values,"
                    + " such as 0.9.")
    private Optional<Double> interval = Optional.empty();

    @Option(
            names = "--escape-formulas",
            description = "Puts an apostrophe before texts that a spreadsheet would take for formulas: those that begin"
                    + " with =, +, -, @ or a tab. Without it, texts are written as they are.")
    private boolean escapeFormulas;

    @Mixin
    private TrainedModel trained = new TrainedModel();

    @Option(
            names = {"-q", "--quiet"},
            description = "Prints only errors on standard error.")
    private boolean quiet;

    PredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (row.isPresent() != data.isEmpty()) {
            throw new UsageException(
                    row.isPresent()
                            ? "--row takes the place of DATA: give one of them"
                            : "DATA is missing: densa predict MODEL DATA [-o FILE] (all options: densa predict --help)");
        }
        interval.filter(share -> !(share > 0 && share < 1)).ifPresent(share -> {
            throw new UsageException("--interval must be above 0 and below 1, such as 0.9, got " + share);
        });
        Model model = trained.load();
        if (row.isPresent()) {
            Table table = model.encoder().row(row.get().values());
            Predictions prediction = model.predict(table);
            write(TableChunks.of(Table.of(columns(model, table, prediction))));
            printNotes(prediction.notes());
        } else {
            predict(model, new DataFiles(data));
        }
        return ExitCode.DONE;
    }

    private void predict(Model model, DataFiles files) throws IOException {
        String[] extra = ColumnNames.join(ids);
        try (TableChunks chunks = reader(model, extra).chunks(files.locations())) {
            PredictedChunks predicted = new PredictedChunks(
                    model,
                    chunks,
                    files,
                    List.of(extra),
                    given -> columns(model, given.table(), given.predictions()),
                    quiet ? 0 : PredictedChunks.MOST_COMPARED);
            write(predicted);
            if (!quiet) {
                printNotes(predicted.notes());
                printMetrics(model, predicted, files);
            }
        }
    }

    /** What is predicted and, if asked for, why. */
    private List<Column> columns(Model model, Table table, Predictions predictions) {
        List<Column> columns = new ArrayList<>(table(model, predictions).columns());
        if (explain) {
            columns.addAll(Reasons.of(model, table, predictions));
        }
        return columns;
    }

    private Table table(Model model, Predictions predictions) {
        if (interval.isEmpty()) {
            return predictions.toTable();
        }
        if (model.intervals().isEmpty()) {
            throw new UsageException(
                    "--interval is for numbers, but the model predicts classes of " + quoted(model.targets()));
        }
        return predictions.toTable(interval.get());
    }

    private static String quoted(List<String> names) {
        return names.stream().map(Quote::quote).collect(Collectors.joining(", "));
    }

    private void printNotes(List<InputNote> notes) {
        if (!quiet) {
            notes.forEach(note -> console.err().println("Note: " + note.text()));
        }
    }

    private TableReader reader(Model model, String[] extra) {
        String[] wanted = Stream.concat(model.schema().names().stream(), Arrays.stream(extra))
                .toArray(String[]::new);
        return trained.reader(console)
                .types(model.inputSchema()) // but not of the target, which is not needed here
                .text(model.ids().toArray(String[]::new))
                .text(extra)
                .only(wanted);
    }

    private void write(TableChunks predicted) throws IOException {
        TableChunks chunks = escapeFormulas ? () -> predicted.next().map(table -> Formulas.escaped(table)) : predicted;
        if (output.equals(STANDARD_OUTPUT)) {
            TableFiles.write(chunks, console.data());
        } else {
            TableFiles.write(chunks, Path.of(output));
        }
    }

    private void printMetrics(Model model, PredictedChunks predicted, DataFiles files) {
        predicted.absentIds().forEach(name -> console.err()
                .println("Note: id column " + quote(name) + " is not in " + files.label()));
        if (!output.equals(STANDARD_OUTPUT)) {
            console.err().println("Wrote " + output + ": " + Numbers.count(predicted.rows(), "row"));
        }
        if (predicted.tooManyToCompare()) {
            console.err()
                    .println("Note: no metrics of more than " + Numbers.count(PredictedChunks.MOST_COMPARED, "row")
                            + "; densa evaluate gives them");
        }
        try {
            predicted.evaluation().ifPresent(evaluation -> printMetrics(model, evaluation));
        } catch (DataException e) {
            console.err().println("Note: no metrics: " + e.getMessage());
        }
    }

    private void printMetrics(Model model, Evaluation evaluation) {
        evaluation.unknownClasses().forEach(unknown -> console.err().println("Note: " + unknown.text()));
        ValidationMetrics metrics = ValidationMetrics.of(evaluation.metrics());
        List<String> targets = model.targets();
        String there = targets.size() == 1
                ? "Column " + quote(targets.get(0)) + " is there; compared with it ("
                : "Columns " + quoted(targets) + " are there; compared with them (";
        console.err().println(there + Numbers.count(metrics.rows(), "row") + "):");
        MetricsReport.print(metrics.values(), metrics.byTarget(), console.err());
    }
}
