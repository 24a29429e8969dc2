package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

    @TempDir
    private Path folder;

    private Path data = Path.of("");
    private Path model = Path.of("");

    @BeforeEach
    void writeData() throws IOException {
        List<String> lines = new ArrayList<>(List.of("x,colour,kind"));
        for (int i = 0; i < 60; i++) {
            lines.add(i * 7 % 60 + "," + (i % 3 == 0 ? "red" : "green") + "," + (i * 7 % 60 < 30 ? "low" : "high"));
        }
        data = Cli.file(folder, "data.csv", lines.toArray(String[]::new));
        model = folder.resolve("kind.densa");
    }

    private Cli train(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("train", data, "-t", "kind", "--model", model));
        arguments.addAll(List.of("--hidden", 4, "--epochs", 3, "--folds", 3));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray());
    }

    @Test
    void trainWritesAReport() throws IOException {
        Path page = folder.resolve("page.html");
        Cli run = train("--report", page).done();
        assertThat(run.err()).contains("Wrote the report " + page);
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>")
                .contains("Predicting kind", "Linear model", "--report " + page)
                .contains("densa train " + data + " -t kind");
        assertThat(Files.size(page)).isLessThan(300_000);
    }

    @Test
    void notesOfThePlanStandInTheReport() throws IOException {
        Path page = folder.resolve("page.html");
        List<String> lines = new ArrayList<>(List.of("x,y"));
        for (int i = 0; i < 12; i++) {
            lines.add(i * 5 % 12 + "," + i * 7 % 12 / 10.0);
        }
        Path few = Cli.file(folder, "few.csv", lines.toArray(String[]::new));
        Cli.run("train", few, "-t", "y", "-m", folder.resolve("y.densa"), "--epochs", 2, "--report", page)
                .done();
        assertThat(Files.readString(page)).contains("Only 12 validation rows: metrics are indicative only.");
    }

    @Test
    void reportsThatCannotBeWrittenAreToldBeforeTheTraining() throws IOException {
        Path missing = folder.resolve("none").resolve("page.html");
        Cli run = train("--report", missing);
        assertThat(run.code()).isEqualTo(ExitCode.DATA);
        assertThat(run.err().lines())
                .containsExactly("densa: cannot write " + missing + ": there is no folder " + folder.resolve("none"));
        Path taken = Files.createDirectory(folder.resolve("folder.html"));
        run = train("--report", taken);
        assertThat(run.code()).isEqualTo(ExitCode.DATA);
        assertThat(run.lastError()).isEqualTo("densa: cannot write " + taken + ": it is a folder");
        run = train("--report", data);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.lastError())
                .isEqualTo("densa: a report is an HTML page: its file must end with .html, got " + data);
        assertThat(model).doesNotExist();
    }

    @Test
    void reportTellsHowGoodAModelIsOnOtherRows() throws IOException {
        train().done();
        Path page = folder.resolve("page.html");
        Cli run = Cli.run("report", model, data, "-o", page).done();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("Wrote " + page + " (").contains("kB)");
        assertThat(Files.readString(page))
                .contains("Predicting kind", "This is the table that the model was trained on")
                .contains("densa report " + model + " " + data);
    }

    @Test
    void reportNeedsTheTarget() throws IOException {
        train().done();
        Path fresh = Cli.file(folder, "fresh.csv", "x,colour", "1,red");
        Path page = folder.resolve("page.html");
        Cli run = Cli.run("report", model, fresh, "-o", page);
        assertThat(run.code()).isEqualTo(ExitCode.DATA);
        assertThat(run.lastError()).startsWith("densa: " + fresh + ": target column \"kind\" is not in the table");
        assertThat(page).doesNotExist();
        Path empty = Cli.file(folder, "empty.csv", "x,colour,kind", "1,red,");
        run = Cli.run("report", model, empty, "-o", page);
        assertThat(run.code()).isEqualTo(ExitCode.DATA);
        assertThat(run.lastError()).contains("no row has a value of the target \"kind\" to compare with");
    }

    @Test
    void reportKeepsAnOldPageIfItFails() throws IOException {
        train().done();
        Path page = Cli.file(folder, "page.html", "old");
        Cli run = Cli.run("report", model, folder.resolve("none.csv"), "-o", page);
        assertThat(run.code()).isEqualTo(ExitCode.DATA);
        assertThat(page).hasContent("old");
    }
}
