package densa.cli;

import densa.engine.Engine;
import densa.files.TableReader;
import densa.table.Table;
import densa.table.model.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The model that a command works with, as it is typed. */
final class TrainedModel {

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model that train wrote.")
    private Path file = Path.of("");

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            completionCandidates = Candidates.Engines.class,
            description = "One of ${COMPLETION-CANDIDATES}. Default: as trained.")
    private Optional<Engine> engine = Optional.empty();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Maximum number of threads; results do not depend on it. Default: ${bundle:default.threads},"
                    + " the processors of this machine.")
    private Optional<Integer> threads = Optional.empty();

    @Mixin
    private TextFiles text = new TextFiles();

    /** Its file. */
    Path file() {
        return file;
    }

    /** Reads it. */
    Model load() throws IOException {
        Model loaded = Model.load(file);
        Model chosen = engine.map(loaded::on).orElse(loaded);
        return threads.map(chosen::withThreads).orElse(chosen);
    }

    /** Reads the files that the command works with. */
    TableReader reader(Console console) {
        return text.reader(console);
    }

    /** The columns of some files that a model may use, its target among them. */
    Table read(Model model, DataFiles files, Console console) throws IOException {
        return reader(console)
                .types(model.schema())
                .only(model.schema().names().toArray(String[]::new))
                .read(files.locations());
    }
}
