package densa.cli;

import densa.data.DataException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The files that a command was given.
 *
 * @param locations paths, globs, or {@code -} for standard input
 * @param label what to call them in a message
 */
record DataFiles(List<String> locations, String label) {

    private static final Pattern EXTENSIONS =
            Pattern.compile("(?i)(\\.(csv|tsv|tab|txt|parquet|pq|jsonl|ndjson|json|data))?(\\.gz)?$");
    private static final String WILDCARDS = "*?[]{}";

    DataFiles {
        locations = List.copyOf(locations);
    }

    DataFiles(List<String> locations) {
        this(locations, label(locations));
    }

    static DataFiles of(String location) {
        return new DataFiles(List.of(location));
    }

    private static String label(List<String> locations) {
        String first = locations.get(0).equals("-") ? "standard input" : locations.get(0);
        return locations.size() == 1 ? first : first + " and " + Numbers.count(locations.size() - 1, "more file");
    }

    /** The same files, with others named beside them in messages. */
    DataFiles with(DataFiles others) {
        return new DataFiles(locations, label + " with " + others.label);
    }

    /** The name of the first file without folder and extension; "model" for standard input and for wildcards. */
    String baseName() {
        Path name = Path.of(locations.get(0)).getFileName();
        String base = name == null ? "" : EXTENSIONS.matcher(name.toString()).replaceFirst("");
        boolean usable = !base.isEmpty() && !base.equals("-") && base.chars().noneMatch(c -> WILDCARDS.indexOf(c) >= 0);
        return usable ? base : "model";
    }

    /**
     * Does something with what the files hold.
     *
     * @throws DataException with the name of the files in front of the message
     */
    <T> T named(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataException e) {
            throw new DataException(label() + ": " + e.getMessage(), e);
        }
    }
}
