package densa.bench;

import densa.encode.Dataset;
import densa.encode.Precision;
import densa.engine.EngineUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Prints how far the native engine is ahead of pure Java, as a Markdown table: training of W1 to W4, prediction (W5),
 * and the start of a process to its first prediction. Takes one to two minutes; {@code bench/ratios} builds and runs it.
 *
 * <p>All contenders of a workload run in this process, turn by turn (see {@link Rounds}); that they learn and predict
 * alike is checked. The JMH benchmarks measure the same runs with more care and time.
 *
 * <pre>{@code
 * java -cp bench/target/benchmarks.jar densa.bench.Ratios
 * }</pre>
 */
public final class Ratios {

    private final List<RatioTable.Row> rows = new ArrayList<>();

    private Ratios() {}

    /** Measures everything and prints. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            Ratios ratios = new Ratios();
            for (Workload workload : Workload.values()) {
                ratios.train(workload);
            }
            ratios.predict("one row", 1);
            ratios.predict("1024 rows", 1024);
            System.out.print(RatioTable.markdown(ratios.rows));
            System.out.printf(
                    Locale.ROOT, "%nProcess start to first prediction, native engine: %.2f s%n", ColdStart.measure());
            System.out.println(Machine.describe());
        } catch (EngineUnavailableException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void train(Workload workload) {
        say("training " + workload);
        Map<Precision, Dataset> data = new EnumMap<>(Precision.class);
        Map<Contender, TrainingRun> runs = new LinkedHashMap<>();
        try {
            Map<Contender, LongSupplier> operations = new LinkedHashMap<>();
            for (Contender contender : contenders(workload)) {
                Dataset rows = data.computeIfAbsent(contender.precision(), workload::dataset);
                TrainingRun run = new TrainingRun(workload, contender, rows);
                runs.put(contender, run);
                operations.put(contender, run::run);
            }
            Map<Contender, Rounds.Rate> rates = Rounds.measure(operations);
            runs.values().forEach(TrainingRun::check);
            rows.add(new RatioTable.Row(workload + ": " + workload.title(), rates));
        } finally {
            runs.values().forEach(TrainingRun::close);
        }
    }

    private static List<Contender> contenders(Workload workload) {
        return workload == Workload.W1
                ? List.of(Contender.NATIVE_FLOAT64_1, Contender.JAVA)
                : List.of(
                        Contender.NATIVE_FLOAT32_1,
                        Contender.NATIVE_FLOAT32_2,
                        Contender.NATIVE_FLOAT64_1,
                        Contender.JAVA);
    }

    private void predict(String size, int count) {
        say("prediction of " + size);
        Map<Contender, PredictionRun> runs = new LinkedHashMap<>();
        Map<Contender, LongSupplier> operations = new LinkedHashMap<>();
        for (Contender contender : List.of(Contender.NATIVE_FLOAT32_1, Contender.NATIVE_FLOAT64_1, Contender.JAVA)) {
            PredictionRun run = new PredictionRun(contender, count);
            runs.put(contender, run);
            operations.put(contender, run::run);
        }
        Map<Contender, Rounds.Rate> rates = Rounds.measure(operations);
        runs.values().forEach(PredictionRun::check);
        rows.add(new RatioTable.Row("W5: " + PredictionRun.TITLE + ", " + size, rates));
    }

    private static void say(String what) {
        System.err.println("measuring " + what);
    }
}
