package densa.bench.compare;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The numbers as a JSON list, for programs. */
public final class MeasurementsFile {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private MeasurementsFile() {}

    /** One element of the list; the names of the components are those in the file. */
    private record Entry(
            String workload,
            String system,
            String version,
            String precision,
            int threads,
            String unit,
            double median,
            double min,
            double max) {

        static Entry of(Measurement measurement) {
            Variant variant = measurement.variant();
            return new Entry(
                    measurement.comparison().id(),
                    variant.library().id(),
                    measurement.version(),
                    variant.precision(),
                    variant.threads(),
                    measurement.comparison().unit(),
                    measurement.median(),
                    measurement.min(),
                    measurement.max());
        }
    }

    /** Writes all numbers that count beside {@code file}, then takes its place. */
    public static void write(Path file, List<Measurement> measurements) throws IOException {
        List<Entry> entries = measurements.stream()
                .filter(measurement -> !measurement.failed())
                .map(Entry::of)
                .toList();
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(beside, GSON.toJson(entries) + "\n");
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
