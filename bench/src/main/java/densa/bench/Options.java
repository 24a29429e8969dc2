package densa.bench;

import densa.data.Dataset;
import densa.data.InputColumn;
import densa.data.Precision;
import densa.engine.Engine;
import densa.engine.session.Backend;
import densa.engine.session.LossSum;
import densa.engine.session.TrainingPlan;
import densa.engine.session.TrainingSession;
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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Prints what a training step of the native engine costs with every activation, loss, optimiser and option, in float32
 * on one thread, beside the plainest training of the same shape: so that no option falls to a slow path unseen. Every
 * row is measured in the same rounds; {@code bench/options} builds and runs it.
 *
 * <p>The bases: 64-128-64-3 (softmax) and 64-128-64-1 (binary cross-entropy), ReLU, Adam, batches of 256.
 */
public final class Options {

    /** What a row may cost of its base before it is marked. */
    static final double LIMIT = 1.5;

    private static final int ROWS = 2048;
    private static final int BATCH = 256;
    private static final int INPUTS = 64;
    private static final long SEED = 1;

    private final Backend backend = Backend.of(Engine.NATIVE);
    private final List<Row> rows = new ArrayList<>();

    /** A training, and the one that it is compared with. */
    private record Row(String name, int base, TrainingPlan plan, Dataset data, Parameters start) {}

    private Options() {}

    /** Measures and prints. */
    public static void main(String[] arguments) {
        Options options = listed();
        System.out.print(markdown(options.names(), options.bases(), options.measure()));
        System.out.println("\n" + Hardware.describe());
    }

