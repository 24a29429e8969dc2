package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of more rows than a chunk has. */
class PredictedChunksTest {

    @TempDir
    private Path folder;

    private Path model() {
        Path model = folder.resolve("penguins.densa");
        Cli.train(Cli.resource("penguins.train.csv"), "-t", "species", "-m", model, "--epochs", 3, "--hidden", 4)
                .done();
        return model;
    }

    @Test
    void manyRowsArePredictedInChunks() throws IOException {
        Path model = model();
        List<String> lines = Files.readAllLines(Cli.resource("penguins.test.csv"));
        int copies = 1100; // more rows than a chunk has
        Path many = folder.resolve("many.csv");
        StringBuilder text = new StringBuilder(lines.get(0)).append('\n');
        for (int i = 0; i < copies; i++) {
            String island = i == copies - 1 ? "Atlantis" : "$0";
            lines.stream().skip(1).forEach(line -> text.append(line.replaceFirst("Biscoe|Dream|Torgersen", island))
                    .append('\n'));
        }
        Files.writeString(many, text);
        Path out = folder.resolve("out.csv");
        Cli run = Cli.run("predict", model, many, "-o", out);
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.err())
                .contains(
                        "Note: column \"island\": 68 values that training did not have",
                        "Wrote " + out + ": 74,800 rows")
                .contains("Column \"species\" is there; compared with it (74,800 rows):");
        List<String> few = Cli.run("predict", model, Cli.resource("penguins.test.csv"))
                .out()
                .lines()
                .toList();
        List<String> predicted = Files.readAllLines(out);
        assertThat(predicted).hasSize(copies * 68 + 1);
        for (int i = 0; i + 68 < predicted.size() - 68; i++) {
            assertThat(predicted.get(i + 1)).isEqualTo(few.get(i % 68 + 1));
        }
    }

    @Test
    void errorBeyondTheFirstChunkSaysFromWhereRowsAreCounted() throws IOException {
        Path model = model();
        List<String> lines = Files.readAllLines(Cli.resource("penguins.test.csv"));
        Path many = folder.resolve("many.csv");
        StringBuilder text = new StringBuilder(lines.get(0)).append('\n');
        for (int i = 0; i < 1100; i++) {
            int copy = i;
            lines.stream().skip(1).forEach(line -> text.append(copy < 1000 ? line : line.replaceAll("[0-9.]+", "abc"))
                    .append('\n'));
        }
        Files.writeString(many, text);
        Cli run = Cli.run("predict", model, many, "-o", folder.resolve("out.csv"));
        assertThat(run.code()).isEqualTo(ExitCode.DATA);
        assertThat(run.err()).contains("many.csv, from row 65,537 on: column \"bill_length_mm\" must hold numbers");
        assertThat(folder.resolve("out.csv")).doesNotExist();
    }
}
