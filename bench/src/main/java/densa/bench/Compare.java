package densa.bench;

import densa.bench.compare.Comparison;
import densa.bench.compare.ComparisonTable;
import densa.bench.compare.Library;
import densa.bench.compare.Log;
import densa.bench.compare.Measurement;
import densa.bench.compare.MeasurementsFile;
import densa.bench.compare.Pace;
import densa.bench.compare.Programs;
import densa.bench.compare.StartUps;
import densa.bench.compare.Turns;
import densa.engine.Engine;
import densa.engine.Machine;
import densa.internal.Named;
import densa.network.Parameters;
import densa.train.TrainedNetwork;
import densa.train.TrainingHistory;
import densa.train.TrainingOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Compares Densa with other systems, side by side on this machine, and prints the ratios as a Markdown table. Every
 * variant of a workload is a process of its own that waits while the others have their turn; what they learn and
 * predict is checked. {@code bench/compare} builds and runs it.
 *
 * <pre>{@code
 * bench/compare --only W2,W3 --systems densa-native,pytorch --python /usr/bin/python3
 * }</pre>
 */
@Command(
        name = "compare",
        description =
                "Compares Densa with other systems: trainings W1 to W4, W7 and W8, predictions W5, starting up W6.",
        sortOptions = false)
public final class Compare {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    @Option(names = "--only", split = ",", paramLabel = "WORKLOAD", description = "These workloads, as in W2,W3.")
    private List<String> only = List.of();

    @Option(names = "--systems", split = ",", paramLabel = "SYSTEM", description = "These systems.")
    private List<String> systems = List.of();

    @Option(
            names = "--python",
            paramLabel = "EXECUTABLE",
            defaultValue = "python3",
            description = "What runs NumPy and PyTorch; by default ${DEFAULT-VALUE}.")
    private String python = "";

    @Option(names = "--jvm-peers", description = "Compare with other libraries for the JVM too.")
    private boolean jvmPeers;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the numbers to this file.")
    private @Nullable Path json;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Turns that each variant has, 5 or more; by default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "0.5",
            description = "Length of a turn; by default ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    private boolean help;

    /** Compares, prints, and exits: 0 if all is well, 1 if somebody failed, 2 if an option is wrong. */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) throws Exception {
        Compare compare = new Compare();
        CommandLine line = new CommandLine(compare);
        try {
            line.parseArgs(arguments);
            if (compare.help) {
                line.usage(out);
                return 0;
            }
            return compare.compare(out, new Log(err));
        } catch (ParameterException | IllegalArgumentException e) {
            err.println("compare: " + String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " "));
            return USAGE;
        }
    }

    private int compare(PrintStream out, Log log) throws IOException, InterruptedException, URISyntaxException {
        List<Comparison> comparisons = comparisons();
        List<Library> libraries = libraries();
        Programs programs = new Programs(benchFolder(), python);
        Pace pace = pace();
        checkJson();
        List<Measurement> all = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            if (comparison == Comparison.W6_MEMORY) {
                continue; // measured with W6_START
            }
            log.progress(comparison.id());
            if (comparison.startUp()) {
                all.addAll(startUp(libraries, new StartUps(programs, pace, log)));
            } else {
                all.addAll(turns(comparison, libraries, new Turns(programs, pace, log)));
            }
        }
        out.print(new ComparisonTable(all).markdown(rounds, Hardware.describe()));
        out.flush();
        if (json != null) {
            MeasurementsFile.write(json, all);
        }
        return all.stream().anyMatch(Measurement::failed) ? FAILED : 0;
    }

    private static List<Measurement> turns(Comparison comparison, List<Library> libraries, Turns turns)
            throws IOException, InterruptedException {
        if (comparison.training()) {
            try (DataFolder data = DataFolder.training(Workload.valueOf(comparison.id()))) {
                return turns.measure(comparison, libraries, data.path(), new double[0]);
            }
        }
        int batchSize = comparison == Comparison.W5_ROW ? 1 : 1024;
        float[] row = PredictionRun.inputs(1);
        double[] expected = expected(Workload.W3, PredictionRun.parameters(), row);
        try (DataFolder data = DataFolder.prediction(comparison.id(), batchSize)) {
            return turns.measure(comparison, libraries, data.path(), expected);
        }
    }

    private static List<Measurement> startUp(List<Library> libraries, StartUps startUps)
            throws IOException, InterruptedException {
        Parameters parameters = Parameters.initial(Workload.W2.network(), 1);
        float[] row = new float[Workload.W2.network().inputWidth()];
        Arrays.fill(row, 1);
        try (DataFolder data = DataFolder.network(Workload.W2, parameters)) {
            return startUps.measure(libraries, data.path(), expected(Workload.W2, parameters, row));
        }
    }

    /** What the Java engine predicts, as logits. */
    private static double[] expected(Workload workload, Parameters parameters, float[] row) {
        TrainingOptions options = TrainingOptions.DEFAULTS
                .withLoss(workload.loss())
                .withMachine(Machine.DEFAULTS.withEngine(Engine.JAVA));
        float[] outputs = TrainedNetwork.of(workload.network(), parameters, options, TrainingHistory.NONE)
                .predict(row);
        double[] wide = new double[outputs.length];
        Arrays.setAll(wide, i -> outputs[i]);
        return wide;
    }

    private List<Comparison> comparisons() {
        for (String name : only) {
            if (!Comparison.workloads().contains(name)) {
                throw new IllegalArgumentException(
                        "unknown workload \"" + name + "\"; valid: " + String.join(", ", Comparison.workloads()));
            }
        }
        return Stream.of(Comparison.values())
                .filter(comparison -> only.isEmpty() || only.contains(comparison.workload()))
                .toList();
    }

    private List<Library> libraries() {
        List<Library> all = List.of(Library.values());
        List<Library> named =
                systems.stream().map(name -> Named.find("system", name, all)).toList();
        Optional<Library> unbuilt =
                named.stream().filter(library -> library.jvmPeer() && !jvmPeers).findFirst();
        if (unbuilt.isPresent()) {
            throw new IllegalArgumentException(unbuilt.get().id() + " needs --jvm-peers");
        }
        return named.isEmpty()
                ? all.stream().filter(library -> jvmPeers || !library.jvmPeer()).toList()
                : named;
    }

    private Pace pace() {
        if (rounds < 5) {
            throw new IllegalArgumentException("--rounds must be 5 or more, got " + rounds);
        }
        if (!(seconds > 0 && seconds <= 600)) {
            throw new IllegalArgumentException("--seconds must be more than 0 and at most 600, got " + seconds);
        }
        return new Pace(rounds, seconds);
    }

    /** Better now than after minutes. */
    private void checkJson() {
        if (json == null) {
            return;
        }
        Path folder = json.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("--json " + json + ": its folder does not exist");
        }
    }

    /** The folder bench: classes come from bench/target, in a jar or not. */
    private static Path benchFolder() throws URISyntaxException {
        Path classes = Path.of(Compare.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return classes.resolve("../..").normalize();
    }
}
