package densa.cli;

import static densa.internal.Quote.quote;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the script that makes a shell complete our commands and options. */
@Command(
        name = "completion",
        header = "Prints a script that completes commands and options.",
        description = "Type this once in bash or zsh, or put it into ~/.bashrc or ~/.zshrc:%n%n"
                + "  source <(densa completion bash)%n",
        customSynopsis = {"densa completion [bash|zsh]"})
final class CompletionCommand implements Callable<Integer> {

    private static final List<String> SHELLS = List.of("bash", "zsh");

    /** Keeps the shell from completing names of files where picocli sees none; but data files may be globs or "-". */
    private static final String NO_FILES = "  type compopt &>/dev/null && compopt +o default\n";

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", arity = "0..1", description = "bash or zsh; the script is the same.")
    private String shell = "bash";

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!SHELLS.contains(shell)) {
            throw new UsageException("unknown shell " + quote(shell) + "; valid: " + String.join(", ", SHELLS));
        }
        String script = AutoComplete.bash("densa", spec.root().commandLine());
        console.out().println(script.replace(NO_FILES, ""));
        return ExitCode.DONE;
    }
}
