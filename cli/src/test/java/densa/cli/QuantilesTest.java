package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code train --quantiles}, from the file to the prediction. */
class QuantilesTest {

    @TempDir
    private Path folder;

    private Path data() throws IOException {
        Stream<String> rows = IntStream.range(0, 80).mapToObj(i -> i % 9 + "," + (i * 7 % 11 + 0.5 * (i % 9)));
        return Cli.file(folder, "d.csv", Stream.concat(Stream.of("x,y"), rows).toArray(String[]::new));
    }

    private Cli train(String... more) throws IOException {
        Object[] all = Stream.concat(
                        Stream.of("train", data(), "-t", "y", "--effort", "quick", "--folds", 2, "--epochs", 2),
                        Stream.concat(Stream.of("-m", folder.resolve("d.densa")), Stream.of(more)))
                .toArray();
        return Cli.run(all);
    }

    @Test
    void quantilesAreTrainedPredictedAndEvaluated() throws IOException {
        Cli run = train("--quantiles", "0.05, 0.5,0.95").done();
        assertThat(run.err()).contains("loss quantile at 0.05,0.5,0.95");
        assertThat(run.out()).contains("quantile_loss").contains("coverage");
        Path model = folder.resolve("d.densa");

        Path fresh = Cli.file(folder, "new.csv", "x", "3", "5");
        Cli predicted = Cli.run("predict", model, fresh).done();
        assertThat(predicted.lines()).hasSize(3);
        assertThat(predicted.lines().get(0)).isEqualTo("prediction,q_0.05,q_0.5,q_0.95");
        String[] first = predicted.lines().get(1).split(",");
        assertThat(first[0]).isEqualTo(first[2]);
        assertThat(Cli.run("predict", model, fresh, "--interval", 0.9)
                        .done()
                        .lines()
                        .get(0))
                .isEqualTo("prediction,q_0.05,q_0.5,q_0.95,lower,upper");

        JsonObject evaluation = Cli.run("evaluate", model, data(), "--json").json();
        assertThat(evaluation.keySet())
                .containsExactly("rows", "rmse", "mae", "r2", "quantile_loss", "coverage", "coverage_90");
        assertThat(Cli.run("inspect", model).done().out()).contains("y, a number, and its quantiles at 0.05,0.5,0.95");
        assertThat(Cli.run("inspect", model, "--json").json().get("quantiles")).hasToString("[0.05,0.5,0.95]");
    }

    @Test
    void explanationIsThatOfTheMiddle() throws IOException {
        train("--quantiles", "0.1,0.5").done();
        Path model = folder.resolve("d.densa");
        Path fresh = Cli.file(folder, "new.csv", "x", "3");
        assertThat(Cli.run("predict", model, fresh, "--explain").done().lines().get(0))
                .isEqualTo("prediction,q_0.1,q_0.5,why_base,why_1,why_2,why_3");
        assertThat(Cli.run("importance", model, data()).done().out()).contains("x");
    }

    @Test
    void lossAloneTakesThreeLevels() throws IOException {
        assertThat(train("--loss", "quantile", "--json").json().get("quantiles"))
                .hasToString("[0.05,0.5,0.95]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.5,0.05 | quantile levels must be above 0, below 1 and ascending, got [0.5, 0.05]",
                "0.5,0.5 | quantile levels must be above 0, below 1 and ascending, got [0.5, 0.5]",
                "0,1 | quantile levels must be above 0, below 1 and ascending, got [0.0, 1.0]",
                "a,b | quantile levels must be numbers separated by commas, such as 0.05,0.5,0.95; got \"a,b\"",
                "0.1, | quantile levels must be numbers separated by commas, such as 0.05,0.5,0.95; got \"0.1,\"",
            })
    void wrongLevelsAreOneLine(String levels, String message) throws IOException {
        Cli run = train("--quantiles", levels);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).isEqualTo("densa: " + message + System.lineSeparator());
    }

    @Test
    void quantilesExcludeAnotherLossAndClasses() throws IOException {
        assertThat(train("--quantiles", "0.5", "--loss", "huber").err())
                .isEqualTo("densa: --quantiles and --loss huber exclude each other" + System.lineSeparator());
        Path animals = Cli.resource("penguins.train.csv");
        Cli run = Cli.run("train", animals, "-t", "species", "--quantiles", "0.5", "-m", folder.resolve("x.densa"));
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.lastError()).endsWith("loss quantile does not fit 3 classes; valid: softmax_cross_entropy");
    }
}
