package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.network.Loss;
import densa.optimize.LearningRateSchedule;
import densa.store.DensaVersion;
import densa.table.train.TabularOptions;
import java.util.List;
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
        assertThat(help)
                .contains("linear model. Default: "
                        + String.join(
                                ",",
                                defaults.hiddenForRows(1, 1).stream()
                                        .map(String::valueOf)
                                        .toList()) + ";")
                .contains("Default: " + defaults.activation().id() + ".")
                .contains("adamax, adamw. Default: " + defaults.optimizer().id() + ".")
                .contains("Length of a step. Default: " + defaults.optimizer().learningRate())
                .contains("quick, standard, best. Default: " + defaults.effort().id() + ".")
                .contains("learns from the others. Default: " + defaults.foldsForRows(100_000) + " to "
                        + defaults.foldsForRows(1000) + ", by the number of rows.");
    }

    @Test
    void versionIsTheLibrarys() {
        assertThat(Cli.run("--version"))
                .isEqualTo(new Cli(0, "densa " + DensaVersion.CURRENT + System.lineSeparator(), ""));
    }

    @Test
    void valuesProposedAreThoseOfTheLibrary() {
        assertThat(Candidates.LOSSES)
                .allSatisfy(name -> assertThat(Loss.named(name).id()).isEqualTo(name));
        assertThat(Candidates.SCHEDULES)
                .allSatisfy(name ->
                        assertThat(LearningRateSchedule.named(name).id()).isEqualTo(name));
        assertThat(Candidates.OPTIMIZERS)
                .allSatisfy(name -> assertThat(OptimizerChoice.named(name)).isNotNull());
        assertThatThrownBy(() -> Loss.named("?")).hasMessageEndingWith("valid: " + listed(Candidates.LOSSES));
        assertThatThrownBy(() -> LearningRateSchedule.named("?"))
                .hasMessageEndingWith("valid: " + listed(Candidates.SCHEDULES));
        assertThatThrownBy(() -> OptimizerChoice.named("?"))
                .hasMessageEndingWith("valid: " + listed(Candidates.OPTIMIZERS));
    }

    private static String listed(List<String> names) {
        return String.join(", ", names);
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
