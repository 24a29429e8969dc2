package densa.cli;

import densa.data.Precision;
import densa.engine.Engine;
import densa.network.Activation;
import densa.network.Loss;
import densa.optimize.LearningRateSchedule;
import densa.store.DensaVersion;
import densa.table.encode.Task;
import densa.table.train.ClassWeights;
import densa.table.train.Effort;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program {@code densa}. */
public final class Main {

    private static final String NAME = "densa";

    private Main() {}

    /** Runs the program and ends the JVM with its {@linkplain ExitCode exit code}. */
    public static void main(String[] args) {
        // The library warns by way of the JDK's logger, once; one line is enough here too.
        System.setProperty("java.util.logging.SimpleFormatter.format", NAME + ": %5$s%n");
        System.exit(run(Console.system(), args));
    }

    /** Runs the program without ending the JVM. */
    static int run(Console console, String... args) {
        boolean debug = Arrays.asList(args).contains("--debug");
        int code;
        try {
            code = commandLine(console, debug, args).execute(args);
        } catch (Throwable failure) { // also an Error: the user is told, and the exit code says so
            code = report(failure, console, debug);
        }
        if (console.outputFailed()) {
            return report(console.outputFailure(), console, debug);
        }
        return code;
    }

    private static int report(Throwable failure, Console console, boolean debug) {
        ErrorReport report = ErrorReport.of(failure);
        if (debug) {
            failure.printStackTrace(console.err());
        }
        if (!report.message().isEmpty()) {
            console.err().println(NAME + ": " + report.message());
        }
        return report.exitCode();
    }

    /**
     * The commands to tell apart. Building all of them takes picocli 0.1 s, so if the first argument names one, that
     * one is enough (but completion is about all of them).
     */
    private static List<Supplier<Object>> commands(Console console, String... args) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("train", () -> new TrainCommand(console));
        commands.put("predict", () -> new PredictCommand(console));
        commands.put("evaluate", () -> new EvaluateCommand(console));
        commands.put("report", () -> new ReportCommand(console));
        commands.put("importance", () -> new ImportanceCommand(console));
        commands.put("inspect", () -> new InspectCommand(console));
        commands.put("doctor", () -> new DoctorCommand(console));
        commands.put("tutorial", () -> new TutorialCommand(console));
        boolean one = args.length > 0 && commands.containsKey(args[0]);
        commands.put("completion", () -> new CompletionCommand(console));
        return one ? List.of(commands.get(args[0])) : List.copyOf(commands.values());
    }

    private static CommandLine commandLine(Console console, boolean debug, String... args) {
        CommandLine program = new CommandLine(new Root(console));
        commands(console, args).forEach(command -> program.addSubcommand(command.get()));
        program.registerConverter(Activation.class, Activation::named)
                .registerConverter(Effort.class, Effort::named)
                .registerConverter(Engine.class, Engine::named)
                .registerConverter(LearningRateSchedule.class, LearningRateSchedule::named)
                .registerConverter(Loss.class, Loss::named)
                .registerConverter(Precision.class, Precision::named)
                .registerConverter(Task.class, Task::named)
                .registerConverter(ClassWeights.class, ClassWeights::parse)
                .registerConverter(ColumnNames.class, ColumnNames::parse)
                .registerConverter(MissingTexts.class, MissingTexts::parse)
                .registerConverter(RowValues.class, RowValues::parse)
                .registerConverter(QuantileLevels.class, QuantileLevels::parse)
                .registerConverter(HiddenLayers.class, HiddenLayers::parse)
                .registerConverter(OptimizerChoice.class, OptimizerChoice::named);
        program.getSubcommands().values().forEach(Main::complete);
        return program.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setResourceBundle(new Defaults())
                .setPosixClusteredShortOptionsAllowed(false)
                .setUsageHelpAutoWidth(console.terminal())
                .setParameterExceptionHandler((failure, arguments) -> report(failure, console, debug))
                .setExecutionStrategy(parsed -> {
                    UsageErrors.checkOnce(parsed);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, console, debug));
    }

    /** What all commands have: common options, blank lines in the help, and headings where something follows. */
    private static void complete(CommandLine command) {
        command.addMixin("common", new CommonOptions());
        command.getCommandSpec()
                .usageMessage()
                .synopsisHeading("%nUsage: ")
                .descriptionHeading("%n")
                .parameterListHeading("%n");
        boolean ungrouped = command.getCommandSpec().options().stream().anyMatch(option -> option.group() == null);
        command.getCommandSpec().usageMessage().optionListHeading(ungrouped ? "%nOptions:%n" : "");
    }

    /** What stands before the command. */
    @Command(
            name = NAME,
            header = "Dense neural networks for tables: CSV, TSV, Parquet and JSON lines.",
            synopsisHeading = "%nUsage: ",
            synopsisSubcommandLabel = "COMMAND",
            optionListHeading = "%nOptions:%n",
            commandListHeading = "%nCommands:%n",
            sortOptions = false,
            footer = {
                "",
                "Examples:",
                "  densa train penguins.csv --target species",
                "  densa predict penguins.densa new.csv -o predictions.csv",
                "  densa train --help",
                "",
                "Exit codes: 0 done, 1 unexpected failure, 2 wrong usage, 3 data or model",
                "problem, 4 training diverged, 130 interrupted, 143 terminated."
            })
    static final class Root implements Callable<Integer> {

        private final Console console;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Shows this help.")
        boolean help;

        @Option(
                names = {"-V", "--version"},
                description = "Shows the version.")
        private boolean version;

        @Option(names = "--debug", hidden = true, description = "Shows where a failure comes from.")
        boolean debug;

        Root(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            if (version) {
                console.out().println(NAME + " " + DensaVersion.CURRENT);
                return ExitCode.DONE;
            }
            spec.commandLine().usage(console.err());
            return ExitCode.USAGE;
        }
    }
}
