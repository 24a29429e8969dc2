package densa.cli;

import static densa.internal.Quote.quote;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import densa.table.Table;
import densa.table.explain.Importance;
import densa.table.model.Model;
import densa.table.train.TabularOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which columns a model needs. */
@Command(
        name = "importance",
        header = "Shows which columns a model relies on.",
        description = "Shuffles the values of a column over the rows: the more the error increases, the more the"
                + " predictions rely on the column. Strongly correlated columns are shuffled together, and then each"
                + " alone. The error is log_loss for classes, rmse for a number.%n%n"
                + "DATA must have the target, and should hold rows that the model was not trained on: on training"
                + " rows, columns seem important that the model only overfits to. Of more than 4,000 rows a"
                + " sample is drawn, smaller (500 at least) where there are many columns and networks.",
        customSynopsis = {"densa importance MODEL DATA [--json]"},
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  densa importance penguins.densa test.csv",
            "  densa importance sales.densa test.parquet --repeats 20 --json"
        })
final class ImportanceCommand implements Callable<Integer> {

    private static final int WIDEST_BAR = 30;

    private final Console console;

    @Parameters(
            index = "1..*",
            paramLabel = "DATA",
            arity = "1..*",
            description =
                    "CSV, TSV, Parquet or JSON lines; several files or a glob are one table; - is standard input.")
    private List<String> data = new ArrayList<>();

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "How many times to shuffle each column. Default: " + Importance.REPEATS + ".")
    private int repeats = Importance.REPEATS;

    @Option(names = "--target", paramLabel = "COLUMN", description = "The target, if the model predicts several.")
    private Optional<String> target = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Seed of the shuffles; the same seed gives the same figures. Default: ${bundle:default.seed}.")
    private long seed = TabularOptions.DEFAULTS.seed();

    @Mixin
    private TrainedModel trained = new TrainedModel();

    @Option(
            names = "--json",
            description = "Prints one JSON object: rows, repeats, metric, baseline, items, and alone for the columns of"
                    + " items of several.")
    private boolean json;

    ImportanceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (repeats < 1) {
            throw new UsageException("--repeats must be 1 or more, got " + repeats);
        }
        DataFiles files = new DataFiles(data);
        Model model = trained.load();
        Model one = model.forTarget(target(model));
        Table table = trained.read(one, files, console);
        Importance found = files.named(() -> Importance.of(one, table, seed, repeats));
        if (json) {
            console.out().println(Json.text(json(found)));
        } else {
            print(found, files.label(), console.out());
        }
        return ExitCode.DONE;
    }

    private String target(Model model) {
        List<String> targets = model.targets();
        if (target.isEmpty() && targets.size() > 1) {
            throw new UsageException("the model predicts " + String.join(", ", targets)
                    + ": say which one, as in --target " + Shell.quote(targets.get(0)));
        }
        String name = target.orElse(targets.get(0));
        if (!targets.contains(name)) {
            throw new UsageException("no target " + quote(name) + "; the model predicts " + String.join(", ", targets));
        }
        return name;
    }

    private void print(Importance found, String label, PrintStream out) {
        out.println(trained.file() + " on " + label + ", " + Numbers.count(found.rows(), "row") + ": " + found.metric()
                + " " + Numbers.text(found.baseline()) + ". It grows when a column is shuffled:");
        double most =
                found.items().stream().mapToDouble(Importance.Item::mean).max().orElse(0);
        TextTable table = new TextTable("lrrl");
        table.line("column", "growth", "std. error", "");
        for (Importance.Item item : found.items()) {
            line(table, String.join(", ", item.columns()), item, most);
            if (item.columns().size() > 1) {
                found.alone().stream()
                        .filter(alone -> item.columns().containsAll(alone.columns()))
                        .forEach(alone -> line(table, "  " + alone.columns().get(0) + " alone", alone, most));
            }
        }
        table.print(out);
    }

    private static void line(TextTable table, String name, Importance.Item item, double most) {
        int length = most > 0 ? (int) Math.round(WIDEST_BAR * Math.min(1, Math.max(0, item.mean() / most))) : 0;
        table.line(
                name,
                Numbers.signed(item.mean()),
                Numbers.signed(item.standardError()).substring(1),
                "#".repeat(length));
    }

    private static JsonObject json(Importance found) {
        JsonObject json = new JsonObject();
        json.addProperty("rows", found.rows());
        json.addProperty("repeats", found.repeats());
        json.addProperty("metric", found.metric());
        json.addProperty("baseline", found.baseline());
        json.add("items", json(found.items()));
        json.add("alone", json(found.alone()));
        return json;
    }

    private static JsonArray json(List<Importance.Item> items) {
        JsonArray array = new JsonArray();
        for (Importance.Item item : items) {
            JsonObject one = new JsonObject();
            one.add("columns", Json.texts(item.columns()));
            one.addProperty("mean", item.mean());
            one.addProperty("standard_error", item.standardError());
            array.add(one);
        }
        return array;
    }
}
