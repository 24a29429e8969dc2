package densa.cli;

import densa.table.model.Model;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a model or a table contains. */
@Command(
        name = "inspect",
        header = "Shows what a model or a table contains.",
        description =
                "Of a model: columns, network, training, metrics and origin. Of a table: each column with its type,"
                        + " missing values and what else it holds.",
        customSynopsis = {"densa inspect MODEL|DATA [--json]"},
        sortOptions = false,
        footer = {"", "Examples:", "  densa inspect penguins.densa", "  densa inspect penguins.csv"})
final class InspectCommand implements Callable<Integer> {

    /** Where the JSON header of a safetensors file begins, after its length. */
    private static final int HEADER_START = 8;

    private final Console console;

    @Parameters(
            paramLabel = "MODEL|DATA",
            arity = "1..*",
            description = "A model that train wrote; or CSV, TSV, Parquet or JSON lines, - for standard input.")
    private List<String> locations = new ArrayList<>();

    @Mixin
    private TextFiles text = new TextFiles();

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (locations.size() == 1 && isModel(locations.get(0))) {
            ModelReport report = new ModelReport(Model.load(Path.of(locations.get(0))));
            if (json) {
                console.out().println(Json.text(report.json()));
            } else {
                report.print(console.out());
            }
            return ExitCode.DONE;
        }
        TableReport report = TableReport.of(text.reader(console).read(locations));
        if (json) {
            console.out().println(Json.text(report.json()));
        } else {
            report.print(console.out());
        }
        return ExitCode.DONE;
    }

    /** By its name, or because it begins like a model does. */
    private static boolean isModel(String location) throws IOException {
        if (location.endsWith(ModelPath.EXTENSION)) {
            return true;
        }
        Path path = Path.of(location);
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] start = in.readNBytes(HEADER_START + 1);
            return start.length > HEADER_START && start[HEADER_START] == '{' && start[HEADER_START - 1] == 0;
        }
    }
}
