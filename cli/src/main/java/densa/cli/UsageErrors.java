package densa.cli;

import static densa.internal.Quote.quote;

import densa.internal.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What was wrong with a command line, in one line that says what to type instead. */
final class UsageErrors {

    private UsageErrors() {}

    static String describe(ParameterException wrong) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched().get(0), command);
        } else if (wrong instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " may be given once only";
        } else if (wrong instanceof MissingParameterException missing) {
            return missing(missing, command);
        }
        ArgSpec argument = wrong.getArgSpec();
        Throwable cause = wrong.getCause();
        if (argument == null || cause == null) {
            return String.valueOf(wrong.getMessage());
        }
        if (cause instanceof TypeConversionException) {
            return name(argument) + " must be " + kind(argument) + ", got " + quote(String.valueOf(wrong.getValue()));
        }
        return String.valueOf(cause.getMessage());
    }

    /**
     * Checks that no option with one value is given twice, which picocli does not do for options in a group.
     *
     * @throws ParameterException if one is
     */
    static void checkOnce(ParseResult parsed) {
        for (ParseResult part = parsed; part != null; part = part.hasSubcommand() ? part.subcommand() : null) {
            for (OptionSpec option : part.matchedOptions()) {
                if (!option.isMultiValue() && option.originalStringValues().size() > 1) {
                    throw new ParameterException(
                            part.commandSpec().commandLine(), option.longestName() + " may be given once only");
                }
            }
        }
    }

    private static String kind(ArgSpec argument) {
        Class<?> type = argument.auxiliaryTypes()[0];
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number";
        }
        return type == Double.class || type == double.class ? "a number" : "of type " + type.getSimpleName();
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String missing(MissingParameterException missing, CommandSpec command) {
        List<ArgSpec> arguments = missing.getMissing();
        if (arguments.isEmpty()) {
            return String.valueOf(missing.getMessage());
        }
        ArgSpec first = arguments.get(0);
        if (first instanceof OptionSpec option) {
            return option.longestName() + " needs a value: " + option.longestName() + " " + option.paramLabel();
        }
        return first.paramLabel() + " is missing: " + usage(command);
    }

    /** How to call the command, and how to learn the rest. */
    private static String usage(CommandSpec command) {
        return command.usageMessage().customSynopsis()[0] + " (all options: " + command.qualifiedName() + " --help)";
    }

    private static String unmatched(String typed, CommandSpec command) {
        if (!typed.startsWith("-") || typed.equals("-")) {
            return command.parent() == null
                    ? unknownCommand(typed, command)
                    : "unexpected argument " + quote(typed) + ": " + usage(command);
        }
        String option = typed.contains("=") ? typed.substring(0, typed.indexOf('=')) : typed;
        if (option.endsWith("-help") || option.equals("-?")) {
            return "unknown option " + option + ": it is --help";
        }
        if (command.parent() == null) {
            return commandsWith(option, command)
                    .findFirst()
                    .map(owner -> option + " belongs to a command and stands after it: " + owner.qualifiedName()
                            + " ... " + option)
                    .orElseGet(() -> unknown(option, command));
        }
        return unknown(option, command);
    }

    private static String unknown(String typed, CommandSpec command) {
        String message = "unknown option " + typed;
        Optional<String> ours = ForeignNames.option(typed);
        if (ours.isPresent() && command.optionsMap().containsKey(ours.get())) {
            return message + ": here it is " + ours.get();
        }
        boolean file = ForeignNames.isData(typed) || typed.equals("--model") || typed.equals("-m");
        if (file && !command.positionalParameters().isEmpty()) {
            return message + ": the file stands without an option: " + usage(command);
        }
        List<String> names = command.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .filter(name -> name.startsWith("--"))
                .toList();
        String more = " (all options: " + command.qualifiedName() + " --help)";
        return message
                + NearestName.of(typed, names)
                        .map(near -> "; did you mean " + near + "?" + more)
                        .orElse(more);
    }

    private static String unknownCommand(String typed, CommandSpec root) {
        List<String> names = root.subcommands().keySet().stream().toList();
        String message = "unknown command " + quote(typed);
        return message
                + ForeignNames.command(typed)
                        .map(ours -> ": here it is " + ours)
                        .or(() -> NearestName.of(typed, names).map(near -> "; did you mean " + near + "?"))
                        .orElse("")
                + " (commands: " + String.join(", ", names) + ")";
    }

    private static Stream<CommandSpec> commandsWith(String option, CommandSpec root) {
        return root.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> command.optionsMap().containsKey(option));
    }
}
