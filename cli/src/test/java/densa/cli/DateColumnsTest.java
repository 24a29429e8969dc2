package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns of dates, from the file to the prediction. */
class DateColumnsTest {

    @TempDir
    private Path folder;

    private Path sales() throws IOException {
        Stream<String> rows = IntStream.range(0, 80)
                .mapToObj(i ->
                        LocalDate.of(2024, 1, 1).plusDays(3L * i) + "," + i % 4 + "," + (i % 7 > 4 ? "yes" : "no"));
        return Cli.file(
                folder,
                "sales.csv",
                Stream.concat(Stream.of("when,x,sold"), rows).toArray(String[]::new));
    }

    private Path train() throws IOException {
        Path model = folder.resolve("sales.densa");
        Cli run = Cli.run("train", sales(), "-t", "sold", "--epochs", 2, "--seed", 3, "-m", model);
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).containsPattern("when +date +2024-01-\\d\\d to 2024-08-\\d\\d, as days, month, ");
        return model;
    }

    @Test
    void datesAreLearnedInspectedAndPredicted() throws IOException {
        Path model = train();
        assertThat(Cli.run("inspect", model).out())
                .containsPattern("when +date +2024-01-\\d\\d to 2024-08-\\d\\d, as days, month, ");
        Path fresh = Cli.file(folder, "new.csv", "when,x", "2025-02-28,1", ",2");
        Cli run = Cli.run("predict", model, fresh);
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.err())
                .contains("column \"when\": 1 missing value taken as the median of each part, as training had none");
    }

    @Test
    void valueThatIsNoDateIsNamed() throws IOException {
        Path fresh = Cli.file(folder, "new.csv", "when,x", "2025-02-28,1", "2025-02-29,2");
        Cli run = Cli.run("predict", train(), fresh);
        assertThat(run.code()).isEqualTo(ExitCode.DATA);
        assertThat(run.err()).contains("column \"when\" must be a date like 2024-03-05, got \"2025-02-29\" in row 2");
    }

    @Test
    void datesCannotBeNumbersButNames() throws IOException {
        Path model = folder.resolve("x.densa");
        Cli run = Cli.run("train", sales(), "-t", "sold", "--epochs", 1, "--categorical", "when", "-m", model);
        assertThat(run.err()).containsPattern("when +categorical +80 levels");
        run = Cli.run("train", sales(), "-t", "sold", "--epochs", 1, "--numeric", "when", "-m", model);
        assertThat(run.code()).isEqualTo(ExitCode.DATA);
        assertThat(run.err()).contains("column \"when\" must hold numbers, got \"2024-01-01\"");
    }
}
