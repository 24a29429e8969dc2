package densa.cli;

import java.util.regex.Pattern;

/** Commands to type next, such that they can be pasted. */
final class Shell {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    private Shell() {}

    /** How this program was called, if the launcher says so. */
    static String program() {
        String called = System.getenv("DENSA_COMMAND");
        return called == null || called.isEmpty() ? "densa" : quote(called);
    }

    /** An argument as a POSIX shell wants it. */
    static String quote(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
