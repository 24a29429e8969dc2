package densa.cli;

import densa.report.Report;
import densa.table.Table;
import densa.table.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a page about a model. */
@Command(
        name = "report",
        header = "Writes an HTML report on a model.",
        description = "The report shows how good the model is on DATA, where it is right and wrong, which columns it"
                + " relies on and how it was trained. It is one file that needs no network.%n%n"
                + "DATA must have the target, and should hold rows that the model was not trained on. For a report on"
                + " the training rows, out-of-fold, use train --report.",
        customSynopsis = {"densa report MODEL DATA [-o FILE.html]"},
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  densa report penguins.densa test.csv",
            "  densa report sales.densa test.parquet -o sales-2024.html"
        })
final class ReportCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            index = "1..*",
            paramLabel = "DATA",
            arity = "1..*",
            description =
                    "CSV, TSV, Parquet or JSON lines; several files or a glob are one table; - is standard input.")
    private List<String> data = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The page. Default: in the current folder, named as MODEL: penguins.html for penguins.densa.")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private TrainedModel trained = new TrainedModel();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        DataFiles files = new DataFiles(data);
        Path path = output.orElseGet(() -> Path.of(baseName(trained.file()) + ReportPath.EXTENSION));
        ReportPath.check(path);
        Model model = trained.load();
        // All columns, as the fingerprint of the table tells whether the model learned from it.
        Table table = trained.reader(console).types(model.schema()).read(files.locations());
        Report report = files.named(() -> Report.of(model, table));
        report.withCommand(Shell.typed(spec)).write(path);
        console.err().println("Wrote " + path + " (" + Numbers.bytes(Files.size(path)) + ")");
        return ExitCode.DONE;
    }

    private static String baseName(Path model) {
        Path name = model.getFileName();
        String text = name == null ? "" : name.toString();
        return text.endsWith(ModelPath.EXTENSION)
                ? text.substring(0, text.length() - ModelPath.EXTENSION.length())
                : text;
    }
}
