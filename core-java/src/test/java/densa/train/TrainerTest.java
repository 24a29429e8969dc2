package densa.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.Dataset;
import densa.data.InputColumn;
import densa.data.Precision;
import densa.engine.Engine;
import densa.network.Activation;
import densa.network.Layer;
import densa.network.Loss;
import densa.network.Network;
import densa.network.Parameters;
import densa.optimize.GradientClipping;
import densa.optimize.LearningRateSchedule;
import densa.optimize.Optimizer;
import densa.train.TrainingHistory.StopReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {

    private static final double[][] XOR_X = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private static final double[][] XOR_Y = {{0}, {1}, {1}, {0}};
    private static final Network XOR =
            Network.withInputs(2).dense(8, Activation.TANH).dense(1, Activation.SIGMOID);

    private static Trainer xorTrainer(Engine engine) {
        return Trainer.of(XOR)
                .engine(engine)
                .optimizer(Optimizer.adam(0.05))
                .epochs(500)
                .seed(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "JAVA"})
    void fitLearnsExclusiveOr(Engine engine) {
        TrainedNetwork trained = xorTrainer(engine).fit(XOR_X, XOR_Y);
        for (int row = 0; row < 4; row++) {
            assertThat(trained.predict(XOR_X[row])[0])
                    .isCloseTo(XOR_Y[row][0], org.assertj.core.data.Offset.offset(0.1));
        }
        assertThat(trained.engine()).isEqualTo(engine);
        assertThat(trained.history().epochs()).hasSize(500);
        assertThat(trained.history().bestEpoch()).isEqualTo(500);
        assertThat(trained.history().stopReason()).isEqualTo(StopReason.COMPLETED);
    }

    @Test
    void enginesAgreeAfterAWholeTrainingInDoublePrecision() {
        Network network =
                Network.withInputs(2).dense(16, Activation.SILU).dropout(0.2).dense(1, Activation.IDENTITY);
        Trainer trainer = Trainer.of(network)
                .precision(Precision.FLOAT64)
                .batchSize(7)
                .epochs(20)
                .weightDecay(0.01)
                .schedule(LearningRateSchedule.ONE_CYCLE)
                .seed(5);
        Dataset data = waves(100, 1);
        double[] java =
                trainer.engine(Engine.JAVA).fit(data, waves(30, 2)).parameters().toArray();
        double[] nativeCode = trainer.engine(Engine.NATIVE)
                .fit(data, waves(30, 2))
                .parameters()
                .toArray();
        assertThat(nativeCode).usingComparatorWithPrecision(1e-10).containsExactly(java);
    }

    @ParameterizedTest
    @CsvSource({"JAVA, 6, 1", "NATIVE, 6, 1", "NATIVE, 12, 1", "JAVA, 60, 2", "NATIVE, 60, 2"})
    void dropoutOfTheInputsDropsWholeColumns(Engine engine, int bins, int outputs) {
        List<InputColumn> inputs = List.of(new InputColumn.Piecewise(bins), InputColumn.NUMERIC);
        Network network = Network.withInputs(inputs).dropout(0.5).dense(outputs, Activation.IDENTITY);
        Dataset.Builder row = Dataset.builder(inputs, outputs, 1, Precision.FLOAT64)
                .setInput(0, 0, 4)
                .setInput(0, 1, 1);
        for (int output = 0; output < outputs; output++) {
            row.setTarget(0, output, 1);
        }
        Dataset data = row.build();
        Set<String> seen = new TreeSet<>();
        for (int seed = 0; seed < 40; seed++) {
            double[] weights = Trainer.of(network)
                    .engine(engine)
                    .precision(Precision.FLOAT64)
                    .optimizer(Optimizer.sgd(0.5 * outputs))
                    .initialParameters(Parameters.of(
                            network.layout(), new double[network.layout().size()]))
                    .seed(seed)
                    .epochs(1)
                    .fit(data)
                    .parameters()
                    .toArray();
            seen.add(String.format(Locale.ROOT, "%.0f %.0f", weights[0], weights[bins]));
            // Four bins are 1, and share the fate of their column; the others are 0.
            assertThat(Arrays.copyOf(weights, 4)).containsOnly(weights[0]);
            assertThat(Arrays.copyOfRange(weights, 4, bins)).containsOnly(0);
        }
        // The rate times the derivative makes 1, times 1 / (1 - 0.5); each column on its own is kept or not.
        assertThat(seen).containsExactly("0 0", "0 2", "2 0", "2 2");
    }

    private static Dataset waves(int rows, long seed) {
        Random random = new Random(seed);
        double[][] x = new double[rows][2];
        double[][] y = new double[rows][1];
        for (int row = 0; row < rows; row++) {
            x[row][0] = random.nextGaussian();
            x[row][1] = random.nextGaussian();
            y[row][0] = Math.sin(2 * x[row][0]) + 0.5 * x[row][1] + 0.3 * random.nextGaussian();
        }
        return Dataset.of(x, y, Precision.FLOAT64);
    }

    private static Trainer waveTrainer() {
        return Trainer.of(Network.withInputs(2).dense(64, Activation.RELU).dense(1, Activation.IDENTITY))
                .optimizer(Optimizer.adam(0.01))
                .batchSize(16)
                .epochs(300)
                .seed(1);
    }

    @Test
    void earlyStoppingKeepsTheParametersOfTheBestEpoch() {
        Dataset validation = waves(60, 2);
        List<TrainingHistory.Epoch> seen = new ArrayList<>();
        TrainedNetwork trained = waveTrainer()
                .earlyStopping(EarlyStopping.patience(10))
                .listener(new TrainingListener() {
                    @Override
                    public void onEpoch(TrainingHistory.Epoch epoch) {
                        seen.add(epoch);
                    }
                })
                .fit(waves(60, 1), validation);
        TrainingHistory history = trained.history();
        assertThat(history.stopReason()).isEqualTo(StopReason.EARLY_STOPPING);
        assertThat(seen).isEqualTo(history.epochs());
        assertThat(history.epochs()).hasSize(history.bestEpoch() + 10);
        double best = history.epochs().stream()
                .mapToDouble(epoch -> epoch.validationLoss().orElseThrow())
                .min()
                .orElseThrow();
        double[] predicted = trained.predict(validation);
        double error = 0;
        for (int row = 0; row < validation.rows(); row++) {
            error += Math.pow(predicted[row] - validation.target(row, 0), 2) / validation.rows();
        }
        assertThat(error).isCloseTo(best, org.assertj.core.data.Percentage.withPercentage(0.01));
    }

    @Test
    void aListenerEndsTheTraining() {
        TrainedNetwork trained = waveTrainer()
                .listener(new TrainingListener() {
                    private int epochs;

                    @Override
                    public void onEpoch(TrainingHistory.Epoch epoch) {
                        epochs = epoch.number();
                    }

                    @Override
                    public boolean stopRequested() {
                        return epochs == 7;
                    }
                })
                .fit(waves(60, 1), waves(60, 2));
        assertThat(trained.history().stopReason()).isEqualTo(StopReason.REQUESTED);
        assertThat(trained.history().epochs()).hasSize(7);
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "JAVA"})
    void anInterruptEndsTheTraining(Engine engine) {
        Trainer trainer = waveTrainer().engine(engine).epochs(5);
        TrainedNetwork afterThree = trainer.epochs(3).fit(waves(60, 1));
        TrainedNetwork trained = trainer.listener(new TrainingListener() {
                    @Override
                    public void onEpoch(TrainingHistory.Epoch epoch) {
                        if (epoch.number() == 3) {
                            Thread.currentThread().interrupt();
                        }
                    }
                })
                .fit(waves(60, 1));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(trained.history().stopped()).isTrue();
        assertThat(trained.history().epochs()).hasSize(3);
        assertThat(trained.parameters().toArray())
                .isEqualTo(afterThree.parameters().toArray());
        assertThat(afterThree.history().stopped()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aTrainingStoppedBeforeItsFirstEpochGivesTheInitialParameters(boolean validated) {
        Trainer trainer = waveTrainer().listener(new TrainingListener() {
            @Override
            public boolean stopRequested() {
                return true;
            }
        });
        TrainedNetwork trained = validated ? trainer.fit(waves(60, 1), waves(60, 2)) : trainer.fit(waves(60, 1));
        assertThat(trained.history().stopped()).isTrue();
        assertThat(trained.history().bestEpoch()).isZero();
        assertThat(trained.history().bestLoss()).isInfinite();
        assertThat(trained.parameters().toArray())
                .usingComparatorWithPrecision(1e-7)
                .containsExactly(Parameters.initial(trained.network(), 1).toArray());
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "JAVA"})
    void divergenceNamesTheEpochAndWhatToTry(Engine engine) {
        assertThatThrownBy(() -> waveTrainer()
                        .engine(engine)
                        .optimizer(Optimizer.sgd(1e6))
                        .fit(waves(60, 1)))
                .isInstanceOf(DivergedException.class)
                .hasMessageMatching("training diverged in epoch 1: the training loss is (NaN|infinite)\\. Try a lower "
                        + "learning rate \\(it was 1000000\\.0\\), or look for extreme values in the "
                        + "data\\.");
    }

    @Test
    void sameSeedGivesTheSameBitsWhateverTheThreads() {
        Trainer trainer = waveTrainer().epochs(5).batchSize(50);
        double[] one = trainer.threads(1).fit(waves(500, 1)).parameters().toArray();
        assertThat(trainer.threads(2).fit(waves(500, 1)).parameters().toArray()).isEqualTo(one);
        assertThat(trainer.seed(2).fit(waves(500, 1)).parameters().toArray()).isNotEqualTo(one);
    }

    @Test
    void weightTwoEqualsTheRowTwiceAndWeightZeroTheRowAbsent() {
        Dataset.Builder weighted = Dataset.builder(XOR.inputs(), 1, 4, Precision.FLOAT64);
        for (int row = 0; row < 4; row++) {
            weighted.setInput(row, 0, XOR_X[row][0])
                    .setInput(row, 1, XOR_X[row][1])
                    .setTarget(row, 0, XOR_Y[row][0]);
        }
        weighted.setWeight(1, 2).setWeight(3, 0);
        double[][] x = {XOR_X[0], XOR_X[1], XOR_X[1], XOR_X[2]};
        double[][] y = {XOR_Y[0], XOR_Y[1], XOR_Y[1], XOR_Y[2]};
        for (Engine engine : List.of(Engine.NATIVE, Engine.JAVA)) {
            Trainer trainer = xorTrainer(engine)
                    .precision(Precision.FLOAT64)
                    .batchSize(10)
                    .shuffle(false)
                    .epochs(50);
            assertThat(trainer.fit(weighted.build()).parameters().toArray())
                    .usingComparatorWithPrecision(1e-12)
                    .containsExactly(trainer.fit(x, y).parameters().toArray());
        }
    }

    @Test
    void fitRejectsDataThatDoesNotFit() {
        Trainer trainer = xorTrainer(Engine.JAVA);
        assertThatThrownBy(() -> trainer.fit(new double[][] {{1}}, new double[][] {{1}}))
                .hasMessage("the training data must have the network's 2 input columns, got 1");
        assertThatThrownBy(() -> trainer.fit(new double[][] {{1, 2}}, new double[][] {{1, 2}}))
                .hasMessage(
                        "loss mean_squared_error with 1 outputs needs 1 target columns, got 2 in the training data");
        assertThatThrownBy(() -> trainer.fit(new double[][] {{1, 2}}, new double[][] {{Double.NaN}}))
                .hasMessage("row 0, target 0 must be a finite number in float64, got NaN");
        assertThatThrownBy(() -> trainer.fit(new double[][] {{1, 2}}, new double[0][]))
                .hasMessage("x and y must have the same number of rows, got 1 and 0");
        assertThatThrownBy(() -> trainer.loss(Loss.BINARY_CROSS_ENTROPY).fit(XOR_X, XOR_Y))
                .hasMessage("loss binary_cross_entropy reads the raw outputs of the last layer, so its activation must "
                        + "be identity, got sigmoid");
        assertThatThrownBy(
                        () -> trainer.earlyStopping(EarlyStopping.patience(3)).fit(XOR_X, XOR_Y))
                .hasMessage("early stopping needs validation rows: call fit(train, validation) or set "
                        + "EarlyStopping.NONE");
    }

    @Test
    void softmaxRejectsWhatIsNoClassIndex() {
        Trainer trainer = Trainer.of(Network.withInputs(2).dense(3, Activation.IDENTITY))
                .engine(Engine.JAVA)
                .loss(Loss.SOFTMAX_CROSS_ENTROPY);
        assertThatThrownBy(() -> trainer.fit(new double[][] {{1, 2}}, new double[][] {{3}}))
                .hasMessage("target of row 0 of the training data must be a class index 0 to 2 for loss "
                        + "softmax_cross_entropy, got 3.0");
    }

    /** The comments of the setters name these values. */
    @Test
    void defaultsAreThoseInTheComments() {
        TrainingOptions defaults = Trainer.of(XOR).options();
        assertThat(defaults).isEqualTo(TrainingOptions.DEFAULTS);
        assertThat(defaults.loss()).isEqualTo(Loss.MEAN_SQUARED_ERROR);
        assertThat(defaults.descent().optimizer()).isEqualTo(Optimizer.adam(0.001));
        assertThat(defaults.schedule()).isEqualTo(LearningRateSchedule.CONSTANT);
        assertThat(defaults.descent().clipping()).isEqualTo(GradientClipping.NONE);
        assertThat(defaults.descent().l2()).isZero();
        assertThat(defaults.descent().weightDecay()).isZero();
        assertThat(defaults.descent().layerFactors()).isEmpty();
        assertThat(defaults.passes().epochs()).isEqualTo(100);
        assertThat(defaults.passes().batchSize()).isEqualTo(32);
        assertThat(defaults.passes().shuffle()).isTrue();
        assertThat(defaults.standardize()).isFalse();
        assertThat(defaults.seed()).isZero();
        assertThat(defaults.passes().earlyStopping()).isEqualTo(EarlyStopping.NONE);
        assertThat(defaults.machine().engine()).isEqualTo(Engine.AUTO);
        assertThat(defaults.machine().precision()).isEqualTo(Precision.FLOAT32);
        assertThat(defaults.machine().threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void objectsDescribeThemselves() {
        Trainer trainer = xorTrainer(Engine.JAVA).epochs(1);
        assertThat(trainer)
                .hasToString("Trainer of Network 2 -> dense 8 tanh -> dense 1 sigmoid, 33 parameters:"
                        + " mean_squared_error, adam 0.05, 1 epochs, batch size 32, seed 1");
        assertThat(trainer.fit(XOR_X, XOR_Y))
                .hasToString("Trained Network 2 -> dense 8 tanh -> dense 1 sigmoid, 33 parameters,"
                        + " mean_squared_error, float64, java engine, epoch 1 of 1");
    }

    @Test
    void optionsRejectWhatMakesNoSense() {
        Trainer trainer = Trainer.of(XOR);
        assertThatThrownBy(() -> trainer.epochs(0)).hasMessage("epochs must be 1 or more, got 0");
        assertThatThrownBy(() -> trainer.batchSize(0)).hasMessage("batch size must be 1 to 1048576, got 0");
        assertThatThrownBy(() -> trainer.threads(0)).hasMessage("threads must be 1 to 256, got 0");
        assertThatThrownBy(() -> trainer.l2(-1)).hasMessage("l2 must be 0 or more and finite, got -1.0");
        assertThatThrownBy(() -> Optimizer.sgd(-0.1)).hasMessage("learning rate must be > 0 and finite, got -0.1");
        assertThatThrownBy(() -> new Layer.Dropout(1))
                .hasMessage("dropout rate must be at least 0 and below 1, got 1.0");
        assertThatThrownBy(() -> Activation.named("rellu"))
                .hasMessageStartingWith(
                        "unknown activation \"rellu\"; did you mean \"relu\"? valid: identity, sigmoid, ");
        assertThatThrownBy(() -> Trainer.of(Network.withInputs(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the last layer of a network must be a dense layer, got no layer; append one with "
                        + "dense(units, activation)");
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "JAVA"})
    void quantileLossLearnsTheQuantilesOfADistribution(Engine engine) {
        // E at x = 0 and 5 + 3 E at x = 1, with E the exponential distribution, whose quantile at q is -log(1 - q).
        int rows = 500;
        double[][] x = new double[2 * rows][1];
        double[][] y = new double[2 * rows][1];
        for (int row = 0; row < rows; row++) {
            double exponential = -Math.log(1 - (row + 0.5) / rows);
            y[row][0] = exponential;
            x[rows + row][0] = 1;
            y[rows + row][0] = 5 + 3 * exponential;
        }
        double[] levels = {0.1, 0.5, 0.9};
        TrainedNetwork trained = Trainer.of(Network.withInputs(1).dense(3, Activation.IDENTITY))
                .engine(engine)
                .loss(Loss.quantile(levels))
                .optimizer(Optimizer.momentum(1, 0.9))
                .schedule(LearningRateSchedule.COSINE)
                .batchSize(2 * rows)
                .epochs(1000)
                .seed(1)
                .fit(x, y);
        for (int group = 0; group < 2; group++) {
            double[] quantiles = trained.predict(new double[] {group});
            trained.loss().toPrediction(quantiles, 0, 3);
            for (int i = 0; i < 3; i++) {
                double expected = -Math.log(1 - levels[i]);
                // As far apart as the rows around the highest quantile lie.
                assertThat(quantiles[i])
                        .isEqualTo(group == 0 ? expected : 5 + 3 * expected, org.assertj.core.data.Offset.offset(0.06));
            }
        }
    }

    @Test
    void lossesOfAmountsAndQuantilesCheckOutputsAndTargets() {
        Trainer two = Trainer.of(Network.withInputs(1).dense(2, Activation.IDENTITY));
        assertThatThrownBy(() -> two.loss(Loss.quantile(0.1, 0.5, 0.9)).fit(new double[][] {{0}}, new double[][] {{0}}))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss quantile needs one output for each of its 3 levels, got 2 outputs");
        assertThatThrownBy(() -> two.loss(Loss.quantile(0.1, 0.9)).fit(new double[][] {{0}}, new double[][] {{0, 0}}))
                .hasMessage("loss quantile with 2 outputs needs 1 target columns, got 2 in the training data");
        assertThatThrownBy(() -> two.loss(Loss.GAMMA).fit(new double[][] {{0}}, new double[][] {{1, 0}}))
                .hasMessage("target of row 0 of the training data must be a finite number above 0 for loss gamma, got"
                        + " 0.0");
        assertThatThrownBy(() -> two.loss(Loss.tweedie(1.5)).fit(new double[][] {{0}}, new double[][] {{0, -1}}))
                .hasMessage("target of row 0 of the training data must be a finite number of 0 or more for loss"
                        + " tweedie, got -1.0");
        assertThatThrownBy(() -> Trainer.of(Network.withInputs(1).dense(1, Activation.RELU))
                        .loss(Loss.GAMMA)
                        .fit(new double[][] {{0}}, new double[][] {{1}}))
                .hasMessage("loss gamma reads the raw outputs of the last layer, so its activation must be identity,"
                        + " got relu");
    }

    @Test
    void predictRejectsRowOfWrongWidth() {
        TrainedNetwork trained =
                TrainedNetwork.of(XOR, Parameters.initial(XOR, 1), TrainingOptions.DEFAULTS, TrainingHistory.NONE);
        assertThatThrownBy(() -> trained.predict(new float[3])).hasMessage("a row must have 2 values, got 3");
        assertThatThrownBy(() -> trained.predict(new float[3], new float[9]))
                .hasMessage("rows must hold a multiple of 2 values, got 3");
        assertThatThrownBy(() -> trained.predict(new float[4], new float[1]))
                .hasMessage("out must have room for 2 values (2 rows x 1 outputs), got 1");
    }

    @Test
    void predictRejectsWhatIsNoLevel() {
        Network network = Network.withInputs(List.of(new densa.data.InputColumn.OneHot(3)))
                .dense(1, Activation.IDENTITY);
        TrainedNetwork trained = TrainedNetwork.of(
                network, Parameters.initial(network, 1), TrainingOptions.DEFAULTS, TrainingHistory.NONE);
        assertThat(trained.predict(new float[] {-1})[0]).isZero();
        for (float level : new float[] {3, -2, 0.5f, Float.NaN}) {
            assertThatThrownBy(() -> trained.predict(new float[] {level}))
                    .hasMessage("row 0, column 0 must be -1 or a level index 0 to 2, got " + (double) level);
        }
    }

    @Test
    void schedulesFollowTheirFormulas() {
        assertThat(LearningRateSchedule.COSINE.factor(5, 10))
                .isEqualTo(0.5, org.assertj.core.data.Offset.offset(1e-15));
        assertThat(LearningRateSchedule.step(3, 0.1).factor(6.5, 10))
                .isEqualTo(0.01, org.assertj.core.data.Offset.offset(1e-15));
        assertThat(LearningRateSchedule.ONE_CYCLE.factor(0, 10))
                .isEqualTo(1 / 25.0, org.assertj.core.data.Offset.offset(1e-15));
        assertThat(LearningRateSchedule.ONE_CYCLE.factor(3, 10)).isEqualTo(1);
        assertThat(LearningRateSchedule.warmUp(4, LearningRateSchedule.CONSTANT).factor(1, 10))
                .isEqualTo(0.25);
        assertThat(LearningRateSchedule.warmUp(4, LearningRateSchedule.CONSTANT).factor(5, 10))
                .isEqualTo(1);
    }
}
