package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code train --target a,b}, from the file to the prediction. */
class SeveralTargetsCommandTest {

    @TempDir
    private Path folder;

    private Path data() throws IOException {
        Stream<String> rows = IntStream.range(0, 80)
                .mapToObj(i -> i % 9 + "," + (i % 9 > 4 ? "yes" : "no") + "," + (i % 3 == 0 ? "yes" : "no") + ","
                        + "abc".charAt(i % 3) + "," + (0.5 * (i % 9)) + "," + (i * 7 % 11));
        return Cli.file(
                folder,
                "d.csv",
                Stream.concat(Stream.of("x,smokes,drinks,kind,height,weight"), rows)
                        .toArray(String[]::new));
    }

    private Cli train(String target, Object... more) throws IOException {
        Object[] all = Stream.concat(
                        Stream.of("train", data(), "-t", target, "--effort", "quick", "--folds", 2, "--epochs", 2),
                        Stream.concat(Stream.of("-m", folder.resolve("d.densa")), Stream.of(more)))
                .toArray();
        return Cli.run(all);
    }

    /** The names of a target's figures. */
    private static Set<String> figures(JsonObject json, String target) {
        return json.getAsJsonObject("targets").getAsJsonObject(target).keySet();
    }

    @Test
    void flagsAreTrainedPredictedAndEvaluated() throws IOException {
        Cli run = train("smokes,drinks").done();
        assertThat(run.err())
                .contains("classification: 2 yes/no columns, smokes, drinks, because all targets have two values")
                .containsPattern("smokes +target +no \\(45\\) or yes \\(35\\), because all targets have two values");
        assertThat(run.out())
                .containsPattern("smokes: log_loss +[0-9.]+ +\\+- ")
                .contains("drinks: accuracy");
        Path model = folder.resolve("d.densa");

        Path fresh = Cli.file(folder, "new.csv", "x,kind,height,weight", "3,a,1,5", "8,b,4,2");
        Cli predicted = Cli.run("predict", model, fresh).done();
        assertThat(predicted.lines()).hasSize(3);
        assertThat(predicted.lines().get(0)).isEqualTo("prediction_smokes,prediction_drinks,p_smokes,p_drinks");
        assertThat(Cli.run("predict", model, data()).done().err())
                .contains("Columns \"smokes\", \"drinks\" are there; compared with them (80 rows):");

        JsonObject evaluation = Cli.run("evaluate", model, data(), "--json").json();
        assertThat(evaluation.keySet()).contains("rows", "log_loss", "targets");
        assertThat(figures(evaluation, "smokes")).contains("log_loss");
        assertThat(figures(evaluation, "drinks")).contains("roc_auc");
        assertThat(Cli.run("evaluate", model, data()).done().out()).contains("drinks: roc_auc");
        assertThat(Cli.run("inspect", model).done().out()).contains("smokes, drinks, each yes or no");
        assertThat(Cli.run("inspect", model, "--json").json().get("targets")).hasToString("[\"smokes\",\"drinks\"]");
    }

    @Test
    void numbersAreTrainedAndWrittenOutOfFold() throws IOException {
        Path written = folder.resolve("out.csv");
        JsonObject json =
                train("height, weight", "--json", "--out-of-fold", written).json();
        assertThat(json.get("targets")).hasToString("[\"height\",\"weight\"]");
        JsonObject validation = json.getAsJsonObject("validation");
        assertThat(validation.keySet()).contains("rmse");
        assertThat(figures(validation, "height")).contains("rmse");
        assertThat(figures(validation, "weight")).contains("r2");
        assertThat(java.nio.file.Files.readAllLines(written).get(0))
                .isEqualTo("row,height,weight,prediction_height,prediction_weight");
    }

    @Test
    void intervalsAndReasonsBearTheNameOfTheirTarget() throws IOException {
        train("height,weight").done();
        Path model = folder.resolve("d.densa");
        Cli predicted = Cli.run("predict", model, data(), "--interval", 0.9, "--explain")
                .done();
        assertThat(predicted.lines().get(0))
                .isEqualTo("prediction_height,prediction_weight,lower_height,upper_height,lower_weight,upper_weight,"
                        + "why_height_base,why_height_1,why_height_2,why_height_3,"
                        + "why_weight_base,why_weight_1,why_weight_2,why_weight_3");
        assertThat(predicted.lines().get(1)).containsPattern("x=0(\\.0)? \\([+-]");
        JsonObject evaluated = Cli.run("evaluate", model, data(), "--json").json();
        assertThat(figures(evaluated, "height")).contains("coverage_90");
        assertThat(figures(evaluated, "weight")).contains("coverage_90");
    }

    @Test
    void importanceIsThatOfTheNamedTarget() throws IOException {
        train("smokes,drinks").done();
        Path model = folder.resolve("d.densa");
        assertThat(Cli.run("importance", model, data(), "--target", "drinks")
                        .done()
                        .out())
                .contains("log_loss")
                .doesNotContain("smokes");
        Cli run = Cli.run("importance", model, data());
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .isEqualTo("densa: the model predicts smokes, drinks: say which one, as in --target smokes"
                        + System.lineSeparator());
        run = Cli.run("importance", model, data(), "--target", "height");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("no target \"height\"; the model predicts smokes, drinks");
    }

    @Test
    void intervalsOfClassesAndOtherTargetsAreRefused() throws IOException {
        train("smokes,drinks").done();
        Path model = folder.resolve("d.densa");
        Cli run = Cli.run("predict", model, data(), "--interval", 0.9);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("--interval is for numbers, but the model predicts classes of \"smokes\", \"drinks\"");
        run = train("smokes");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("d.densa exists and is a model for \"smokes\" and \"drinks\"; --model FILE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | smokes,drink | target column \"drink\" is not in the table; did you mean \"drinks\"?",
                "3 | smokes,kind | target \"kind\" has more than two different values, such as \"a\", \"b\", \"c\":",
                "3 | smokes,height | several targets must be all numbers or all yes/no, but \"smokes\" is yes/no",
                "2 | smokes,smokes | target \"smokes\" is named twice",
                "2 | smokes,x | column \"x\" cannot be both a target and an id",
                "2 | smokes, | names must be separated by commas, in double quotes if they hold one, got smokes,",
            })
    void wrongTargetsAreOneLine(int code, String targets, String message) throws IOException {
        Cli run = train(targets, "--id", "x", "-q");
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(message);
    }
}
