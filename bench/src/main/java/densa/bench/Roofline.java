package densa.bench;

import densa.data.Precision;
import densa.engine.Engine;
import densa.nativecode.DensaNative;
import densa.network.Layer;
import densa.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Prints how much of what the machine can do the native engine achieves: floating-point operations against
 * multiply-adds on registers, and bytes against copying memory. {@code bench/roofline} builds and runs it.
 *
 * <p>Operations of a training row: two for every weight forward, two for its gradient, and two for the input gradient
 * of every layer but the first. Bytes of a step that must move at least once: parameters and both moments of Adam read
 * and written (24 bytes a parameter in float32), the transposed copy written and read, and the rows. Activations and
 * deltas stay in a cache. What a processor moves beyond that is its own affair.
 */
public final class Roofline {

    private static final long MEMORY_BYTES = 256L << 20;
    private static final long CACHE_BYTES = 1L << 20;

    private final double peak32 = DensaNative.peak(Float.BYTES);
    private final double peak64 = DensaNative.peak(Double.BYTES);

    private Roofline() {}

    /** Measures and prints. */
    public static void main(String[] arguments) {
        if (!Engine.NATIVE.isAvailable()) {
            System.err.println(Engine.NATIVE.describe().reason());
            System.exit(1);
        }
        Roofline roofline = new Roofline();
        System.out.printf(
                Locale.ROOT,
                "One thread: %.0f GF/s in float32, %.0f in float64; copies %.0f GB/s of memory, %.0f of the caches.%n%n",
                roofline.peak32 * 1e-9,
                roofline.peak64 * 1e-9,
                DensaNative.copySpeed(MEMORY_BYTES) * 1e-9,
                DensaNative.copySpeed(CACHE_BYTES) * 1e-9);
        System.out.println("| workload | threads | GF/s | of the peak | GB/s at least | operations a byte |");
        System.out.println("|---|---:|---:|---:|---:|---:|");
        for (Workload workload : Workload.values()) {
            roofline.training(workload);
        }
        roofline.prediction("one row", 1);
        roofline.prediction("1024 rows", 1024);
        System.out.println("\n" + Hardware.describe());
    }

    private void training(Workload workload) {
        boolean float64 = workload == Workload.W1;
        List<EngineVariant> variants = float64
                ? List.of(EngineVariant.NATIVE_FLOAT64_1)
                : List.of(EngineVariant.NATIVE_FLOAT32_1, EngineVariant.NATIVE_FLOAT32_2);
        List<TrainingRun> runs = new ArrayList<>();
        try {
            List<LongSupplier> operations = new ArrayList<>();
            for (EngineVariant variant : variants) {
                TrainingRun run = new TrainingRun(workload, variant, workload.dataset(variant.precision()));
                runs.add(run);
                operations.add(run::run);
            }
            double[] seconds = new Rounds(5, 0.2).secondsPerUnit(operations);
            int bytes = float64 ? Double.BYTES : Float.BYTES;
            double moved = trainingBytes(workload.network(), bytes, workload.batchSize(), !float64);
            for (int i = 0; i < seconds.length; i++) {
                print(workload.name(), variants.get(i), trainingOperations(workload.network()), moved, seconds[i]);
            }
        } finally {
            runs.forEach(TrainingRun::close);
        }
    }

    private void prediction(String size, int rows) {
        List<EngineVariant> variants = rows == 1
                ? List.of(EngineVariant.NATIVE_FLOAT32_1)
                : List.of(EngineVariant.NATIVE_FLOAT32_1, EngineVariant.NATIVE_FLOAT32_2);
        List<LongSupplier> operations = new ArrayList<>();
        for (EngineVariant variant : variants) {
            PredictionRun run = new PredictionRun(variant, rows);
            operations.add(run::run);
        }
        double[] seconds = new Rounds(5, 0.2).secondsPerUnit(operations);
        Network network = Workload.W3.network();
        double moved = Float.BYTES * ((double) network.parameterCount() / rows + network.inputWidth());
        for (int i = 0; i < seconds.length; i++) {
            print("W5, " + size, variants.get(i), 2.0 * weights(network), moved, seconds[i]);
        }
    }

    private void print(String name, EngineVariant variant, double operations, double bytes, double seconds) {
        double peak = variant.precision() == Precision.FLOAT32 ? peak32 : peak64;
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.1f | %.0f %% | %.1f | %.0f |%n",
                name,
                variant.threads(),
                operations / seconds * 1e-9,
                100 * operations / seconds / (peak * variant.threads()),
                bytes / seconds * 1e-9,
                operations / bytes);
    }

    /** Operations of a row of training. */
    static double trainingOperations(Network network) {
        double first =
                (double) network.inputWidth() * network.denseLayers().get(0).units();
        return 6.0 * weights(network) - 2 * first;
    }

    /** Bytes that a row of training moves at least, its share of a step; Adam keeps two moments. */
    static double trainingBytes(Network network, int bytes, int batch, boolean adam) {
        double first =
                (double) network.inputWidth() * network.denseLayers().get(0).units();
        double ofStep = (adam ? 6.0 : 2.0) * network.parameterCount() + 2 * (weights(network) - first);
        return bytes * (ofStep / batch + network.inputWidth());
    }

    private static double weights(Network network) {
        double weights = 0;
        double inputs = network.inputWidth();
        for (Layer.Dense layer : network.denseLayers()) {
            weights += inputs * layer.units();
            inputs = layer.units();
        }
        return weights;
    }
}
