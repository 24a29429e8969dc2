package densa.bench;

import densa.data.Dataset;
import densa.data.Precision;
import densa.table.Table;
import densa.table.audit.Audit;
import densa.table.audit.Finding;
import densa.table.encode.Encoder;
import densa.table.encode.EncodingRules;
import densa.table.encode.FittedTarget;
import densa.table.encode.Roles;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What comes before a training, on 100,000 rows of 50 columns: learning the encoding, encoding, and the audit. The last
 * column has 10,000 levels.
 *
 * <pre>{@code
 * java -jar bench/target/benchmarks.jar TableBenchmark
 * }</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class TableBenchmark {

    private static final int ROWS = 100_000;
    private static final int COLUMNS = 50;
    private static final int LEVELS = 10_000;
    private static final Roles ROLES = Roles.target("y");

    @SuppressWarnings("NullAway.Init")
    private Table table;

    @SuppressWarnings("NullAway.Init")
    private FittedTarget target;

    @SuppressWarnings("NullAway.Init")
    private Encoder encoder;

    /** Makes the table. */
    @Setup(Level.Trial)
    public void start() {
        SplittableRandom random = new SplittableRandom(1);
        Table.Builder builder = Table.builder();
        for (int c = 0; c < COLUMNS - 2; c++) {
            builder.numeric("x" + c, random.doubles(ROWS).toArray());
        }
        table = builder.categorical("name", texts(random, LEVELS))
                .categorical("y", texts(random, 2))
                .build();
        target = FittedTarget.of(table, ROLES);
        encoder = fit();
    }

    private static String[] texts(SplittableRandom random, int levels) {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> "level " + random.nextInt(levels))
                .toArray(String[]::new);
    }

    /** Learns the encoding. */
    @Benchmark
    public Encoder fit() {
        return Encoder.fit(table, ROLES, target, target.rows(), EncodingRules.BINS);
    }

    /** Encodes all rows. */
    @Benchmark
    public Dataset encode() {
        return encoder.encode(table, Precision.FLOAT32);
    }

    /** Audits the table. */
    @Benchmark
    public List<Finding> audit() {
        return Audit.of(table, ROLES, target, encoder, 5);
    }
}
