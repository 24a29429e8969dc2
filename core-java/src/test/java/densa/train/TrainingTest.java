package densa.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.Dataset;
import densa.data.Precision;
import densa.engine.Engine;
import densa.network.Activation;
import densa.network.Network;
import densa.optimize.LearningRateSchedule;
import densa.optimize.Optimizer;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingTest {

    private static final int ROWS = 100;
    private static final Dataset DATA = data();

    private static Dataset data() {
        Random random = new Random(1);
        double[][] x = new double[ROWS][3];
        double[][] y = new double[ROWS][1];
        for (int row = 0; row < ROWS; row++) {
            Arrays.setAll(x[row], i -> random.nextGaussian());
            y[row][0] = Math.sin(x[row][0]) + x[row][1] * x[row][2];
        }
        return Dataset.of(x, y, Precision.FLOAT32);
    }

    /** With a schedule and an optimiser that depend on every step before; a batch of 16 leaves 4 rows for the last. */
    private static Trainer trainer(Engine engine, int units) {
        return Trainer.of(Network.withInputs(3)
                        .dense(units, Activation.TANH)
                        .dropout(0.1)
                        .dense(1, Activation.IDENTITY))
                .engine(engine)
                .optimizer(Optimizer.adam(0.01))
                .schedule(LearningRateSchedule.ONE_CYCLE)
                .batchSize(16)
                .epochs(5)
                .seed(2);
    }

    private static double[] parameters(TrainedNetwork network) {
        return network.parameters().toArray();
    }

    @ParameterizedTest
    @CsvSource({"JAVA, 6", "NATIVE, 6", "NATIVE, 40"})
    void epochsGiveTheBitsOfFit(Engine engine, int units) {
        Trainer trainer = trainer(engine, units);
        TrainedNetwork fitted = trainer.fit(DATA);
        try (Training training = trainer.start(DATA)) {
            for (TrainingHistory.Epoch expected : fitted.history().epochs()) {
                assertThat(training.epoch()).isEqualTo(expected.trainLoss());
                TrainingHistory history = training.network().history();
                assertThat(history.epochs()).hasSize(expected.number());
                assertThat(history.epochs().get(expected.number() - 1).learningRate())
                        .isEqualTo(expected.learningRate());
            }
            assertThat(training.steps()).isEqualTo(5 * 7);
            assertThat(parameters(training.network())).isEqualTo(parameters(fitted));
            assertThat(training.network().predict(new float[] {1, 2, 3}))
                    .isEqualTo(fitted.predict(new float[] {1, 2, 3}));
        }
    }

    @ParameterizedTest
    @CsvSource({"JAVA, 6", "NATIVE, 6", "NATIVE, 40"})
    void stepsOnTheSameRowsGiveTheBitsOfFit(Engine engine, int units) {
        Trainer trainer = trainer(engine, units).shuffle(false);
        try (Training training = trainer.start(DATA)) {
            for (int epoch = 0; epoch < 5; epoch++) {
                for (int from = 0; from < ROWS; from += 16) {
                    training.step(
                            IntStream.range(from, Math.min(from + 16, ROWS)).toArray());
                }
            }
            assertThat(parameters(training.network())).isEqualTo(parameters(trainer.fit(DATA)));
        }
    }

    @Test
    void epochsAndStepsMayAlternate() {
        Trainer trainer = trainer(Engine.NATIVE, 6);
        try (Training training = trainer.start(DATA)) {
            double before = training.evaluate(3);
            training.step(3);
            training.epoch();
            training.step(3);
            assertThat(training.steps()).isEqualTo(9);
            assertThat(training).hasToString("Training of " + training.network().network() + " after 9 steps");
            assertThat(training.evaluate(3)).isNotEqualTo(before);
        }
    }

    @Test
    void evaluateIsTheMeanLossOfTheRows() {
        try (Training training = trainer(Engine.NATIVE, 40).start(DATA)) {
            training.epoch();
            int[] rows = {5, 99, 0};
            double[] predicted = training.network().predict(DATA, rows);
            double expected = IntStream.range(0, 3)
                    .mapToDouble(i -> Math.pow(predicted[i] - DATA.target(rows[i], 0), 2) / 3)
                    .sum();
            assertThat(training.evaluate(rows))
                    .isCloseTo(expected, org.assertj.core.data.Percentage.withPercentage(0.01));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "JAVA"})
    void aStepAllocatesNothing(Engine engine) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int[] rows = IntStream.range(0, 16).toArray();
        try (Training training = trainer(engine, 40).start(DATA)) {
            for (int i = 0; i < 2000; i++) {
                training.step(rows);
            }
            // The least of several, because the JVM itself allocates now and then.
            long least = IntStream.range(0, 20)
                    .mapToLong(i -> {
                        long before = threads.getCurrentThreadAllocatedBytes();
                        for (int j = 0; j < 10; j++) {
                            training.step(rows);
                        }
                        return threads.getCurrentThreadAllocatedBytes() - before;
                    })
                    .min()
                    .orElseThrow();
            assertThat(least).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "JAVA"})
    void divergenceIsNamed(Engine engine) {
        Trainer trainer =
                trainer(engine, 6).schedule(LearningRateSchedule.CONSTANT).optimizer(Optimizer.sgd(1e30));
        try (Training training = trainer.start(DATA)) {
            assertThatThrownBy(training::epoch)
                    .isInstanceOf(DivergedException.class)
                    .hasMessageStartingWith("training diverged in epoch 1: the training loss is ");
            assertThat(training.step(1)).isNotFinite();
        }
    }

    @Test
    void impossibleRowsAreRejected() {
        try (Training training = trainer(Engine.NATIVE, 6).start(DATA)) {
            assertThatThrownBy(() -> training.step())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a step takes 1 to 16 rows, the batch size, got 0");
            assertThatThrownBy(() -> training.step(new int[17]))
                    .hasMessage("a step takes 1 to 16 rows, the batch size, got 17");
            assertThatThrownBy(() -> training.step(1, 100))
                    .hasMessage("training rows must be 0 to 99, the last one of the data, got 100");
            assertThatThrownBy(() -> training.evaluate(-1))
                    .hasMessage("evaluated rows must be 0 to 99, the last one of the data, got -1");
            assertThat(training.steps()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "JAVA"})
    void nothingGoesOnAfterClose(Engine engine) {
        Training training = trainer(engine, 6).start(DATA);
        training.step(1);
        TrainedNetwork network = training.network();
        training.close();
        training.close();
        assertThatThrownBy(() -> training.step(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the training is closed");
        assertThatThrownBy(training::epoch).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(training::network).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> training.evaluate(1)).isInstanceOf(IllegalStateException.class);
        assertThat(network.predict(new float[3])).hasSize(1);
    }
}
