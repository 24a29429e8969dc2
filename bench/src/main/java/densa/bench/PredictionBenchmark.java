package densa.bench;

import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Workload W5: the time to predict one row, and a batch, through the network of W3. The trial fails if the engine
 * predicts something else than the Java engine.
 *
 * <pre>{@code
 * java -jar bench/target/benchmarks.jar PredictionBenchmark
 * }</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class PredictionBenchmark {

    @Param({"1", "1024"})
    public int rows;

    @Param({"native-float32-1", "native-float32-2", "native-float64-1", "native-float64-2", "java"})
    public String variant = "";

    @SuppressWarnings("NullAway.Init")
    private PredictionRun run;

    /** Prepares the network. */
    @Setup(Level.Trial)
    public void start() {
        run = new PredictionRun(EngineVariant.named(variant), rows);
    }

    /** Compares the predictions. */
    @TearDown(Level.Trial)
    public void check() {
        run.check();
    }

    /** All rows once. */
    @Benchmark
    public double predict() {
        run.run();
        return run.output(0);
    }
}
