package densa.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import densa.data.Dataset;
import densa.data.InputColumn;
import densa.data.Precision;
import densa.engine.Engine;
import densa.internal.Named;
import densa.nativecode.DensaNative;
import densa.nativecode.NativeLibrary;
import densa.network.Activation;
import densa.network.Initializer;
import densa.network.Layer;
import densa.network.Loss;
import densa.network.Network;
import densa.network.ParameterLayout;
import densa.network.Parameters;
import densa.optimize.Descent;
import densa.optimize.Optimizer;
import densa.reference.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What the tests of the engines share: the engines demanded by name, plans, and reference cases in our terms. */
final class Workbench {

    private Workbench() {}

    /** An engine in a precision. */
    enum Kind {
        JAVA(Engine.JAVA, Precision.FLOAT64),
        NATIVE_FLOAT64(Engine.NATIVE, Precision.FLOAT64),
        NATIVE_FLOAT32(Engine.NATIVE, Precision.FLOAT32);

        final Engine engine;
        final Precision precision;

        Kind(Engine engine, Precision precision) {
            this.engine = engine;
            this.precision = precision;
        }

        Backend backend() {
            return Backend.of(engine);
        }

        /** The tolerance for this precision. */
        double tolerance(double float64, double float32) {
            return precision == Precision.FLOAT64 ? float64 : float32;
        }
    }

    /** Gives a row made-up values of its input columns. */
    static void setRandomInputs(Dataset.Builder builder, int row, Network network, Random random) {
        for (int column = 0; column < network.inputs().size(); column++) {
            builder.setInput(row, column, randomInput(random, network.inputs().get(column)));
        }
    }

    /** A made-up value of an input column, now and then at its limits. */
    private static double randomInput(Random random, InputColumn column) {
        if (column instanceof InputColumn.OneHot oneHot) {
            return random.nextInt(oneHot.levels() + 1) - 1;
        } else if (column instanceof InputColumn.Piecewise piecewise) {
            int bins = piecewise.bins();
            return random.nextInt(4) == 0 ? random.nextInt(bins + 1) : (float) (random.nextDouble() * bins);
        }
        return (float) random.nextGaussian();
    }

    /** Every engine and precision, the native one on every instruction set of this machine. */
    static Stream<Arguments> enginesAndTargets() {
        Target best = Target.BEST;
        return Stream.of(Kind.values()).flatMap(kind -> (kind == Kind.JAVA ? Stream.of(best) : targets())
                .map(target -> Arguments.of(kind, target)));
    }

    /** The instruction sets of this machine. */
    static Stream<Target> targets() {
        assertThat(NativeLibrary.load()).isEmpty();
        return Stream.of(DensaNative.targets().split(" ")).map(Target::new);
    }

    /** An instruction set. */
    record Target(String name) {
        static final Target BEST = best();

        private static Target best() {
            assertThat(NativeLibrary.load()).isEmpty();
            return new Target(DensaNative.target());
        }

        /** Makes it the one that the native engine uses from now on. */
        void select() {
            assertThat(DensaNative.selectTarget(name)).as(name).isTrue();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static TrainingPlan plan(Kind kind, Network network, Loss loss, Optimizer optimizer, int batchSize) {
        return new TrainingPlan(
                network, loss, Descent.DEFAULTS.withOptimizer(optimizer), batchSize, 1, kind.precision, 2);
    }

    static Network network(JsonObject json, boolean bias) {
        double[] sizes = Reference.vector(json.get("sizes"));
        JsonArray activations = json.getAsJsonArray("activations");
        Network network = Network.withInputs((int) sizes[0]);
        for (int i = 1; i < sizes.length; i++) {
            network = network.layer(new Layer.Dense(
                    (int) sizes[i],
                    Activation.named(activations.get(i - 1).getAsString()),
                    bias,
                    Initializer.GLOROT_UNIFORM));
        }
        return network;
    }

    static Loss loss(String name) {
        return switch (name) {
            case "bce" -> Loss.BINARY_CROSS_ENTROPY;
            case "softmax_ce" -> Loss.SOFTMAX_CROSS_ENTROPY;
            default -> Loss.named(name);
        };
    }

    /** Every loss, those given in place of the ones of their names. */
    static List<Loss> losses(Loss... instead) {
        return all(Loss.all(), List.of(instead));
    }

    /** Every optimiser, those given in place of the ones of their names. */
    static List<Optimizer> optimizers(Optimizer... instead) {
        return all(Optimizer.all(), List.of(instead));
    }

    private static <T extends Named> List<T> all(List<T> all, List<T> instead) {
        return all.stream()
                .map(usual -> instead.stream()
                        .filter(other -> other.id().equals(usual.id()))
                        .findFirst()
                        .orElse(usual))
                .toList();
    }

    /** Weights are inputs x outputs in the files, outputs x inputs in our flat vector. */
    static double[] flat(ParameterLayout layout, JsonArray weights, JsonArray biases) {
        double[] values = new double[layout.size()];
        int weight = 0;
        int bias = 0;
        for (ParameterLayout.Tensor tensor : layout.tensors()) {
            if (tensor.bias()) {
                double[] from = Reference.vector(biases.get(bias++));
                System.arraycopy(from, 0, values, tensor.offset(), from.length);
            } else {
                double[][] from = Reference.matrix(weights.get(weight++));
                for (int row = 0; row < tensor.rows(); row++) {
                    for (int column = 0; column < tensor.columns(); column++) {
                        values[tensor.offset() + row * tensor.columns() + column] = from[column][row];
                    }
                }
            }
        }
        return values;
    }

    static Dataset dataset(JsonObject json) {
        return Dataset.of(Reference.matrix(json.get("x")), Reference.matrix(json.get("y")), Precision.FLOAT64);
    }

    static IntBuffer order(int rows) {
        IntBuffer order = ByteBuffer.allocateDirect(rows * Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .asIntBuffer();
        for (int row = 0; row < rows; row++) {
            order.put(row, row);
        }
        return order;
    }

    static DoubleBuffer rates(int batches, double rate) {
        DoubleBuffer rates = ByteBuffer.allocateDirect(batches * Double.BYTES)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
        for (int i = 0; i < batches; i++) {
            rates.put(i, rate);
        }
        return rates;
    }

    /** Parameters of a session. */
    static double[] parameters(TrainingSession session, Network network) {
        double[] values = new double[network.layout().size()];
        session.readParameters(values);
        return values;
    }

    static TrainingSession open(Kind kind, TrainingPlan plan, double[] parameters) {
        return kind.backend().session(plan, Parameters.of(plan.network().layout(), parameters));
    }
}
