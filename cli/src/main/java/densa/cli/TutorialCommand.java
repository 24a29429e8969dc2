package densa.cli;

import com.google.gson.JsonObject;
import densa.data.DataException;
import densa.engine.Engine;
import densa.train.TrainingOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The classic first network, learning before one's eyes. */
@Command(
        name = "tutorial",
        header = "Trains the classic first network: hours of study and sleep, and a test score.",
        description = "Three rows, 2 inputs, 3 hidden units, 1 output, sigmoid, no bias; full-batch gradient descent in"
                + " float64. The same numbers as the 60 lines of NumPy that everybody writes once.",
        customSynopsis = {"densa tutorial [--iterations N] [--hidden UNITS]"},
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  densa tutorial",
            "  densa tutorial --hidden 8,4 --iterations 5000 --save weights",
            "  densa tutorial --start weights --json"
        })
final class TutorialCommand implements Callable<Integer> {

    private static final int ITERATIONS = 1000;
    private static final List<Integer> HIDDEN = List.of(3);

    private final Console console;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "Steps of gradient descent, 0 or more. Default: " + ITERATIONS + ".")
    private int iterations = ITERATIONS;

    @Option(
            names = "--hidden",
            paramLabel = "UNITS",
            description = "Units of the hidden layers. Default: 3, or those of --start.")
    private Optional<HiddenLayers> hidden = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the initial weights. Default: ${bundle:default.tutorialSeed}.")
    private long seed = TrainingOptions.DEFAULTS.seed();

    @Option(
            names = "--start",
            paramLabel = "FOLDER",
            description =
                    "Reads the initial weights from w1.txt, w2.txt, ... there: a matrix each, inputs x units, a row a"
                            + " line.")
    private Optional<Path> start = Optional.empty();

    @Option(
            names = "--save",
            paramLabel = "FOLDER",
            description = "Writes the final weights there in the same form, as NumPy's loadtxt reads them.")
    private Optional<Path> save = Optional.empty();

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            completionCandidates = Candidates.Engines.class,
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${bundle:default.engine}.")
    private Engine engine = TrainingOptions.DEFAULTS.machine().engine();

    @Option(
            names = "--json",
            description = "Prints one JSON object: loss, output, query_output and the weights w1, w2, ...")
    private boolean json;

    TutorialCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (iterations < 0) {
            throw new UsageException("iterations must be 0 or more, got " + iterations);
        }
        Tutorial tutorial = first();
        if (json) {
            tutorial = tutorial.after(iterations);
            console.out().println(Json.text(json(tutorial)));
        } else {
            tutorial = show(tutorial, console.out());
        }
        if (save.isPresent()) {
            WeightFiles.write(save.get(), tutorial.weights());
            console.err()
                    .println("Wrote " + save.get().resolve(WeightFiles.name(0)) + " to "
                            + WeightFiles.name(tutorial.weights().size() - 1));
        }
        return ExitCode.DONE;
    }

    private Tutorial first() throws IOException {
        if (start.isEmpty()) {
            return Tutorial.start(hidden.map(HiddenLayers::units).orElse(HIDDEN), engine, seed);
        }
        List<double[][]> matrices = WeightFiles.read(start.get());
        Tutorial tutorial;
        try {
            tutorial = Tutorial.start(matrices, engine);
        } catch (DataException e) {
            throw new DataException(start.get() + ": " + e.getMessage(), e);
        }
        List<Integer> found = tutorial.network().network().denseLayers().stream()
                .map(layer -> layer.units())
                .limit(matrices.size() - 1L)
                .toList();
        if (hidden.isPresent() && !hidden.get().units().equals(found)) {
            throw new DataException(start.get() + " holds weights for --hidden " + HiddenLayers.text(found) + ", not "
                    + HiddenLayers.text(hidden.get().units()));
        }
        return tutorial;
    }

    private Tutorial show(Tutorial first, PrintStream out) {
        out.println("Hours of study and sleep, and the score of a test:");
        TextTable data = new TextTable("rrr").line("study", "sleep", "score");
        for (int row = 0; row < Tutorial.HOURS.length; row++) {
            data.line(
                    Numbers.text(Tutorial.HOURS[row][0]),
                    Numbers.text(Tutorial.HOURS[row][1]),
                    Numbers.text(Tutorial.SCORES[row][0]));
        }
        data.print(out);
        out.println();
        out.println("Network: " + PlanReport.network(first.network().network()) + ", no bias ("
                + first.network().engine().id() + " engine)");
        out.println(
                "Each iteration is a step of gradient descent, rate " + Tutorial.RATE + ", on the mean squared error.");
        out.println();
        out.printf("%11s  %-11s  %s%n", "iteration", "loss", "predicted scores");
        Tutorial tutorial = first;
        int done = 0;
        print(done, tutorial, out);
        for (long next = 1; done < iterations; next = after(next)) {
            int reached = (int) Math.min(next, iterations);
            tutorial = tutorial.after(reached - done);
            done = reached;
            print(done, tutorial, out);
        }
        out.printf("%11s  %-11s %s%n", "actual", "", scores(Tutorial.SCORES, 1));
        out.println();
        out.printf(
                Locale.ROOT,
                "Predicted score for %s hours of study and %s of sleep: %.2f%n",
                Numbers.text(Tutorial.QUERY[0]),
                Numbers.text(Tutorial.QUERY[1]),
                tutorial.queryOutput()[0][0] * Tutorial.SCORE_SCALE);
        return tutorial;
    }

    /** 1, 2, 5, 10, 20, 50, ... */
    private static long after(long shown) {
        return String.valueOf(shown).startsWith("2") ? shown / 2 * 5 : shown * 2;
    }

    private static void print(int iteration, Tutorial tutorial, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%11d  %-11s %s%n",
                iteration,
                Numbers.text(tutorial.loss()),
                scores(tutorial.output(), Tutorial.SCORE_SCALE));
    }

    private static String scores(double[][] values, double scale) {
        StringBuilder text = new StringBuilder();
        for (double[] row : values) {
            text.append(String.format(Locale.ROOT, " %6.2f", row[0] * scale));
        }
        return text.toString();
    }

    private static JsonObject json(Tutorial tutorial) {
        JsonObject json = new JsonObject();
        json.addProperty("loss", tutorial.loss());
        json.add("output", Json.matrix(tutorial.output()));
        json.add("query_output", Json.matrix(tutorial.queryOutput()));
        List<double[][]> weights = tutorial.weights();
        for (int layer = 0; layer < weights.size(); layer++) {
            json.add("w" + (layer + 1), Json.matrix(weights.get(layer)));
        }
        return json;
    }
}
