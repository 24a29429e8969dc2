package densa.engine.session;

import static densa.reference.Reference.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import densa.data.Dataset;
import densa.data.InputColumn;
import densa.data.Precision;
import densa.engine.session.Workbench.Kind;
import densa.engine.session.Workbench.Target;
import densa.network.Activation;
import densa.network.Initializer;
import densa.network.Layer;
import densa.network.Loss;
import densa.network.Network;
import densa.network.Parameters;
import densa.optimize.Descent;
import densa.optimize.GradientClipping;
import densa.optimize.LayerFactors;
import densa.optimize.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The native engine against the Java one on random networks: two implementations that share no line. Every instruction
 * set of this machine is run.
 */
class EngineParityTest {

    private static final int STEPS = 20;
    private static final List<Loss> LOSSES = Stream.concat(
                    Workbench.losses(Loss.huber(0.7), Loss.tweedie(1.4), Loss.quantile(0.5)).stream(),
                    Stream.of(Loss.binaryCrossEntropy(0.1), Loss.softmaxCrossEntropy(0.2)))
            .toList();
    // Adagrad with an epsilon, or else its first step is of full size even for a gradient of nothing but rounding.
    private static final List<Optimizer> OPTIMIZERS = Workbench.optimizers(Optimizer.adagrad(0.01, 1e-6));
    /** Each loss with each optimiser. */
    private static final int CASES = LOSSES.size() * OPTIMIZERS.size();

    @AfterEach
    void backToTheBestInstructionSet() {
        Target.BEST.select();
    }

    /** One random case. */
    private record Case(TrainingPlan plan, Dataset data, Parameters start, String description) {
        TrainingPlan in(Precision precision, int threads) {
            return new TrainingPlan(
                    plan.network(), plan.loss(), plan.descent(), plan.batchSize(), plan.seed(), precision, threads);
        }
    }

