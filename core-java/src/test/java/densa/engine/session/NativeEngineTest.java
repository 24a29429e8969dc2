package densa.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import densa.data.Dataset;
import densa.data.InputColumn;
import densa.data.Precision;
import densa.engine.Engine;
import densa.engine.session.Workbench.Kind;
import densa.engine.session.Workbench.Target;
import densa.nativecode.DensaBlas;
import densa.nativecode.DensaNative;
import densa.nativecode.NativeLibrary;
import densa.network.Activation;
import densa.network.Loss;
import densa.network.Network;
import densa.network.Parameters;
import densa.optimize.Optimizer;
import java.lang.management.ManagementFactory;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the engines promise beyond their numbers: no allocation, the JVM's floating-point state, many callers at once. */
class NativeEngineTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @AfterEach
    void backToTheBestInstructionSet() {
        Target.BEST.select();
    }

    private static Dataset data(int rows, Network network) {
        Random random = new Random(1);
        Dataset.Builder builder = Dataset.builder(network.inputs(), network.outputs(), rows, Precision.FLOAT32);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < network.inputs().size(); column++) {
                builder.setInput(row, column, random.nextGaussian());
            }
            for (int column = 0; column < network.outputs(); column++) {
                builder.setTarget(row, column, random.nextInt(2));
            }
        }
        return builder.build();
    }

    private static Network network() {
        return Network.withInputs(7).dense(33, Activation.TANH).dropout(0.1).dense(2, Activation.IDENTITY);
    }

    @Test
    void theNativeEngineIsAvailableHere() {
        assertThat(NativeLibrary.load()).isEmpty();
        assertThat(Engine.NATIVE.describe().available()).isTrue();
        assertThat(Engine.AUTO.describe().engine()).isEqualTo(Engine.NATIVE);
    }

    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#enginesAndTargets")
    void aTrainingStepAllocatesNothing(Kind kind, Target target) {
        target.select();
        Network network = network();
        Dataset data = data(100, network);
        TrainingPlan plan = Workbench.plan(kind, network, Loss.BINARY_CROSS_ENTROPY, Optimizer.adam(0.001), 32);
        IntBuffer order = Workbench.order(100);
        DoubleBuffer rates = Workbench.rates(4, 0.001);
        LossSum sum = new LossSum();
        try (TrainingSession session = kind.backend().session(plan, Parameters.initial(network, 1))) {
            for (int i = 0; i < 2000; i++) {
                session.train(data, order, rates, sum);
            }
            assertThat(leastAllocation(() -> session.train(data, order, rates, sum)))
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#enginesAndTargets")
    void aPredictionAllocatesNothing(Kind kind, Target target) {
        target.select();
        Network network = network();
        Predictor predictor = kind.backend().predictor(network, Parameters.initial(network, 1), kind.precision);
        float[] row = new float[7];
        float[] out = new float[2];
        for (int i = 0; i < 2000; i++) {
            predictor.predict(row, 1, out, 1);
        }
        assertThat(leastAllocation(() -> predictor.predict(row, 1, out, 1))).isZero();
    }

    /** Bytes that a call allocates on this thread; the least of several, because the JVM itself allocates now and then. */
    private static long leastAllocation(Runnable call) {
        return IntStream.range(0, 20)
                .mapToLong(i -> {
                    long before = THREADS.getCurrentThreadAllocatedBytes();
                    for (int j = 0; j < 10; j++) {
                        call.run();
                    }
                    return THREADS.getCurrentThreadAllocatedBytes() - before;
                })
                .min()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "JAVA", mode = EnumSource.Mode.EXCLUDE)
    void everyCallLeavesTheFloatingPointStateAsItWas(Kind kind) {
        long before = DensaNative.floatControl();
        Network network = network();
        Dataset data = data(600, network);
        TrainingPlan plan = Workbench.plan(kind, network, Loss.BINARY_CROSS_ENTROPY, Optimizer.adam(0.001), 500);
        Parameters start = Parameters.initial(network, 1);
        double[] values = new double[start.size()];
        try (TrainingSession session = kind.backend().session(plan, start)) {
            double[] state = new double[session.stateSize()];
            List<Runnable> calls = List.of(
                    () -> session.train(data, Workbench.order(600), Workbench.rates(2, 0.001), new LossSum()),
                    () -> session.evaluate(data, Workbench.order(600), new LossSum()),
                    () -> session.gradient(data, values),
                    () -> session.readParameters(values),
                    () -> session.writeParameters(values),
                    () -> session.readState(state),
                    () -> session.writeState(state));
            for (Runnable call : calls) {
                call.run();
                assertThat(DensaNative.floatControl()).isEqualTo(before);
            }
        }
        Predictor predictor = kind.backend().predictor(network, start, kind.precision);
        predictor.predict(new float[7], 1, new float[2], 1);
        predictor.predict(new float[7 * 1000], 1000, new float[2 * 1000], 2);
        predictor.predict(new double[7], 1, new double[2], 1);
        assertThat(DensaNative.floatControl()).isEqualTo(before);
        double half = new Random().nextInt(1) + 0.5;
        assertThat(Double.MIN_NORMAL * half).isGreaterThan(0);
        assertThat(Float.MIN_NORMAL * (float) half).isGreaterThan(0f);
    }

    @Test
    void trainingsAtTheSameTimeGiveTheSameBitsAsOneAfterTheOther() {
        Network network = Network.withInputs(40).dense(128, Activation.RELU).dense(2, Activation.IDENTITY);
        Dataset data = data(2000, network);
        double[] alone = trained(network, data);
        List<CompletableFuture<double[]>> together = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> trained(network, data), command -> new Thread(command).start()))
                .toList();
        for (CompletableFuture<double[]> training : together) {
            assertThat(training.join()).isEqualTo(alone);
        }
    }

    private static double[] trained(Network network, Dataset data) {
        TrainingPlan plan =
                Workbench.plan(Kind.NATIVE_FLOAT32, network, Loss.BINARY_CROSS_ENTROPY, Optimizer.adam(0.001), 256);
        try (TrainingSession session = Kind.NATIVE_FLOAT32.backend().session(plan, Parameters.initial(network, 1))) {
            for (int epoch = 0; epoch < 10; epoch++) {
                session.train(data, Workbench.order(2000), Workbench.rates(8, 0.001), new LossSum());
            }
            return Workbench.parameters(session, network);
        }
    }

    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#enginesAndTargets")
    void callersOnManyThreadsGetTheirOwnAnswers(Kind kind, Target target) {
        target.select();
        Network network = network();
        Predictor predictor = kind.backend().predictor(network, Parameters.initial(network, 1), kind.precision);
        int callers = 64;
        float[][] rows = new float[callers][7];
        float[][] expected = new float[callers][2];
        for (int i = 0; i < callers; i++) {
            java.util.Arrays.fill(rows[i], i / 10f);
            predictor.predict(rows[i], 1, expected[i], 1);
        }
        boolean allRight = IntStream.range(0, callers)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            float[] out = new float[2];
                            for (int call = 0; call < 500; call++) {
                                predictor.predict(rows[i], 1, out, 1);
                                if (!java.util.Arrays.equals(out, expected[i])) {
                                    return false;
                                }
                            }
                            return true;
                        },
                        command -> new Thread(command).start()))
                .toList()
                .stream()
                .allMatch(CompletableFuture::join);
        assertThat(allRight).isTrue();
    }

    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#enginesAndTargets")
    void aSessionGoesOnExactlyFromItsState(Kind kind, Target target) {
        target.select();
        Network network = network();
        Dataset data = data(50, network);
        for (Optimizer optimizer : List.of(Optimizer.adam(0.01), Optimizer.nadam(0.01), Optimizer.momentum(0.1, 0.9))) {
            TrainingPlan plan = Workbench.plan(kind, network, Loss.BINARY_CROSS_ENTROPY, optimizer, 16);
            double[] resumed;
            try (TrainingSession first = kind.backend().session(plan, Parameters.initial(network, 1));
                    TrainingSession second = kind.backend().session(plan, Parameters.initial(network, 2))) {
                first.train(data, Workbench.order(50), Workbench.rates(4, 0.01), new LossSum());
                double[] state = new double[first.stateSize()];
                first.readState(state);
                second.writeParameters(Workbench.parameters(first, network));
                second.writeState(state);
                first.train(data, Workbench.order(50), Workbench.rates(4, 0.01), new LossSum());
                second.train(data, Workbench.order(50), Workbench.rates(4, 0.01), new LossSum());
                resumed = Workbench.parameters(second, network);
                assertThat(resumed).isEqualTo(Workbench.parameters(first, network));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#enginesAndTargets")
    void trainTakesRowsAndRatesFromTheirBuffersPositions(Kind kind, Target target) {
        target.select();
        Network network = network();
        Dataset data = data(50, network);
        TrainingPlan plan = Workbench.plan(kind, network, Loss.BINARY_CROSS_ENTROPY, Optimizer.momentum(0.1, 0.9), 10);
        double[][] ends = new double[2][];
        for (int sliced = 0; sliced < 2; sliced++) {
            try (TrainingSession session = kind.backend().session(plan, Parameters.initial(network, 1))) {
                IntBuffer order = Workbench.order(50);
                DoubleBuffer rates = Workbench.rates(5, 0.1);
                rates.put(3, 0.2);
                if (sliced == 0) {
                    session.train(data, order, rates, new LossSum());
                } else {
                    session.train(data, order.limit(20), rates, new LossSum());
                    session.train(data, order.limit(50).position(20), rates.position(2), new LossSum());
                }
                ends[sliced] = Workbench.parameters(session, network);
            }
        }
        assertThat(ends[1]).isEqualTo(ends[0]);
    }

    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#enginesAndTargets")
    void whatIsNotFiniteReachesTheLoss(Kind kind, Target target) {
        target.select();
        for (int units : List.of(3, 20)) {
            for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                Network network =
                        Network.withInputs(2).dense(units, Activation.IDENTITY).dense(1, Activation.IDENTITY);
                Dataset data = Dataset.builder(network.inputs(), 1, 3, Precision.FLOAT64)
                        .setInput(1, 0, 1)
                        .build();
                double[] parameters = Parameters.initial(network, 1).toArray();
                parameters[0] = value;
                TrainingPlan plan = Workbench.plan(kind, network, Loss.MEAN_SQUARED_ERROR, Optimizer.adam(0.01), 3);
                LossSum sum = new LossSum();
                try (TrainingSession session = Workbench.open(kind, plan, parameters)) {
                    session.train(data, Workbench.order(3), Workbench.rates(1, 0.01), sum);
                }
                assertThat(Double.isFinite(sum.mean()))
                        .as("%s in %s units", value, units)
                        .isFalse();
            }
        }
    }

    /** So whoever sees finite outputs knows that no input was NaN. */
    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#enginesAndTargets")
    void notANumberReachesEveryOutput(Kind kind, Target target) {
        target.select();
        List<InputColumn> columns =
                List.of(InputColumn.NUMERIC, new InputColumn.OneHot(40), new InputColumn.Piecewise(9));
        for (Network inputs : List.of(Network.withInputs(3), Network.withInputs(columns))) {
            for (Activation activation : Activation.values()) {
                for (int units : List.of(1, 3, 40)) {
                    Network network = inputs.dense(units, activation).dense(units, activation);
                    Predictor predictor =
                            kind.backend().predictor(network, Parameters.initial(network, 1), kind.precision);
                    double[] out = new double[2 * units];
                    predictor.predict(new double[] {1, 2, 3, Double.NaN, -1, 0}, 2, out, 1);
                    for (int unit = 0; unit < units; unit++) {
                        assertThat(out[unit]).as("%s of 1", activation).isFinite();
                        assertThat(out[units + unit])
                                .as("%s of NaN", activation)
                                .isNaN();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "3,3,2", "13,7,5", "32,16,16", "256,64,28", "65,207,131", "49,1,300", "128,10,129"})
    void panelProductEqualsOpenBlas(int m, int n, int k) {
        assertThat(NativeLibrary.load()).isEmpty();
        assertThat(NativeLibrary.loadBlas()).isEmpty();
        Random random = new Random(m + n + k);
        float[] a = new float[m * k];
        float[] b = new float[k * n];
        double[] a64 = new double[a.length];
        double[] b64 = new double[b.length];
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) random.nextGaussian();
            a64[i] = a[i];
        }
        for (int i = 0; i < b.length; i++) {
            b[i] = (float) random.nextGaussian();
            b64[i] = b[i];
        }
        float[] panel = new float[m * n];
        double[] panel64 = new double[m * n];
        float[] blas = new float[m * n];
        double[] blas64 = new double[m * n];
        assertThat(DensaNative.multiply(m, n, k, a, b, panel, 1)).isZero();
        assertThat(DensaNative.multiply(m, n, k, a64, b64, panel64, 1)).isZero();
        DensaBlas.multiply(m, n, k, a, b, blas, 0, 1);
        DensaBlas.multiply(m, n, k, a64, b64, blas64, 0, 1);
        for (int i = 0; i < m * n; i++) {
            // The rounding of k terms of size 1, in another order.
            assertThat((double) panel[i]).isCloseTo(blas[i], org.assertj.core.data.Offset.offset(1e-6 * (1 + k)));
            assertThat(panel64[i]).isCloseTo(blas64[i], org.assertj.core.data.Offset.offset(1e-14 * (1 + k)));
        }
    }
}
