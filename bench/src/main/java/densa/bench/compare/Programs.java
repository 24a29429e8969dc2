package densa.bench.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the programs of the systems are.
 *
 * @param bench the folder bench of the sources
 * @param python name or path of the Python interpreter that runs NumPy and PyTorch
 */
public record Programs(Path bench, String python) {

    /** As our launcher has them, for everybody: a process that ends soon gains nothing from C2 or more collectors. */
    private static final List<String> SHORT_LIFE =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    /** What starts a program, without the arguments of {@link densa.bench.program.Program}. */
    List<String> command(Library library, boolean shortLife) {
        return switch (library.platform()) {
            case OURS ->
                java(shortLife, System.getProperty("java.class.path"), "densa.bench.DensaProgram", library.id());
            case JVM_PEER -> {
                Path target = target(library);
                String classPath = target.resolve("classes") + ":" + target.resolve("lib") + "/*";
                yield java(shortLife, classPath, "densa.bench.peer." + library.id() + ".Main");
            }
            case PYTHON ->
                List.of(
                        python,
                        bench.resolve("peers")
                                .resolve(library.id() + "_program.py")
                                .toString());
        };
    }

    private static List<String> java(boolean shortLife, String classPath, String... mainClass) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        if (shortLife) {
            command.addAll(SHORT_LIFE);
        }
        command.addAll(List.of("-cp", classPath));
        command.addAll(List.of(mainClass));
        return command;
    }

    private Path target(Library library) {
        return bench.resolve("peers").resolve(library.id()).resolve("target");
    }

    /** Why a program cannot be started, as far as one can see without trying. */
    Optional<String> missing(Library library) {
        Path jars = target(library).resolve("lib");
        return library.jvmPeer() && !Files.isDirectory(jars)
                ? Optional.of("it is not built: there is no " + jars)
                : Optional.empty();
    }
}