    /** A kind of column that no case has would be compared nowhere. */
    @Test
    void casesHaveEveryKindOfInputColumn() {
        Set<Class<?>> kinds = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            randomCase(seed).plan().network().inputs().forEach(column -> kinds.add(column.getClass()));
        }
        assertThat(kinds).containsExactlyInAnyOrder(InputColumn.class.getPermittedSubclasses());
    }

    private static Case randomCase(int seed) {
        Random random = new Random(seed);
        List<InputColumn> inputs = new ArrayList<>();
        // Every fourth case is a tiny one, for which the native engine has a path of its own.
        boolean tiny = seed % 4 == 3;
        int columns = 1 + random.nextInt(tiny ? 4 : seed % 3 == 0 ? 300 : 12);
        for (int i = 0; i < columns; i++) {
            int levels = 1 + random.nextInt(tiny ? 2 : 40);
            inputs.add(
                    switch (random.nextInt(8)) {
                        case 0, 1 -> new InputColumn.OneHot(levels);
                        case 2 -> new InputColumn.Piecewise(levels);
                        default -> InputColumn.NUMERIC;
                    });
        }
        Loss loss = LOSSES.get(seed % LOSSES.size());
        Network network = Network.withInputs(inputs);
        int depth = 1 + random.nextInt(5);
        for (int i = 0; i < depth; i++) {
            if (random.nextInt(3) == 0) {
                network = network.dropout(0.3);
            }
            Activation activation = Activation.values()[random.nextInt(Activation.values().length)];
            int units = 1 + random.nextInt(tiny ? 8 : random.nextInt(3) == 0 ? 300 : 40);
            boolean last = i == depth - 1;
            network = network.layer(new Layer.Dense(
                    last ? 1 + random.nextInt(!tiny && random.nextInt(3) == 0 ? 70 : 5) : units,
                    last && loss.link() != Loss.Link.IDENTITY ? Activation.IDENTITY : activation,
                    random.nextInt(4) != 0,
                    Initializer.LECUN_NORMAL));
        }
        if (!loss.levels().isEmpty()) {
            int levels = network.outputs();
            loss = Loss.quantile(IntStream.rangeClosed(1, levels)
                    .mapToDouble(i -> i / (levels + 1.0))
                    .toArray());
        }
        int rows = 1 + random.nextInt(300);
        GradientClipping clipping =
                switch (random.nextInt(3)) {
                    case 0 -> new GradientClipping.ByNorm(0.1);
                    case 1 -> new GradientClipping.ByValue(0.01);
                    default -> GradientClipping.NONE;
                };
        TrainingPlan plan = new TrainingPlan(
                network,
                loss,
                new Descent(
                        OPTIMIZERS.get((seed / LOSSES.size()) % OPTIMIZERS.size()),
                        clipping,
                        random.nextInt(2) * 0.01,
                        random.nextInt(2) * 0.1,
                        random.nextInt(2) == 0 ? List.of() : randomFactors(random, depth)),
                1 + random.nextInt(rows),
                random.nextLong(),
                Precision.FLOAT64,
                1);
        Dataset data = randomData(random, network, loss, rows);
        return new Case(plan, data, Parameters.initial(network, seed), "case " + seed + " " + plan);
    }

    private static List<LayerFactors> randomFactors(Random random, int layers) {
        return Stream.generate(() -> new LayerFactors(random.nextInt(3) * 0.5, random.nextInt(3)))
                .limit(layers)
                .toList();
    }

    private static Dataset randomData(Random random, Network network, Loss loss, int rows) {
        int targets = loss.targetColumns(network.outputs());
        Dataset.Builder builder = Dataset.builder(network.inputs(), targets, rows, Precision.FLOAT64);
        boolean weighted = random.nextBoolean();
        for (int row = 0; row < rows; row++) {
            Workbench.setRandomInputs(builder, row, network, random);
            for (int column = 0; column < targets; column++) {
                builder.setTarget(row, column, randomTarget(random, loss, network.outputs()));
            }
            if (weighted) {
                builder.setWeight(row, random.nextInt(5) == 0 ? 0 : random.nextDouble());
            }
        }
        return builder.build();
    }

    private static double randomTarget(Random random, Loss loss, int outputs) {
        return switch (loss.target()) {
            case CLASSES -> random.nextInt(outputs);
            case TWO_CLASSES, COUNT, AMOUNT -> random.nextInt(2);
            case POSITIVE_AMOUNT -> (float) Math.exp(random.nextGaussian());
            case NUMBER -> (float) random.nextGaussian();
        };
    }

    /** Parameters after STEPS steps, then the losses of training and evaluation. */
    private static double[] train(Case c, Kind kind, int threads) {
        TrainingPlan plan = c.in(kind.precision, threads);
        double[] result;
        try (TrainingSession session = kind.backend().session(plan, c.start)) {
            LossSum sum = new LossSum();
            int batches = (c.data.rows() - 1) / plan.batchSize() + 1;
            for (int step = 0; step < STEPS; step += batches) {
                session.train(
                        c.data,
                        Workbench.order(c.data.rows()),
                        Workbench.rates(batches, plan.descent().optimizer().learningRate()),
                        sum);
            }
            LossSum evaluated = new LossSum();
            session.evaluate(c.data, Workbench.order(c.data.rows()), evaluated);
            int parameters = c.start.size();
            result = new double[parameters + session.stateSize() + 2];
            session.readParameters(result);
            double[] state = new double[session.stateSize()];
            session.readState(state);
            System.arraycopy(state, 0, result, parameters, state.length);
            result[result.length - 2] = sum.mean();
            result[result.length - 1] = evaluated.mean();
        }
        return result;
    }

    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#targets")
    void randomNetworksTrainAlikeInBothEngines(Target target) {
        target.select();
        for (int seed = 0; seed < CASES; seed++) {
            Case c = randomCase(seed);
            double[] expected = train(c, Kind.JAVA, 1);
            assertClose(c.description, train(c, Kind.NATIVE_FLOAT64, 2), expected, 1e-9, 1e-9);
        }
    }

    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#targets")
    void singlePrecisionStaysCloseToDouble(Target target) {
        target.select();
        for (int seed = 0; seed < CASES; seed++) {
            Case c = randomCase(seed);
            double[] expected = train(c, Kind.JAVA, 1);
            double[] actual = train(c, Kind.NATIVE_FLOAT32, 2);
            int last = expected.length - 1;
            assertClose(c.description + " loss", actual[last], expected[last], 1e-3, 1e-3);
            int parameters = c.start.size();
            assertClose(
                    c.description, Arrays.copyOf(actual, parameters), Arrays.copyOf(expected, parameters), 1e-3, 1e-3);
        }
    }

    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#targets")
    void anyNumberOfThreadsGivesTheSameBits(Target target) {
        target.select();
        for (int seed = 0; seed < CASES; seed++) {
            Case c = randomCase(seed);
            double[] one = train(c, Kind.NATIVE_FLOAT32, 1);
            for (int threads : IntStream.of(2, 3, 8).toArray()) {
                assertThat(train(c, Kind.NATIVE_FLOAT32, threads))
                        .as(c.description)
                        .isEqualTo(one);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#targets")
    void predictionsOfARowDoNotDependOnTheBatchAroundIt(Target target) {
        target.select();
        for (int seed = 0; seed < CASES; seed++) {
            Case c = randomCase(seed);
            Network network = c.plan.network();
            int columns = network.inputs().size();
            int rows = c.data.rows();
            double[] all = new double[rows * columns];
            double[] record = new double[c.data.stride()];
            for (int row = 0; row < rows; row++) {
                c.data.read(row, record);
                System.arraycopy(record, 0, all, row * columns, columns);
            }
            for (Kind kind : Kind.values()) {
                Predictor predictor = kind.backend().predictor(network, c.start, kind.precision);
                double[] together = new double[rows * network.outputs()];
                predictor.predict(all, rows, together, 3);
                double[] single = new double[network.outputs()];
                for (int row = 0; row < rows; row += 17) {
                    predictor.predict(Arrays.copyOfRange(all, row * columns, (row + 1) * columns), 1, single, 1);
                    assertThat(Arrays.copyOfRange(together, row * network.outputs(), (row + 1) * network.outputs()))
                            .as("%s row %s %s", kind, row, c.description)
                            .isEqualTo(single);
                }
            }
        }
    }
}
