package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextStreamTest {

    @TempDir
    private Path folder;

    @Test
    void controlCharactersAreEscaped() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TextStream out = new TextStream(bytes)) {
            out.println("a\u001b[2Jb\rc\u009bd\u202ee");
            out.printf("%s\t%d%n", "\u0007", 7);
            out.println("ü €");
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("a\\x1b[2Jb\\x0dc\\x9bd\\u202ee", "\\x07\t7", "ü €");
    }

    @Test
    void namesAndLabelsOfAFileCannotCommandTheTerminal() throws Exception {
        String[] lines = new String[41];
        lines[0] = "a\u001b]0;title\u0007,y";
        for (int i = 1; i < lines.length; i++) {
            lines[i] = i * 7 % 40 + "," + (i % 2 == 0 ? "p\u001b[31m" : "q");
        }
        Path data = Cli.file(folder, "data.csv", lines);
        Path model = folder.resolve("m.densa");
        Cli train = Cli.train(data, "-t", "y", "--epochs", 1, "--hidden", 4, "-m", model)
                .done();
        Cli inspect = Cli.run("inspect", model).done();
        assertThat(train.out() + train.err() + inspect.out() + inspect.err())
                .doesNotContain("\u001b", "\u0007")
                .contains("a\\x1b]0;title\\x07");
        assertThat(Cli.run("predict", model, data).done().out()).contains("p\u001b[31m");
    }
}
