package densa.cli;

import densa.files.TableFiles;
import densa.files.TableReader;
import densa.report.Report;
import densa.table.Table;
import densa.table.model.Model;
import densa.table.train.Plan;
import densa.table.train.StoppedException;
import densa.table.train.TabularTrainer;
import densa.table.train.TrainingResult;
import densa.train.TrainedNetwork;
import densa.train.log.TrainingLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a model on a table. */
@Command(
        name = "train",
        header = "Trains a model on a table.",
        description = "Reads DATA, learns to predict one of its columns, and writes the model to a file. Column types,"
                + " scaling, missing values and the size of the network are chosen automatically, and shown."
                + " Ctrl-C stops the training early and keeps the best model so far.",
        customSynopsis = {"densa train DATA --target COLUMN"},
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  densa train penguins.csv --target species",
            "  densa train 'sales-*.parquet' -t amount --id order --model sales.densa",
            "  densa train sales.csv -t amount --quantiles 0.05,0.5,0.95",
            "  densa train survey.csv -t smokes,drinks --model habits.densa",
            "  densa train churn.csv -t churn --class-weight balanced --seed 7",
            "  densa train penguins.csv -t species --report penguins.html",
            "  zcat big.csv.gz | densa train - -t y --hidden 256,128 --json"
        })
