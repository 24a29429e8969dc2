package densa.engine.session;

import static densa.reference.Reference.assertClose;

import densa.data.Dataset;
import densa.data.InputColumn;
import densa.data.Precision;
import densa.engine.session.Workbench.Kind;
import densa.engine.session.Workbench.Target;
import densa.network.Activation;
import densa.network.Loss;
import densa.network.Network;
import densa.network.Parameters;
import densa.optimize.Optimizer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of every activation and loss against central differences, in double precision. */
class GradientCheckTest {

    private static final double STEP = 1e-5;

    @AfterEach
    void backToTheBestInstructionSet() {
        Target.BEST.select();
    }

    static Stream<Arguments> activationsAndLosses() {
        List<Loss> losses = Workbench.losses(
                Loss.huber(0.5),
                Loss.tweedie(1.3),
                Loss.quantile(0.1, 0.5, 0.8),
                Loss.binaryCrossEntropy(0.05),
                Loss.softmaxCrossEntropy(0.05));
        return Stream.of(Kind.JAVA, Kind.NATIVE_FLOAT64).flatMap(kind -> Stream.of(Activation.values())
                .flatMap(activation -> losses.stream().map(loss -> Arguments.of(kind, activation, loss))));
    }

    @ParameterizedTest
    @MethodSource("activationsAndLosses")
    void gradientEqualsCentralDifferences(Kind kind, Activation activation, Loss loss) {
        check(
                kind,
                Network.withInputs(3).dense(19, activation).dense(5, activation).dense(3, Activation.IDENTITY),
                loss);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"JAVA", "NATIVE_FLOAT64"})
    void gradientBehindEveryKindOfInputEqualsCentralDifferences(Kind kind) {
        List<InputColumn> kinds = List.of(
                new InputColumn.Piecewise(9),
                InputColumn.NUMERIC,
                new InputColumn.OneHot(12),
                new InputColumn.Piecewise(1),
                new InputColumn.Piecewise(30));
        check(
                kind,
                Network.withInputs(kinds).dense(19, Activation.SILU).dense(2, Activation.IDENTITY),
                Loss.MEAN_SQUARED_ERROR);
        // Narrow ones, which the native engine widens instead of listing what is not zero.
        check(
                kind,
                Network.withInputs(
                                List.of(new InputColumn.Piecewise(2), InputColumn.NUMERIC, new InputColumn.OneHot(3)))
                        .dense(19, Activation.TANH)
                        .dense(3, Activation.IDENTITY),
                Loss.MEAN_SQUARED_ERROR);
    }

    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#targets")
    void gradientOfRowsThatFillSeveralBatchesIsThatOfAll(Target target) {
        target.select();
        Network network = Network.withInputs(List.of(
                        new InputColumn.Piecewise(9),
                        InputColumn.NUMERIC,
                        new InputColumn.OneHot(12),
                        new InputColumn.Piecewise(30)))
                .dense(35, Activation.SILU)
                .dense(2, Activation.IDENTITY);
        Dataset data = dataset(network, 2, 700, 0);
        double[] parameters = Parameters.initial(network, 3).toArray();
        assertClose(
                "gradient",
                gradient(Kind.NATIVE_FLOAT64, network, data, parameters),
                gradient(Kind.JAVA, network, data, parameters),
                1e-12,
                1e-12);
    }

    private static double[] gradient(Kind kind, Network network, Dataset data, double[] parameters) {
        double[] gradient = new double[parameters.length];
        try (TrainingSession session = Workbench.open(
                kind, Workbench.plan(kind, network, Loss.MEAN_SQUARED_ERROR, Optimizer.sgd(1), 4), parameters)) {
            session.gradient(data, gradient);
        }
        return gradient;
    }

    private static void check(Kind kind, Network network, Loss loss) {
        int targets = loss.targetColumns(network.outputs());
        double least = loss.target().fault(0, network.outputs()).isEmpty() ? 0 : 0.5;
        Dataset data = dataset(network, targets, 11, least);
        Random random = new Random(8);
        double[] parameters = Parameters.initial(network, 3).toArray();
        // Away from 0, so that no kink of an activation lies within a step of a bias.
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += 0.03 * random.nextGaussian();
        }
        double[] gradient = new double[parameters.length];
        try (TrainingSession session =
                Workbench.open(kind, Workbench.plan(kind, network, loss, Optimizer.sgd(1), 4), parameters)) {
            session.gradient(data, gradient);
            for (int i : List.of(0, 1, 20, 57, 58, 60, 76, 100, parameters.length - 4, parameters.length - 1)) {
                double up = lossAt(session, data, parameters, i, STEP);
                double down = lossAt(session, data, parameters, i, -STEP);
                double expected = (up - down) / (2 * STEP);
                // Hard sigmoid's and hard swish's slope is 1/6 in single precision, 3e-8 off.
                assertClose("parameter " + i, gradient[i], expected, 1e-6, 1e-8);
            }
        }
    }

    /** Rows of all kinds of inputs, targets of {@code least} and one more, and weights of 0 to 3. */
    private static Dataset dataset(Network network, int targets, int rows, double least) {
        Random random = new Random(7);
        Dataset.Builder builder = Dataset.builder(network.inputs(), targets, rows, Precision.FLOAT64);
        for (int row = 0; row < rows; row++) {
            Workbench.setRandomInputs(builder, row, network, random);
            for (int column = 0; column < targets; column++) {
                builder.setTarget(row, column, least + random.nextInt(2));
            }
            builder.setWeight(row, row % 4);
        }
        return builder.build();
    }

    private static double lossAt(TrainingSession session, Dataset data, double[] parameters, int index, double change) {
        double[] moved = parameters.clone();
        moved[index] += change;
        session.writeParameters(moved);
        LossSum sum = new LossSum();
        session.evaluate(data, Workbench.order(data.rows()), sum);
        return sum.mean();
    }
}
