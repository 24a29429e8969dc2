package densa.train.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.network.Activation;
import densa.network.Loss;
import densa.network.Network;
import densa.train.Trainer;
import densa.train.TrainingHistory;
import densa.train.TrainingHistory.Epoch;
import densa.train.TrainingHistory.StopReason;
import densa.train.log.TensorBoardEvents.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingLogTest {

    private static final String HEADER = "run,epoch,training_loss,validation_loss,learning_rate,seconds,best";

    /** When the trainings of the tests end. */
    private static final Instant END = Instant.ofEpochMilli(1_700_000_010_500L);

    /** Three epochs in 4.25 seconds. */
    private static final TrainingHistory VALIDATED = new TrainingHistory(
            List.of(
                    epoch(1, 0.75, OptionalDouble.of(0.7), 0.01, 1.5, true),
                    epoch(2, 1e-9, OptionalDouble.of(0.8), 1e-5, 3, false),
                    epoch(3, 0.1, OptionalDouble.of(0.3), 0.003, 4.25, true)),
            3,
            StopReason.EARLY_STOPPING);

    private static final TrainingHistory UNVALIDATED = new TrainingHistory(
            List.of(epoch(1, 1234567.875, OptionalDouble.empty(), 0.5, 0.5, true)), 1, StopReason.COMPLETED);

    @TempDir
    private Path folder;

    private static Epoch epoch(
            int number, double loss, OptionalDouble validationLoss, double rate, double seconds, boolean best) {
        return new Epoch(number, 300, loss, validationLoss, rate, seconds, best);
    }

    private TrainingLog log(Instant end) {
        return new TrainingLog(folder, Clock.fixed(end, ZoneOffset.UTC));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private List<String> metrics() throws IOException {
        return Files.readAllLines(folder.resolve("metrics.csv"));
    }

    @Test
    void readerOfTheTestsKnowsTheCheckValueOfTheChecksum() {
        assertThat(TensorBoardEvents.crc("123456789".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(0xe3069283L);
    }

    @Test
    void eventFileHoldsTheHistory() throws IOException {
        log(END).write("member-1", VALIDATED);
        assertThat(files()).containsExactly("member-1/events.out.tfevents.1700000006.densa", "metrics.csv");
        List<Event> events = TensorBoardEvents.read(folder.resolve("member-1/events.out.tfevents.1700000006.densa"));
        assertThat(events)
                .containsExactly(
                        new Event(1_700_000_006.25, 0, "brain.Event:2", Map.of()),
                        new Event(1_700_000_007.75, 1, "", values(0.75f, 0.7f, 0.01f)),
                        new Event(1_700_000_009.25, 2, "", values(1e-9f, 0.8f, 1e-5f)),
                        new Event(1_700_000_010.5, 3, "", values(0.1f, 0.3f, 0.003f)));
    }

    private static Map<String, Float> values(float loss, float validationLoss, float rate) {
        return Map.of("loss/training", loss, "loss/validation", validationLoss, "learning_rate", rate);
    }

    @Test
    void eventFileWithoutValidationRowsHasNoValidationLoss() throws IOException {
        log(END).write("only", UNVALIDATED);
        assertThat(TensorBoardEvents.read(folder.resolve("only/events.out.tfevents.1700000010.densa")))
                .containsExactly(
                        new Event(1_700_000_010, 0, "brain.Event:2", Map.of()),
                        new Event(
                                1_700_000_010.5, 1, "", Map.of("loss/training", 1234567.875f, "learning_rate", 0.5f)));
    }

    @Test
    void stepsBeyondOneByteAreReadBack() throws IOException {
        List<Integer> numbers = List.of(1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE);
        log(END).write(
                        "many",
                        new TrainingHistory(
                                numbers.stream()
                                        .map(number -> epoch(number, 1, OptionalDouble.empty(), 1, 1, true))
                                        .toList(),
                                1,
                                StopReason.COMPLETED));
        assertThat(TensorBoardEvents.read(folder.resolve("many/events.out.tfevents.1700000009.densa")).stream()
                        .skip(1)
                        .map(event -> (int) event.step()))
                .isEqualTo(numbers);
    }

    @Test
    void metricsHoldAllRunsInTheOrderOfTheirFirstWriting() throws IOException {
        TrainingLog log = log(END);
        log.write("member-1", VALIDATED);
        log.write("member-2", TrainingHistory.NONE);
        log.write("member-2", UNVALIDATED);
        assertThat(metrics())
                .containsExactly(
                        HEADER,
                        "member-1,1,0.75,0.7,0.01,1.5,true",
                        "member-1,2,1.0E-9,0.8,1.0E-5,3.0,false",
                        "member-1,3,0.1,0.3,0.003,4.25,true",
                        "member-2,1,1234567.875,,0.5,0.5,true");
    }

    @Test
    void earlierLogIsReplacedAndNothingElseIs() throws IOException {
        log(END).write("a", VALIDATED);
        log(END).write("b", VALIDATED);
        Files.createFile(folder.resolve("notes.txt"));
        Files.createFile(folder.resolve("a/events.out.tfevents.1600000000.otherhost"));
        log(END.plusSeconds(100)).write("a", UNVALIDATED);
        assertThat(metrics()).containsExactly(HEADER, "a,1,1234567.875,,0.5,0.5,true");
        assertThat(files())
                .containsExactly(
                        "a/events.out.tfevents.1600000000.otherhost",
                        "a/events.out.tfevents.1700000110.densa",
                        "b/events.out.tfevents.1700000006.densa",
                        "metrics.csv",
                        "notes.txt");
    }

    @Test
    void historyOfATrainingIsLogged() throws IOException {
        TrainingHistory history = Trainer.of(
                        Network.withInputs(2).dense(3, Activation.TANH).dense(1, Activation.IDENTITY))
                .loss(Loss.MEAN_SQUARED_ERROR)
                .epochs(200)
                .fit(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[][] {{0}, {1}, {1}, {0}})
                .history();
        Instant before = Instant.now();
        TrainingLog.in(folder.resolve("new/logs")).write("xor", history);
        List<Event> events;
        try (Stream<Path> files = Files.list(folder.resolve("new/logs/xor"))) {
            events = TensorBoardEvents.read(files.findFirst().orElseThrow());
        }
        assertThat(events).hasSize(201);
        for (Epoch epoch : history.epochs()) {
            Event event = events.get(epoch.number());
            assertThat(event.step()).isEqualTo(epoch.number());
            assertThat(event.values())
                    .isEqualTo(Map.of(
                            "loss/training", (float) epoch.trainLoss(), "learning_rate", (float) epoch.learningRate()));
        }
        // The clock counts milliseconds; the last epoch ended when the log was written.
        assertThat(events.get(200).wallTime())
                .isBetween(before.toEpochMilli() / 1e3 - 1e-3, Instant.now().toEpochMilli() / 1e3 + 1e-3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\\b", "a,b", "-a", "a b", "\u00e9"})
    void runThatIsNoPlainNameIsRejected(String run) {
        assertThatThrownBy(() -> log(END).write(run, VALIDATED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name of a run must be letters, digits, dots, dashes and underscores, beginning with a"
                        + " letter or digit, got \"" + run + "\"");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void folderThatCannotBeMadeIsToldAtOnce() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        for (Path log : List.of(file, file.resolve("a/b"))) {
            assertThatThrownBy(() -> TrainingLog.in(log))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot create the folder " + log + ": " + file + " is a file");
        }
    }

    @Test
    void fileInPlaceOfTheFolderOfARunIsTold() throws IOException {
        TrainingLog log = log(END);
        log.write("a", VALIDATED);
        Path file = Files.createFile(folder.resolve("b"));
        List<String> before = metrics();
        assertThatThrownBy(() -> log.write("b", VALIDATED))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot create the folder " + file + ": " + file + " is a file");
        assertThat(metrics()).isEqualTo(before);
    }

    @Test
    void folderInPlaceOfTheMetricsIsTold() throws IOException {
        Path metrics = Files.createDirectory(folder.resolve("metrics.csv"));
        assertThatThrownBy(() -> log(END).write("a", VALIDATED))
                .hasMessage("cannot write " + metrics + ": it is a folder");
    }
}
