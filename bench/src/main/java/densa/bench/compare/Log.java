package densa.bench.compare;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;

/** What happens, a line each, on standard error; nothing is said twice. Confined to one thread. */
public final class Log {

    private final PrintStream out;
    private final Set<String> said = new HashSet<>();

    /** Writes to {@code out}. */
    public Log(PrintStream out) {
        this.out = out;
    }

    /** Says what happens next. */
    public void progress(String what) {
        say("measuring " + what);
    }

    /** Says that a system takes no part, and why. */
    void skipped(Library library, String why) {
        say("skipped " + library.id() + ": " + why);
    }

    /** Says what went wrong. */
    void failed(Comparison comparison, Variant variant, String why) {
        say("FAILED " + comparison.id() + ", " + variant.describe() + ": " + why);
    }

    private void say(String line) {
        // Whatever the reason is, it takes one line.
        String flat = "compare: " + line.strip().replaceAll("\\s*\\R\\s*", " ");
        if (said.add(flat)) {
            out.println(flat);
        }
    }
}