final class TrainCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "DATA",
            arity = "1..*",
            description = "CSV, TSV, Parquet or JSON lines, .gz or not; several files or a glob are read as one table;"
                    + " - is standard input (CSV).")
    private List<String> data = new ArrayList<>();

    @Mixin
    private TrainOptions options = new TrainOptions();

    @ArgGroup(validate = false, heading = "%nOutput:%n")
    private Output output = new Output();

    /** What comes out. */
    static final class Output {

        @Option(
                names = {"-m", "--model"},
                paramLabel = "FILE",
                description = "The model's file. Default: in the current folder, named as DATA: penguins.densa for"
                        + " penguins.csv.")
        private Optional<Path> model = Optional.empty();

        @Option(
                names = "--force",
                description = "Overwrites FILE even if it is not an earlier model for the same target.")
        private boolean force;

        @Option(
                names = "--log-dir",
                paramLabel = "FOLDER",
                description =
                        "Writes the losses of all epochs into FOLDER once the training has ended: metrics.csv, and"
                                + " a subfolder that TensorBoard shows (tensorboard --logdir FOLDER). What an earlier"
                                + " training wrote there is replaced.")
        private Optional<Path> logFolder = Optional.empty();

        @Option(
                names = "--out-of-fold",
                paramLabel = "FILE",
                description =
                        "Writes the out-of-fold predictions, each row predicted by networks that did not learn from"
                                + " it, as csv, tsv, csv.gz or parquet.")
        private Optional<Path> outOfFold = Optional.empty();

        @Option(
                names = "--report",
                paramLabel = "FILE",
                description = "Writes an HTML page about the training: how good the model is compared with a linear"
                        + " one, its errors, learning curves and columns. The page needs no network.")
        private Optional<Path> report = Optional.empty();

        @Option(names = "--json", description = "Prints one JSON object about the training on standard output.")
        private boolean json;

        @Option(
                names = {"-q", "--quiet"},
                description = "Prints only errors (and what --json asks for).")
        private boolean quiet;
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What is going to be learned, and from what. */
    private record Reading(PlanReport report, Table table) {

        static Reading of(Plan plan, Table table) {
            return new Reading(PlanReport.of(plan), table);
        }
    }

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        DataFiles files = new DataFiles(data);
        if (options.columns.target.isEmpty()) {
            throw new UsageException(withoutTarget(files));
        }
        ColumnNames targets = options.columns.target.get();
        TabularTrainer trainer = options.trainer(targets);
        Path path = output.model.orElse(Path.of(files.baseName() + ModelPath.EXTENSION));
        ModelPath.check(path, targets.names(), output.force);
        if (output.report.isPresent()) {
            ReportPath.check(output.report.get());
        }
        Optional<TrainingLog> log = log();

        PrintStream info = output.quiet ? new PrintStream(OutputStream.nullOutputStream()) : console.err();
        TrainingResult fit;
        Reading reading;
        int exitCode;
        Progress progress = new Progress(console, output.quiet);
        try (progress) {
            reading = read(files, trainer.listener(progress), info);
            reading.report().print(info);
            progress.begin();
            fit = named(files).named(reading.report().plan()::fit);
            exitCode = progress.exitCode();
        } catch (StoppedException e) {
            info.println("Stopped before the end of the first epoch: there is no model to write");
            return progress.exitCode();
        }
        Model model = fit.model();
        model.save(path);
        if (output.outOfFold.isPresent()) {
            TableFiles.write(fit.evaluation().toTable(), output.outOfFold.get());
        }
        if (log.isPresent()) {
            int number = 0;
            for (TrainedNetwork member : model.members()) {
                log.get().write("member-" + ++number, member.history());
            }
        }
        ResultReport report = new ResultReport(fit, path, output.logFolder);
        report.printHow(info);
        if (output.json) {
            console.out().println(Json.text(report.json(reading.report())));
        } else if (!output.quiet) {
            report.printMetrics(console.out());
        }
        if (output.report.isPresent() && exitCode != ExitCode.DONE) {
            info.println("No report, as the training was stopped; " + Shell.program() + " report makes one");
        } else if (output.report.isPresent()) {
            writeReport(output.report.get(), fit, reading);
            info.println("Wrote the report " + output.report.get());
        }
        report.printNext(info);
        return exitCode;
    }

    private void writeReport(Path file, TrainingResult fit, Reading reading) throws IOException {
        Report.of(fit, reading.table())
                .withFindings(reading.report().findings())
                .withCommand(Shell.typed(spec))
                .write(file);
    }

    /** Before anything long, so that a folder that cannot be written costs no training. */
    private Optional<TrainingLog> log() throws IOException {
        return output.logFolder.isPresent() ? Optional.of(TrainingLog.in(output.logFolder.get())) : Optional.empty();
    }

    /** Reads the tables and says so. */
    private Reading read(DataFiles files, TabularTrainer trainer, PrintStream info) throws IOException {
        long started = System.nanoTime();
        TableReader reader = reader();
        Table table = reader.read(files.locations());
        info.println("Read " + files.label() + ": " + Numbers.count(table.rows(), "row") + ", "
                + Numbers.count(table.columns().size(), "column") + " in "
                + Numbers.seconds((System.nanoTime() - started) * 1e-9));
        if (options.validation.valid.isEmpty()) {
            return Reading.of(files.named(() -> trainer.plan(table)), table);
        }
        DataFiles others = DataFiles.of(options.validation.valid.get());
        Table validation = reader.types(table.schema()).read(others.locations());
        info.println("Read " + others.label() + ": " + Numbers.count(validation.rows(), "row") + " for validation");
        return Reading.of(named(files).named(() -> trainer.plan(table, validation)), table);
    }

    /** The files for messages about both tables: the library does not say which one it means. */
    private DataFiles named(DataFiles files) {
        return options.validation
                .valid
                .map(file -> files.with(DataFiles.of(file)))
                .orElse(files);
    }

    private TableReader reader() {
        String[] texts = Stream.of(options.columns.ids, options.columns.categorical)
                .flatMap(columns -> Stream.of(ColumnNames.join(columns)))
                .toArray(String[]::new);
        return TextFiles.reader(console, options.columns.noHeader)
                .text(texts)
                .numeric(ColumnNames.join(options.columns.numeric));
    }

    private String withoutTarget(DataFiles files) throws IOException {
        List<String> names = TextFiles.reader(console, options.columns.noHeader)
                .columnNames(files.locations().get(0));
        return "--target COLUMN is missing: which column shall be predicted? " + files.label() + " has "
                + String.join(", ", names);
    }
}
