package densa.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Starts the processes of the comparison, and leaves none behind when this one ends. Safe for any thread. */
final class Processes {

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    /** Where OpenMP, two BLAS libraries and TensorFlow read how many threads to use. */
    private static final List<String> THREADS = List.of(
            "OMP_NUM_THREADS",
            "OPENBLAS_NUM_THREADS",
            "MKL_NUM_THREADS",
            "TF_NUM_INTRAOP_THREADS",
            "TF_NUM_INTEROP_THREADS");

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Processes::kill), "end children"));
    }

    private Processes() {}

    /**
     * Starts a process whose libraries find nothing in the environment but the number of threads: the kernels of a BLAS
     * are its own choice for this machine, whatever the shell says.
     *
     * @param variables more of the environment
     * @param errors the file that takes its standard error; deleted with this process at the latest
     */
    static Process start(List<String> command, int threads, Map<String, String> variables, Path errors)
            throws IOException {
        errors.toFile().deleteOnExit();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(Processes::setsKernels);
        for (String variable : THREADS) {
            environment.put(variable, String.valueOf(threads));
        }
        // OpenMP threads that wait by spinning take the cores from a BLAS that has threads of its own. On two threads
        // of
        // two cores, PyTorch 1.13 with OpenBLAS trained W8 at 42 k rows/s, and with this at 216 k rows/s.
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        environment.putAll(variables);
        Process process = builder.start();
        RUNNING.add(process);
        var unused = process.onExit().thenAccept(RUNNING::remove);
        return process;
    }

    static boolean setsKernels(String variable) {
        return variable.startsWith("OPENBLAS_") || variable.startsWith("OMP_") || variable.startsWith("MKL_");
    }

    /** Ends a process and its children at once. */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
