package densa.bench;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Training steps of the {@link Workload}s; {@code rows} and {@code steps} are per second. The trial fails if the loss
 * does not fall.
 *
 * <pre>{@code
 * java -jar bench/target/benchmarks.jar TrainingBenchmark
 * java -jar bench/target/benchmarks.jar TrainingBenchmark.table -p workload=W3 -p variant=native-float32-2,java
 * }</pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrainingBenchmark {

    /** What one iteration trained on. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Progress {
        public long rows;
        public long steps;
    }

    /** A training that a trial keeps up. */
    public abstract static class Running {
        @SuppressWarnings("NullAway.Init")
        private Workload trained;

        @SuppressWarnings("NullAway.Init")
        private TrainingRun run;

        void start(String workload, String variant) {
            EngineVariant trainer = EngineVariant.named(variant);
            trained = Workload.valueOf(workload);
            run = new TrainingRun(trained, trainer, trained.dataset(trainer.precision()));
        }

        double advance(Progress progress) {
            progress.rows += run.run();
            progress.steps += trained.steps();
            return run.loss();
        }

        /** Checks that it learned. */
        @TearDown(Level.Trial)
        public void end() {
            run.check();
            run.close();
        }
    }

    /** W1, which is a float64 workload. */
    @State(Scope.Thread)
    public static class Tutorial extends Running {
        @Param("W1")
        public String workload = "";

        @Param({"native-float64-1", "native-float64-2", "java"})
        public String variant = "";

        /** Starts the training. */
        @Setup(Level.Trial)
        public void start() {
            start(workload, variant);
        }
    }

    /** The others, but for W5 and W6, which do not train. */
    @State(Scope.Thread)
    public static class Table extends Running {
        @Param({"W2", "W3", "W4", "W7", "W8"})
        public String workload = "";

        @Param({"native-float32-1", "native-float32-2", "native-float64-1", "native-float64-2", "java"})
        public String variant = "";

        /** Starts the training. */
        @Setup(Level.Trial)
        public void start() {
            start(workload, variant);
        }
    }

    /** The learner's network, full batches. */
    @Benchmark
    public double tutorial(Tutorial training, Progress progress) {
        return training.advance(progress);
    }

    /** Networks on mini-batches of a data set in memory. */
    @Benchmark
    public double table(Table training, Progress progress) {
        return training.advance(progress);
    }
}
