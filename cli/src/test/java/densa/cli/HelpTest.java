package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.internal.Named;
import densa.network.Loss;
import densa.network.TargetKind;
import densa.optimize.LearningRateSchedule;
import densa.optimize.Optimizer;
import densa.store.DensaVersion;
import densa.table.train.Recipe;
import densa.table.train.TabularOptions;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train",
                "predict",
                "evaluate",
                "report",
                "importance",
                "inspect",
                "doctor",
                "tutorial",
                "completion"
            })
    void everyCommandHasHelp(String command) {
        Cli run = Cli.run(command, "--help");
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("Usage: densa " + command, "--help", "--debug")
                .doesNotContain("${", "bundle:", "null");
        assertThat(run.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void helpOfTheProgramNamesTheCommands() {
        Cli run = Cli.run("--help");
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains(
                        "train ",
                        "predict ",
                        "evaluate ",
                        "report ",
                        "importance ",
                        "inspect ",
                        "doctor ",
                        "tutorial ",
                        "completion ");
    }

    @Test
    void helpOfTrainShowsTheLibrarysDefaults() {
        String help = Cli.run("train", "--help").out().replaceAll("\\s+", " ");
        TabularOptions defaults = TabularOptions.DEFAULTS;
        Optimizer optimizer = defaults.optimization().optimizer();
        assertThat(help)
                .contains("linear model. Default: "
                        + String.join(
                                ",",
                                new Recipe(defaults, 1)
                                        .hidden(1).stream().map(String::valueOf).toList())
                        + ";")
                .contains("Default: " + defaults.architecture().activation().id() + ".")
                .contains("adamw. Default: " + optimizer.id() + ".")
                .contains("Learning rate (step size). Default: " + optimizer.learningRate())
                .contains("Default: " + new Recipe(defaults, 100_000).weightDecay() + ", in small tables chosen by")
                .contains("quick, standard, best. Default: "
                        + defaults.budget().effort().id() + ".")
                .contains("learns from the others. Default: " + new Recipe(defaults, 100_000).folds() + " to "
                        + new Recipe(defaults, 1000).folds() + ", by the number of rows.");
    }

    @Test
    void versionIsTheLibrarys() {
        assertThat(Cli.run("--version"))
                .isEqualTo(new Cli(0, "densa " + DensaVersion.CURRENT + System.lineSeparator(), ""));
    }

    @Test
    void helpAndCompletionOfTrainNameEveryLossOptimizerAndSchedule() {
        String help = Cli.run("train", "--help").out().replaceAll("\\s+", " ");
        String completion = Cli.run("completion", "bash").out();
        assertThat(Loss.all()).allSatisfy(loss -> {
            boolean usual = Set.of(TargetKind.NUMBER, TargetKind.CLASSES).contains(loss.target());
            String demand = usual ? "" : " (" + loss.target().text() + ")";
            assertThat(help).containsPattern("(number:|classes:|,) " + Pattern.quote(loss.id() + demand) + "[,;.]");
            assertThat(completion).contains("\"" + loss.id() + "\"");
        });
        assertThat(help)
                .contains("One of " + listed(Optimizer.all()) + ", adamw. Default:")
                .contains("learning rate changes: " + listed(LearningRateSchedule.all()) + ". Default:");
        assertThat(Optimizer.all())
                .allSatisfy(optimizer -> assertThat(completion).contains("\"" + optimizer.id() + "\""));
        assertThatThrownBy(() -> OptimizerChoice.named("?"))
                .hasMessageEndingWith("valid: " + listed(Optimizer.all()) + ", adamw");
    }

    private static String listed(List<? extends Named> values) {
        return values.stream().map(Named::id).collect(Collectors.joining(", "));
    }

    @Test
    void completionKnowsCommandsOptionsAndValues() {
        Cli run = Cli.run("completion", "bash").done();
        assertThat(run.out())
                .startsWith("#!/usr/bin/env bash")
                .contains("--hidden", "leaky_relu", "one_cycle", "evaluate")
                .doesNotContain("compopt +o");
        // One list of values for each option: picocli names them by the label of the value.
        String train =
                run.out().split("function _picocli_densa_train\\(\\)", -1)[1].split("function ", -1)[0];
        assertThat(train.lines().filter(line -> line.contains("_option_args=(")).map(line -> line.split("=", -1)[0]))
                .hasSize(8)
                .doesNotHaveDuplicates();
        assertThat(Cli.run("completion", "zsh").out()).isEqualTo(run.out());
    }

    @Test
    void everyForeignNameLeadsToAnOptionOfTheHelp() {
        String train =
                Cli.run("train", "--help").out() + Cli.run("predict", "--help").out();
        String all = train + Cli.run("tutorial", "--help").out();
        assertThat(ForeignNames.ours().stream()
                        .filter(option -> !all.contains(option + " ") && !all.contains(option + "=")))
                .isEmpty();
        assertThat(ForeignNames.theirs().stream().filter(option -> train.contains(" --" + option + "=")))
                .isEmpty();
    }
}
