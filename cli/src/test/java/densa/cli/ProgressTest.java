package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {

    @TempDir
    private Path folder;

    @Test
    void terminalShowsABarThatGoesAway() {
        Cli run = Cli.onTerminal(
                "train",
                Cli.resource("iris.train.csv"),
                "-t",
                "class",
                "--epochs",
                40,
                "-m",
                folder.resolve("x.densa"));
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        List<String> drawn = List.of(run.err().split("\r", -1));
        assertThat(drawn).anySatisfy(line -> assertThat(line).matches("(?s)\\d+ % .*"));
        assertThat(drawn.get(drawn.size() - 1)).contains("Trained in ");
    }

    @Test
    void elsewhereThereIsNoBar() {
        Cli run = Cli.run(
                "train",
                Cli.resource("iris.train.csv"),
                "-t",
                "class",
                "--epochs",
                40,
                "-m",
                folder.resolve("x.densa"));
        assertThat(run.err()).doesNotContain("\r");
    }
}
