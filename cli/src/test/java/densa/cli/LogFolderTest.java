package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import densa.files.TableFiles;
import densa.table.NumericColumn;
import densa.table.model.Model;
import densa.train.TrainedNetwork;
import densa.train.TrainingHistory.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --log-dir}. */
class LogFolderTest {

    private static final String HEADER = "run,epoch,training_loss,validation_loss,learning_rate,seconds,best";

    @TempDir
    private Path folder;

    private Cli train(Path logs, Object... more) {
        Object[] arguments = {
            Cli.resource("iris.train.csv"),
            "-t",
            "class",
            "-m",
            folder.resolve("iris.densa"),
            "--epochs",
            3,
            "--log-dir",
            logs
        };
        return Cli.train(Stream.of(arguments, more).flatMap(Stream::of).toArray());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void everyEpochIsLogged() throws IOException {
        Path logs = folder.resolve("new/logs");
        Cli run = train(logs).done();
        assertThat(run.err()).contains("Wrote the log of the training into " + logs + System.lineSeparator());
        List<TrainedNetwork> members = Model.load(folder.resolve("iris.densa")).members();
        assertThat(members).hasSize(2);
        List<String> lines = new ArrayList<>();
        for (int member = 0; member < 2; member++) {
            for (Epoch epoch : members.get(member).history().epochs()) {
                lines.add("member-" + (member + 1) + "," + epoch.number() + "," + epoch.trainLoss() + ","
                        + epoch.validationLoss().orElseThrow() + "," + epoch.learningRate() + "," + epoch.seconds()
                        + "," + epoch.best());
            }
        }
        assertThat(lines).hasSize(6);
        assertThat(Files.readAllLines(logs.resolve("metrics.csv"))).first().isEqualTo(HEADER);
        assertThat(Files.readAllLines(logs.resolve("metrics.csv")).stream().skip(1))
                .containsExactlyElementsOf(lines);
        assertThat(names(logs)).containsExactly("member-1", "member-2", "metrics.csv");
        assertThat(names(logs.resolve("member-1")))
                .singleElement()
                .asString()
                .matches("events\\.out\\.tfevents\\.\\d+\\.densa");
    }

    @Test
    void metricsAreATable() throws IOException {
        train(folder).done();
        assertThat(TableFiles.read(folder.resolve("metrics.csv")).column("training_loss"))
                .isInstanceOf(NumericColumn.class);
    }

    @Test
    void earlierLogIsReplaced() throws IOException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Files.writeString(logs.resolve("metrics.csv"), "of an earlier run");
        train(logs).done();
        train(logs, "--seed", 7).done();
        List<Epoch> epochs = Model.load(folder.resolve("iris.densa"))
                .members()
                .get(1)
                .history()
                .epochs();
        assertThat(Files.readAllLines(logs.resolve("metrics.csv")))
                .hasSize(7)
                .last()
                .asString()
                .startsWith("member-2,3," + epochs.get(2).trainLoss() + ",");
        assertThat(names(logs)).containsExactly("member-1", "member-2", "metrics.csv");
        assertThat(names(logs.resolve("member-1"))).hasSize(1);
    }

    @Test
    void jsonNamesTheFolder() {
        assertThat(train(folder, "--json").json().get("log").getAsString()).isEqualTo(folder.toString());
    }

    @Test
    void folderThatCannotBeMadeIsToldBeforeTheTraining() throws IOException {
        Path file = Cli.file(folder, "file", "text");
        for (Path logs : List.of(file, file.resolve("logs"))) {
            assertThat(train(logs))
                    .isEqualTo(new Cli(
                            ExitCode.DATA,
                            "",
                            "densa: cannot create the folder " + logs + ": " + file + " is a file"
                                    + System.lineSeparator()));
        }
        assertThat(names(folder)).containsExactly("file");
        assertThat(file).hasContent("text");
        // Not even root may create a folder there.
        if (Files.isDirectory(Path.of("/proc/self"))) {
            assertThat(train(Path.of("/proc/logs")))
                    .isEqualTo(new Cli(
                            ExitCode.DATA,
                            "",
                            "densa: cannot create the folder /proc/logs: nothing can be created in /proc"
                                    + System.lineSeparator()));
            assertThat(train(Path.of("/proc/self")))
                    .isEqualTo(new Cli(
                            ExitCode.DATA,
                            "",
                            "densa: cannot write a log into /proc/self: no file can be created there"
                                    + System.lineSeparator()));
        }
    }

    @Test
    void failedTrainingLeavesTheEarlierLog() throws IOException {
        Path logs = folder.resolve("logs");
        train(logs).done();
        var before = Cli.snapshot(folder);
        Cli run = train(logs, "--optimizer", "sgd", "--learning-rate", "1e30", "--activation", "identity");
        assertThat(run.code()).isEqualTo(ExitCode.DIVERGED);
        assertThat(Cli.snapshot(folder)).isEqualTo(before);
    }
}