    /** The table: microseconds a step, and how often its base's. */
    static String markdown(List<String> names, List<Integer> bases, double[] seconds) {
        StringBuilder table = new StringBuilder("| option | us a step | of its base |\n|---|---:|---:|\n");
        for (int i = 0; i < seconds.length; i++) {
            double ratio = seconds[i] / seconds[bases.get(i)];
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %s |%n",
                    names.get(i),
                    seconds[i] * 1e6,
                    bases.get(i) == i
                            ? "base"
                            : String.format(Locale.ROOT, "%.2f%s", ratio, ratio > LIMIT ? " (slow)" : "")));
        }
        return table.toString();
    }

    /** All rows, not measured yet. */
    static Options listed() {
        Options options = new Options();
        options.list();
        return options;
    }

    private void list() {
        Network three = network(INPUTS, Activation.RELU, 3, true);
        Network one = network(INPUTS, Activation.RELU, 1, true);
        int softmax = add("base: three classes", rows.size(), plan(three, Loss.SOFTMAX_CROSS_ENTROPY));
        for (Activation activation : Activation.values()) {
            if (activation != Activation.RELU) {
                Network network = network(INPUTS, activation, 3, true);
                add("activation " + activation.id(), softmax, plan(network, Loss.SOFTMAX_CROSS_ENTROPY));
            }
        }
        Optimizer adam = Optimizer.adam(0.001);
        for (Optimizer optimizer : Optimizer.all()) {
            if (!optimizer.equals(adam)) {
                add("optimizer " + optimizer.id(), softmax, three(optimizer, GradientClipping.NONE, 0, 0));
            }
        }
        add("label smoothing", softmax, plan(three, Loss.softmaxCrossEntropy(0.1)));
        add("dropout before each layer", softmax, plan(dropped(), Loss.SOFTMAX_CROSS_ENTROPY));
        add("clipping by norm", softmax, three(adam, new GradientClipping.ByNorm(1), 0, 0));
        add("clipping by value", softmax, three(adam, new GradientClipping.ByValue(1), 0, 0));
        add("l2", softmax, three(adam, GradientClipping.NONE, 0.01, 0));
        add("weight decay", softmax, three(adam, GradientClipping.NONE, 0, 0.01));
        add(
                "layer factors",
                softmax,
                three(
                        adam,
                        GradientClipping.NONE,
                        0,
                        0.01,
                        new LayerFactors(0.1, 1),
                        new LayerFactors(0.5, 0),
                        new LayerFactors(1, 2)));
        add("no bias", softmax, plan(network(INPUTS, Activation.RELU, 3, false), Loss.SOFTMAX_CROSS_ENTROPY));
        TrainingPlan plain = plan(three, Loss.SOFTMAX_CROSS_ENTROPY);
        rows.add(new Row("row weights", softmax, plain, data(plain, Precision.FLOAT32, true, 1), start(plain)));
        rows.add(new Row("float64 rows", softmax, plain, data(plain, Precision.FLOAT64, false, 1), start(plain)));
        rows.add(new Row(
                "dead units, denormal numbers",
                softmax,
                plain,
                data(plain, Precision.FLOAT32, false, 0),
                Parameters.of(
                        three.layout(),
                        IntStream.range(0, three.layout().size())
                                .mapToDouble(i -> 1e-30)
                                .toArray())));
        int binary = add("base: one output", rows.size(), plan(one, Loss.BINARY_CROSS_ENTROPY));
        for (Loss loss : lossesOfOneOutput()) {
            if (!loss.equals(Loss.BINARY_CROSS_ENTROPY)) {
                add("loss " + loss.id(), binary, plan(one, loss));
            }
        }
        add("loss binary_cross_entropy, smoothed", binary, plan(one, Loss.binaryCrossEntropy(0.1)));
        int wide = add(
                "base: 88 numbers, three classes",
                rows.size(),
                plan(network(88, Activation.RELU, 3, true), Loss.SOFTMAX_CROSS_ENTROPY));
        List<InputColumn> columns = new ArrayList<>(Collections.nCopies(8, InputColumn.NUMERIC));
        columns.addAll(Collections.nCopies(8, new InputColumn.OneHot(10)));
        Network oneHot = layers(Network.withInputs(columns), Activation.RELU, 3, true);
        add("8 numbers, 8 one-hot columns of 10 levels", wide, plan(oneHot, Loss.SOFTMAX_CROSS_ENTROPY));
        List<InputColumn> bins = new ArrayList<>(Collections.nCopies(8, InputColumn.NUMERIC));
        bins.addAll(Collections.nCopies(8, new InputColumn.Piecewise(10)));
        Network piecewise = layers(Network.withInputs(bins), Activation.RELU, 3, true);
        add("8 numbers, each in 10 bins as well", wide, plan(piecewise, Loss.SOFTMAX_CROSS_ENTROPY));
        Network dropped = layers(Network.withInputs(bins).dropout(0.3), Activation.RELU, 3, true);
        add("the same, dropout of columns", wide, plan(dropped, Loss.SOFTMAX_CROSS_ENTROPY));
    }

    /** All losses that a network of one output can have; quantile with one level. */
    private static List<Loss> lossesOfOneOutput() {
        return Loss.all().stream()
                .filter(loss -> loss.suits(1, 0) || loss.suits(1, 2) && loss.outputs(1, 2) == 1)
                .map(loss -> loss.levels().isEmpty() ? loss : Loss.quantile(0.5))
                .toList();
    }

    private static Network network(int inputs, Activation activation, int outputs, boolean bias) {
        return layers(Network.withInputs(inputs), activation, outputs, bias);
    }

    private static Network layers(Network network, Activation activation, int outputs, boolean bias) {
        return network.layer(new Layer.Dense(128, activation, bias, Initializer.HE_UNIFORM))
                .layer(new Layer.Dense(64, activation, bias, Initializer.HE_UNIFORM))
                .layer(new Layer.Dense(outputs, Activation.IDENTITY, bias, Initializer.HE_UNIFORM));
    }

    private static Network dropped() {
        return Network.withInputs(INPUTS)
                .dropout(0.2)
                .dense(128, Activation.RELU)
                .dropout(0.2)
                .dense(64, Activation.RELU)
                .dropout(0.2)
                .dense(3, Activation.IDENTITY);
    }

    private static TrainingPlan plan(Network network, Loss loss) {
        return plan(network, loss, Optimizer.adam(0.001), GradientClipping.NONE, 0, 0, List.of());
    }

    private static TrainingPlan plan(
            Network network,
            Loss loss,
            Optimizer optimizer,
            GradientClipping clipping,
            double l2,
            double weightDecay,
            List<LayerFactors> factors) {
        return new TrainingPlan(
                network,
                loss,
                new Descent(optimizer, clipping, l2, weightDecay, factors),
                BATCH,
                SEED,
                Precision.FLOAT32,
                1);
    }

    /** A training of three classes that differs from the base. */
    private static TrainingPlan three(
            Optimizer optimizer, GradientClipping clipping, double l2, double weightDecay, LayerFactors... factors) {
        Network network = network(INPUTS, Activation.RELU, 3, true);
        return plan(network, Loss.SOFTMAX_CROSS_ENTROPY, optimizer, clipping, l2, weightDecay, List.of(factors));
    }

    private int add(String name, int base, TrainingPlan plan) {
        rows.add(new Row(name, base, plan, data(plan, Precision.FLOAT32, false, 1), start(plan)));
        return rows.size() - 1;
    }

    private static Parameters start(TrainingPlan plan) {
        return Parameters.initial(plan.network(), SEED);
    }

    /** Made-up rows; a scale of 0 makes all numbers 0. */
    private static Dataset data(TrainingPlan plan, Precision precision, boolean weighted, double scale) {
        SplittableRandom random = new SplittableRandom(SEED);
        Dataset.Builder builder = Dataset.builder(plan.network().inputs(), 1, ROWS, precision);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < plan.network().inputs().size(); column++) {
                builder.setInput(row, column, value(plan.network().inputs().get(column), random, scale));
            }
            builder.setTarget(row, 0, random.nextInt(Math.max(2, plan.network().outputs())));
            if (weighted) {
                builder.setWeight(row, random.nextDouble());
            }
        }
        return builder.build();
    }

    private static double value(InputColumn column, SplittableRandom random, double scale) {
        if (column instanceof InputColumn.OneHot oneHot) {
            return random.nextInt(oneHot.levels());
        } else if (column instanceof InputColumn.Piecewise piecewise) {
            return random.nextDouble(piecewise.bins());
        }
        return scale * random.nextDouble(-1, 1);
    }

    List<String> names() {
        return rows.stream().map(Row::name).toList();
    }

    private List<Integer> bases() {
        return rows.stream().map(Row::base).toList();
    }

    private double[] measure() {
        IntBuffer order = direct(ROWS * Integer.BYTES).asIntBuffer();
        DoubleBuffer rates = direct(ROWS / BATCH * Double.BYTES).asDoubleBuffer();
        for (int row = 0; row < ROWS; row++) {
            order.put(row, row);
        }
        for (int step = 0; step < ROWS / BATCH; step++) {
            rates.put(step, 0.001);
        }
        List<TrainingSession> sessions = new ArrayList<>();
        try {
            List<LongSupplier> operations = new ArrayList<>();
            LossSum sum = new LossSum();
            for (Row row : rows) {
                TrainingSession session = backend.session(row.plan(), row.start());
                sessions.add(session);
                operations.add(() -> {
                    session.train(row.data(), order, rates, sum);
                    return ROWS / BATCH;
                });
            }
            return new Rounds(9, 0.02).secondsPerUnit(operations);
        } finally {
            sessions.forEach(TrainingSession::close);
        }
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
