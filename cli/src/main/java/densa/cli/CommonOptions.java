package densa.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options of every command. */
final class CommonOptions {

    @ArgGroup(validate = false, heading = "%nOther:%n", order = 100)
    Group group = new Group();

    /** A group, so that they come last in the help. */
    static final class Group {

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Shows this help.")
        boolean help;

        /** Read from the raw arguments, so that it also works where they cannot be parsed. */
        @Option(names = "--debug", description = "Shows the stack trace of an error.")
        boolean debug;
    }
}
