package densa.bench;

import densa.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What a measurement ran on. */
final class Hardware {

    private Hardware() {}

    /** Processor, cores, instruction set, Java and operating system, in one line. */
    static String describe() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, native engine for %s; %s %s; %s %s",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                Engine.NATIVE.describe().details().getOrDefault("instruction set", "nothing here"),
                System.getProperty("java.vm.name"),
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.version"));
    }

    /** The model where the operating system tells it in a file, else the architecture. */
    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
