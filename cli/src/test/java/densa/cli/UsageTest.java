package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import densa.internal.Named;
import densa.network.Activation;
import densa.network.Loss;
import densa.optimize.Optimizer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to who types something that there is not. */
class UsageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trian x.csv | unknown command \"trian\"; did you mean train? (commands: train, predict, evaluate,"
                        + " report, importance, inspect, doctor, tutorial, completion)",
                "fit x.csv | unknown command \"fit\": here it is train (commands: train, predict, evaluate,"
                        + " report, importance, inspect, doctor, tutorial, completion)",
                "--target y | --target belongs to a command and stands after it: densa train ... --target",
                "train | DATA is missing: densa train DATA --target COLUMN (all options: densa train --help)",
                "predict | MODEL is missing: densa predict MODEL DATA [-o FILE] (all options: densa predict --help)",
                "predict m.densa | DATA is missing: densa predict MODEL DATA [-o FILE] (all options: densa predict"
                        + " --help)",
                "predict m.densa x.csv --row a=1 | --row takes the place of DATA: give one of them",
                "evaluate m.densa | DATA is missing: densa evaluate MODEL DATA [--json] (all options: densa evaluate"
                        + " --help)",
                "importance m.densa | DATA is missing: densa importance MODEL DATA [--json] (all options: densa"
                        + " importance --help)",
                "doctor x | unexpected argument \"x\": densa doctor [--json] (all options: densa doctor --help)",
                "train x.csv -t y --hiden 64 | unknown option --hiden; did you mean --hidden? (all options: densa train"
                        + " --help)",
                "train x.csv -target y | unknown option -target; did you mean --target? (all options: densa train"
                        + " --help)",
                "train x.csv -t y --zzz | unknown option --zzz (all options: densa train --help)",
                "train x.csv -t y --hidden-layer-sizes 64 | unknown option --hidden-layer-sizes: here it is --hidden",
                "train x.csv -t y --hidden_layer_sizes=64 | unknown option --hidden_layer_sizes: here it is --hidden",
                "train x.csv -t y --hiddenLayers 64 | unknown option --hiddenLayers: here it is --hidden",
                "train x.csv --label y | unknown option --label: here it is --target",
                "train x.csv -t y --max-iter 5 | unknown option --max-iter: here it is --epochs",
                "train x.csv -t y --lr 5 | unknown option --lr: here it is --learning-rate",
                "train x.csv -t y --random-state 5 | unknown option --random-state: here it is --seed",
                "train x.csv -t y -H 5 | unknown option -H: here it is --hidden",
                "train --data x.csv -t y | unknown option --data: the file stands without an option: densa train DATA"
                        + " --target COLUMN (all options: densa train --help)",
                "train x.csv -t | --target needs a value: --target COLUMN",
                "train x.csv -t y --epochs | --epochs needs a value: --epochs N",
                "train x.csv -t y -t z | --target may be given once only",
                "train x.csv -t y --epochs ten | --epochs must be a whole number, got \"ten\"",
                "train x.csv -t y --seed 1.5 | --seed must be a whole number, got \"1.5\"",
                "train x.csv -t y --dropout half | --dropout must be a number, got \"half\"",
                "train x.csv -t y --epochs 0 | epochs must be 1 or more, got 0",
                "train x.csv -t y --batch-size 0 | batch size must be 1 to 1048576, got 0",
                "train x.csv -t y --learning-rate -0.1 | learning rate must be > 0 and finite, got -0.1",
                "train x.csv -t y --learning-rate NaN | learning rate must be > 0 and finite, got NaN",
                "train x.csv -t y --weight-decay -1 | weight decay must be 0 or more and finite, got -1.0",
                "train x.csv -t y --dropout 1 | dropout rate must be at least 0 and below 1, got 1.0",
                "train x.csv -t y --valid-fraction 1 | validation fraction must be above 0 and below 1, got 1.0",
                "train x.csv -t y --folds 1 | folds must be 2 to 100, got 1",
                "train x.csv -t y --folds 101 | folds must be 2 to 100, got 101",
                "train x.csv -t y --folds few | --folds must be a whole number, got \"few\"",
                "train x.csv -t y --group g --folds 0 | folds must be 2 to 100, got 0",
                "train x.csv -t y --group | --group needs a value: --group COLUMN",
                "train x.csv -t y --group y | column \"y\" cannot be both the target and the group",
                "train x.csv -t y --time t --valid-fraction 0 | validation fraction must be above 0 and below 1, got"
                        + " 0.0",
                "train x.csv -t y --folds 5 --valid-fraction 0.2 | --valid-fraction and --folds exclude each other:"
                        + " each says which rows validate",
                "train x.csv -t y --time t --folds 5 | --time and --folds exclude each other: each says which rows"
                        + " validate",
                "train x.csv -t y --time t --group g | --time and --group exclude each other: each says which rows"
                        + " validate",
                "train x.csv -t y --valid v.csv --group g | --group and --valid exclude each other: each says which"
                        + " rows validate",
                "train x.csv -t y --valid v.csv --valid-fraction 0.2 | --valid and --valid-fraction exclude each"
                        + " other: each says which rows validate",
                "train x.csv -t y --effort most | unknown effort \"most\"; valid: quick, standard, best",
                "train x.csv -t y --time-limit 0 | time limit must be above 0 seconds, got 0.0",
                "train x.csv -t y --time-limit -3 | time limit must be above 0 seconds, got -3.0",
                "train x.csv -t y --time-limit NaN | time limit must be above 0 seconds, got 0.0",
                "train x.csv -t y --time-limit 1m | --time-limit must be a number, got \"1m\"",
                "train x.csv -t y --bins -1 | bins must be 0 to 1024, got -1",
                "train x.csv -t y --bins 1025 | bins must be 0 to 1024, got 1025",
                "train x.csv -t y --bins all | --bins must be a whole number, got \"all\"",
                "train x.csv -t y --patience 0 | patience must be 1 epoch or more, got 0",
                "train x.csv -t y --threads 0 | threads must be 1 to 256, got 0",
                "train x.csv -t y --hidden 0 | units of a hidden layer must be 1 to 1048576, got 0",
                "train x.csv -t y --hidden 64,x | hidden layers must be units separated by commas, such as 64,32, or"
                        + " none; got \"64,x\"",
                "train x.csv -t y --activation rleu | unknown activation \"rleu\"; did you mean \"relu\"? valid:"
                        + " {activations}",
                "train x.csv -t y --optimizer adm | unknown optimizer \"adm\"; did you mean \"adam\"? valid:"
                        + " {optimizers}, adamw",
                "train x.csv -t y --schedule cosin | unknown schedule \"cosin\"; did you mean \"cosine\"? valid:"
                        + " constant, step, cosine, one_cycle",
                "train x.csv -t y --loss mse | unknown loss \"mse\"; valid: {losses}",
                "train x.csv -t y --engine cuda | unknown engine \"cuda\"; valid: auto, native, java",
                "train x.csv -t y --precision float16 | unknown precision \"float16\"; did you mean \"float32\"? valid:"
                        + " float32, float64",
                "train x.csv -t y --task class | unknown task \"class\"; valid: auto, classification, regression",
                "train x.csv -t y --class-weight a | class weights must be none, balanced or LABEL=WEIGHT,..., got"
                        + " \"a\"",
                "train x.csv -t y --class-weight a=0 | weight of class \"a\" must be > 0 and finite, got 0.0",
                "train x.csv -t y --id a,,b | names must be separated by commas, in double quotes if they hold one, got"
                        + " a,,b",
                "train x.csv -t y --id y | column \"y\" cannot be both the target and an id",
                "predict m.densa --row a | a row must be COLUMN=VALUE,COLUMN=VALUE, got a",
                "completion fish | unknown shell \"fish\"; valid: bash, zsh",
                "tutorial --iterations -1 | iterations must be 0 or more, got -1",
            })
    void wrongUsageIsToldInOneLine(String arguments, String message) {
        Cli run = Cli.run((Object[]) arguments.split(" "));
        String whole = message.replace("{activations}", listed(List.of(Activation.values())))
                .replace("{losses}", listed(Loss.all()))
                .replace("{optimizers}", listed(Optimizer.all()));
        assertThat(run).isEqualTo(new Cli(ExitCode.USAGE, "", "densa: " + whole + System.lineSeparator()));
    }

    private static String listed(List<? extends Named> values) {
        return values.stream().map(Named::id).collect(Collectors.joining(", "));
    }

    @Test
    void noCommandShowsTheHelpAsAnError() {
        Cli run = Cli.run();
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Usage: densa", "train ", "tutorial ");
    }

    @Test
    void trainWithoutTargetListsTheColumns(@TempDir Path folder) {
        Path data = Cli.resource("iris.train.csv");
        assertThat(Cli.run("train", data, "-m", folder.resolve("x.densa")))
                .isEqualTo(new Cli(
                        ExitCode.USAGE,
                        "",
                        "densa: --target COLUMN is missing: which column shall be predicted? " + data
                                + " has sepal_length_cm, sepal_width_cm, petal_length_cm, petal_width_cm, class"
                                + System.lineSeparator()));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void debugShowsWhereAFailureComesFrom() {
        Cli run = Cli.run("--debug", "evaluate", "no.densa", "no.csv");
        assertThat(run.code()).isEqualTo(ExitCode.DATA);
        assertThat(run.err())
                .contains("\tat densa.cli.EvaluateCommand.call")
                .endsWith("densa: cannot read no.densa: no such file" + System.lineSeparator());
        assertThat(Cli.run("evaluate", "no.densa", "no.csv", "--debug").err()).contains("\tat ");
        assertThat(Cli.run("evaluate", "no.densa", "no.csv").err()).doesNotContain("\tat ");
    }
}
