package densa.bench;

import densa.data.Precision;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Matrix products at the shapes that occur in training (batch x outputs x inputs): the panel kernel against OpenBLAS,
 * one thread; {@code gigaflops} is per second. The trial fails if their results differ.
 *
 * <p>One operation repeats a product until copying the operands to native memory and packing the panels weigh little,
 * below 5 % even at the largest shape; the engine itself neither copies nor packs.
 *
 * <pre>{@code
 * java -jar bench/target/benchmarks.jar MatrixProductBenchmark
 * java -jar bench/target/benchmarks.jar MatrixProductBenchmark -p shape=256x64x28 -p precision=float32
 * }</pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Thread)
public class MatrixProductBenchmark {

    private static final double OPERATION_FLOPS = 1e10;

    private static final double MAX_REPEATS = 200_000;

    @Param({
        "3x3x2",
        "3x16x16",
        "32x16x16",
        "256x64x28",
        "256x32x64",
        "256x1x32",
        "128x10x128",
        "64x64x64",
        "128x128x784",
        "256x256x256",
        "256x1024x784",
        "256x1024x1024"
    })
    public String shape = "";

    @Param({"float32", "float64"})
    public String precision = "";

    @Param({"panel", "openblas"})
    public String kernel = "";

    @SuppressWarnings("NullAway.Init")
    private MatrixProduct product;

    @SuppressWarnings("NullAway.Init")
    private MatrixProduct.Kernel multiplier;

    private long repeats;

    /** What one iteration computed. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Work {
        public double gigaflops;
    }

    /** Makes up the operands and compares the two kernels. */
    @Setup(Level.Trial)
    public void start() {
        product = new MatrixProduct(shape, Precision.named(precision));
        product.check();
        multiplier = MatrixProduct.Kernel.named(kernel);
        repeats = (long) Math.max(1, Math.min(MAX_REPEATS, OPERATION_FLOPS / product.flops()));
    }

    /** The product, again and again. */
    @Benchmark
    public double multiply(Work work) {
        product.multiply(multiplier, repeats);
        work.gigaflops += product.flops() * repeats * 1e-9;
        return product.result(0);
    }
}
