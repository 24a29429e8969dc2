package densa.bench.program;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The protocol that every program in the comparison speaks. Lines on standard input and output:
 *
 * <pre>{@code
 * PROGRAM W2 FOLDER float32 2             prints {"system": "...", "version": "..."} when ready, or {"skip": "why not"}
 *   run SECONDS                           works for at least so long; prints {"units": ..., "seconds": ..., "loss":
 *   ...} quit                                  ends; so does the end of the input PROGRAM save FILE FOLDER
 *   writes the network of the folder's weights to a file of the library's own PROGRAM predict FILE
 *   loads it, predicts a row of ones, prints the outputs and the peak of memory
 * }</pre>
 *
 * <p>Units are rows, or steps in W1. Predictions answer {@code "outputs"} of the first row in place of a loss.
 */
public final class Program {

    /** Starts the line with the outputs of {@code predict}. */
    public static final String OUTPUTS = "outputs ";

    /** Starts the line with the library's version that {@code save} prints. */
    public static final String VERSION = "version ";

    /** Starts the line with the peak of resident memory in KiB. */
    public static final String PEAK = "peak_kib ";

    /** Starts the request for a turn. */
    public static final String RUN = "run ";

    /** The request to end. */
    public static final String QUIT = "quit";

    private Program() {}

    /** Does what the arguments say and ends the process, or returns after {@code save} and {@code predict}. */
    public static void main(String[] arguments, Adapter peer) throws Exception {
        PrintStream out = System.out;
        // Whatever a library prints must not come between the answers.
        System.setOut(System.err);
        if (arguments.length == 2 && arguments[0].equals("predict")) {
            out.println(OUTPUTS + Arrays.toString(peer.predict(Path.of(arguments[1]))));
            out.println(PEAK + peakKib());
        } else if (arguments.length == 3 && arguments[0].equals("save")) {
            peer.save(Job.read(Path.of(arguments[2]), "float32", 1), Path.of(arguments[1]));
            out.println(VERSION + peer.version());
        } else if (arguments.length == 4) {
            Job job = Job.read(Path.of(arguments[1]), arguments[2], Integer.parseInt(arguments[3]));
            serve(peer, job, new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), out);
            // Some libraries leave threads behind that would keep the process alive.
            System.exit(0);
        } else {
            System.err.println("usage: PROGRAM WORKLOAD FOLDER PRECISION THREADS | save FILE FOLDER | predict FILE");
            System.exit(2);
        }
    }

    /** Sets the job up, says so, and answers requests until there are no more. */
    static void serve(Adapter peer, Job job, BufferedReader in, PrintStream out) throws Exception {
        Gson gson = new GsonBuilder().serializeSpecialFloatingPointValues().create();
        Work work;
        try {
            work = peer.open(job);
            out.println(gson.toJson(new Identity(peer.system(), peer.version(), null)));
        } catch (Exception | LinkageError e) {
            out.println(gson.toJson(new Identity(null, null, e.toString())));
            return;
        } finally {
            out.flush();
        }
        for (String line = in.readLine(); line != null && !line.equals(QUIT); line = in.readLine()) {
            if (!line.startsWith(RUN)) {
                throw new IllegalArgumentException("unknown request \"" + line + "\"; valid: run SECONDS, quit");
            }
            double seconds = Double.parseDouble(line.substring(RUN.length()));
            out.println(gson.toJson(turn(work, seconds, job.description().training())));
            out.flush();
        }
    }

    private static Turn turn(Work work, double leastSeconds, boolean training) {
        long units = 0;
        long start = System.nanoTime();
        double seconds;
        do {
            units += work.advance();
            seconds = (System.nanoTime() - start) * 1e-9;
        } while (seconds < leastSeconds);
        return training
                ? new Turn(units, seconds, work.loss(), null)
                : new Turn(
                        units,
                        seconds,
                        null,
                        Arrays.stream(work.outputs()).boxed().toList());
    }

    /** The most memory this process ever had resident, in KiB; 0 where the operating system does not tell. */
    private static long peakKib() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        }
    }
}
