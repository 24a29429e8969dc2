package densa.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import densa.data.Dataset;
import densa.data.InputColumn;
import densa.data.Precision;
import densa.data.Split;
import densa.engine.Engine;
import densa.network.Activation;
import densa.network.Layer;
import densa.network.Loss;
import densa.network.Network;
import densa.network.Parameters;
import densa.optimize.Optimizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StandardizationTest {

    private static final int ROWS = 400;
    private static final Network NETWORK =
            Network.withInputs(2).dense(16, Activation.TANH).dense(1, Activation.IDENTITY);

    private static double[][] inputs() {
        Random random = new Random(1);
        double[][] x = new double[ROWS][2];
        for (double[] row : x) {
            row[0] = 20 + 5 * random.nextGaussian();
            row[1] = 3000 + 400 * random.nextGaussian();
        }
        return x;
    }

    /** Near 1,000, with a deviation of 30 about. */
    private static double[][] targets(double[][] x) {
        Random random = new Random(2);
        return Arrays.stream(x)
                .map(row -> new double[] {
                    1000 + 30 * Math.sin((row[0] - 20) / 5) + (row[1] - 3000) / 20 + 2 * random.nextGaussian()
                })
                .toArray(double[][]::new);
    }

    private static Trainer trainer(Engine engine) {
        return Trainer.of(NETWORK)
                .engine(engine)
                .optimizer(Optimizer.adam(0.01))
                .epochs(60)
                .seed(1);
    }

    private static double rmse(TrainedNetwork network, double[][] x, double[][] y) {
        double sum = 0;
        for (int row = 0; row < x.length; row++) {
            sum += Math.pow(network.predict(x[row])[0] - y[row][0], 2) / x.length;
        }
        return Math.sqrt(sum);
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "JAVA"})
    void aNetworkLearnsTargetsNearAThousand(Engine engine) {
        double[][] x = inputs();
        double[][] y = targets(x);
        double raw = rmse(trainer(engine).fit(x, y), x, y);
        double standardized = rmse(trainer(engine).standardize(true).fit(x, y), x, y);
        // The noise has a deviation of 2, the targets one of 30.
        assertThat(standardized).isLessThan(3);
        assertThat(raw).isGreaterThan(25);
    }

    /** In single precision, numbers near 3,000 are rounded to 1e-4, and two trainings then take slightly other ways. */
    @ParameterizedTest
    @CsvSource({"JAVA, FLOAT64, 1e-9", "NATIVE, FLOAT64, 1e-9", "NATIVE, FLOAT32, 1e-2"})
    void predictionsAreThoseOfScalingByHand(Engine engine, Precision precision, double tolerance) {
        double[][] x = inputs();
        double[][] y = targets(x);
        double[] mean = new double[3];
        double[] deviation = new double[3];
        for (int column = 0; column < 3; column++) {
            int from = column;
            double[] values = IntStream.range(0, ROWS)
                    .mapToDouble(row -> from < 2 ? x[row][from] : y[row][0])
                    .toArray();
            double middle = Arrays.stream(values).average().orElseThrow();
            mean[column] = middle;
            deviation[column] = Math.sqrt(Arrays.stream(values)
                    .map(value -> (value - middle) * (value - middle))
                    .average()
                    .orElseThrow());
        }
        double[][] scaledX = new double[ROWS][2];
        double[][] scaledY = new double[ROWS][1];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < 2; column++) {
                scaledX[row][column] = (x[row][column] - mean[column]) / deviation[column];
            }
            scaledY[row][0] = (y[row][0] - mean[2]) / deviation[2];
        }
        Trainer trainer = trainer(engine).precision(precision).epochs(10);
        TrainedNetwork byHand = trainer.fit(scaledX, scaledY);
        TrainedNetwork standardized = trainer.standardize(true).fit(x, y);
        for (int row = 0; row < ROWS; row++) {
            double expected = byHand.predict(scaledX[row])[0] * deviation[2] + mean[2];
            assertThat(standardized.predict(x[row])[0]).isCloseTo(expected, within(tolerance));
        }
    }

    @Test
    void theFileKeepsThePredictions() throws IOException {
        double[][] x = inputs();
        TrainedNetwork trained = trainer(Engine.NATIVE).standardize(true).fit(x, targets(x));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TrainedNetwork.toFile(List.of(trained)).write(out);
        TrainedNetwork loaded = TrainedNetwork.load(out.toByteArray());
        assertThat(loaded.options().standardize()).isTrue();
        for (double[] row : x) {
            assertThat(loaded.predict(row)).isEqualTo(trained.predict(row));
        }
    }

    /** One step at a rate that changes nothing shows what a training starts from. */
    @Test
    void initialParametersAreInTheUnitsOfTheData() {
        double[][] x = inputs();
        double[][] y = targets(x);
        Trainer trainer = trainer(Engine.JAVA).standardize(true);
        Parameters first = trainer.fit(x, y).parameters();
        double[] again = trainer.initialParameters(first)
                .optimizer(Optimizer.sgd(1e-300))
                .epochs(1)
                .fit(x, y)
                .parameters()
                .toArray();
        for (int i = 0; i < again.length; i++) {
            assertThat(again[i]).isCloseTo(first.get(i), within(1e-9 * (1 + Math.abs(first.get(i)))));
        }
    }

    @Test
    void levelsBinsAndClassesStayAsTheyAre() {
        List<InputColumn> inputs =
                List.of(new InputColumn.OneHot(3), InputColumn.NUMERIC, new InputColumn.Piecewise(4));
        Dataset.Builder builder = Dataset.builder(inputs, 1, 300, Precision.FLOAT64);
        Random random = new Random(1);
        for (int row = 0; row < 300; row++) {
            int level = random.nextInt(3);
            double x = 5000 + 100 * random.nextGaussian();
            builder.setInput(row, 0, level).setInput(row, 1, x).setInput(row, 2, 4 * random.nextDouble());
            builder.setTarget(row, 0, x > 5000 ? (level + 1) % 3 : level).setWeight(row, 1 + row % 2);
        }
        Dataset data = builder.build();
        TrainedNetwork trained = Trainer.of(
                        Network.withInputs(inputs).dense(16, Activation.RELU).dense(3, Activation.IDENTITY))
                .loss(Loss.SOFTMAX_CROSS_ENTROPY)
                .optimizer(Optimizer.adam(0.02))
                .epochs(60)
                .standardize(true)
                .fit(data);
        double[] outputs = trained.predict(data);
        int right = 0;
        for (int row = 0; row < 300; row++) {
            int best = 0;
            for (int output = 1; output < 3; output++) {
                best = outputs[3 * row + output] > outputs[3 * row + best] ? output : best;
            }
            right += best == (int) data.target(row, 0) ? 1 : 0;
        }
        assertThat(right).isGreaterThan(285);
    }

    @Test
    void quantilesOfOneTargetShareItsScale() {
        double[][] x = inputs();
        double[][] y = targets(x);
        TrainedNetwork trained = Trainer.of(
                        Network.withInputs(2).dense(16, Activation.TANH).dense(3, Activation.IDENTITY))
                .loss(Loss.quantile(0.1, 0.5, 0.9))
                .optimizer(Optimizer.adam(0.01))
                .epochs(60)
                .standardize(true)
                .fit(x, y);
        int below = 0;
        for (int row = 0; row < ROWS; row++) {
            below += y[row][0] < trained.predict(x[row])[2] ? 1 : 0;
        }
        assertThat(below / (double) ROWS).isCloseTo(0.9, within(0.05));
    }

    @Test
    void aConstantColumnIsShiftedOnly() {
        double[][] x = {{7, 1}, {7, 2}, {7, 3}};
        double[][] y = {{5}, {5}, {5}};
        TrainedNetwork trained =
                trainer(Engine.NATIVE).standardize(true).epochs(200).fit(x, y);
        assertThat(trained.predict(new double[] {7, 2})[0]).isCloseTo(5, within(0.05));
    }

    @Test
    void validationRowsAreScaledAsTrainingRows() {
        double[][] x = inputs();
        Dataset data = Dataset.of(x, targets(x), Precision.FLOAT32);
        Split split = Split.random(ROWS, 0.25, 1);
        TrainedNetwork trained = trainer(Engine.NATIVE).standardize(true).fit(data, split);
        double[] predicted = trained.predict(data, split.validation());
        double error = 0;
        for (int i = 0; i < predicted.length; i++) {
            error += Math.pow(predicted[i] - data.target(split.validation()[i], 0), 2) / predicted.length;
        }
        assertThat(Math.sqrt(error)).isLessThan(4);
        // The history has the loss of standardized targets, whose variance is 1.
        assertThat(trained.history().bestLoss()).isLessThan(0.05);
    }

    @Test
    void layersThatCannotTakeOverTheScalingAreRefused() {
        double[][] x = {{0, 1}, {1, 2}};
        double[][] y = {{0}, {1}};
        Trainer sigmoid = Trainer.of(
                        Network.withInputs(2).dense(3, Activation.TANH).dense(1, Activation.SIGMOID))
                .standardize(true);
        assertThatThrownBy(() -> sigmoid.fit(x, y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "standardizing needs the activation identity in the last layer, which takes over the scaling"
                                + " of the targets, got sigmoid");
        Layer withoutBias = new Layer.Dense(1, Activation.IDENTITY).withoutBias();
        Trainer last = Trainer.of(
                        Network.withInputs(2).dense(3, Activation.TANH).layer(withoutBias))
                .standardize(true);
        assertThatThrownBy(() -> last.fit(x, y))
                .hasMessage("standardizing needs a bias in the first and the last dense layer, which take over the"
                        + " scaling");
        assertThat(last.loss(Loss.BINARY_CROSS_ENTROPY).epochs(1).fit(x, y).outputs())
                .isEqualTo(1);
        Trainer first = Trainer.of(Network.withInputs(2).layer(withoutBias))
                .loss(Loss.BINARY_CROSS_ENTROPY)
                .standardize(true);
        assertThatThrownBy(() -> first.fit(x, y))
                .hasMessage("standardizing needs a bias in the first dense layer, which takes over the scaling");
    }
}
