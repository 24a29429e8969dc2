package densa.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Commands to type next, such that they can be pasted. */
final class Shell {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    private Shell() {}

    /** How this program was called, if the launcher says so. */
    static String program() {
        String called = System.getenv("DENSA_COMMAND");
        return called == null || called.isEmpty() ? "densa" : quote(called);
    }

    /** What was typed, so that it can be typed again. */
    static String typed(CommandSpec command) {
        List<String> arguments = command.root().commandLine().getParseResult().originalArgs();
        return "densa " + arguments.stream().map(Shell::quote).collect(Collectors.joining(" "));
    }

    /** An argument as a POSIX shell wants it. */
    static String quote(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
