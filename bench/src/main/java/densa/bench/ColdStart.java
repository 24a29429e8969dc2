package densa.bench;

import densa.engine.Engine;
import densa.network.Parameters;
import densa.train.TrainedNetwork;
import densa.train.TrainingHistory;
import densa.train.TrainingOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A program that loads a network from a file, predicts one row on the native engine and ends: what an application waits
 * for before its first prediction.
 *
 * <pre>{@code
 * java -cp bench/target/benchmarks.jar densa.bench.ColdStart network.densa
 * }</pre>
 */
public final class ColdStart {

    private static final int RUNS = 5;

    private ColdStart() {}

    /** Predicts a row of ones with the network in the file named by the argument. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println(
                    "usage: java -cp bench/target/benchmarks.jar " + ColdStart.class.getName() + " FILE.densa");
            System.exit(2);
        }
        TrainedNetwork network = TrainedNetwork.load(Path.of(arguments[0]));
        float[] row = new float[network.inputColumns()];
        Arrays.fill(row, 1);
        System.out.println(network.engine().id() + " " + Arrays.toString(network.predict(row)));
    }

    /**
     * Runs the program in processes of their own, on this one's class path, with the network of W2.
     *
     * @return seconds from start to end of a process, in the median of {@value #RUNS} runs; the one before them, which
     *     may have to write the native library to the cache folder, does not count
     * @throws IllegalStateException if a process fails or does not take the native engine
     */
    static double measure() throws IOException, InterruptedException {
        Path file = Files.createTempFile("densa-cold-start", ".densa");
        try {
            TrainingOptions options = TrainingOptions.DEFAULTS.withLoss(Workload.W2.loss());
            TrainedNetwork.of(
                            Workload.W2.network(),
                            Parameters.initial(Workload.W2.network(), 1),
                            options,
                            TrainingHistory.NONE)
                    .save(file);
            time(file);
            double[] seconds = new double[RUNS];
            for (int run = 0; run < RUNS; run++) {
                seconds[run] = time(file);
            }
            Arrays.sort(seconds);
            return seconds[RUNS / 2];
        } finally {
            Files.delete(file);
        }
    }

    private static double time(Path file) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ColdStart.class.getName(),
                file.toString());
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (status != 0 || !output.startsWith(Engine.NATIVE.id())) {
            throw new IllegalStateException("the program ended with status " + status + " and printed: " + output);
        }
        return seconds;
    }
}
