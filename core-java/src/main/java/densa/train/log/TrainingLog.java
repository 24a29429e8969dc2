package densa.train.log;

import densa.internal.WholeFile;
import densa.train.TrainingHistory;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder that shows how trainings went:
 *
 * <pre>
 * metrics.csv                                 all runs: a line for each epoch
 * RUN/events.out.tfevents.SECONDS.densa       one run for TensorBoard, which shows each subfolder as a run
 * </pre>
 *
 * <p>{@code metrics.csv} has the columns run, epoch, training_loss, validation_loss (empty without validation rows),
 * learning_rate, seconds (since the run began) and best (whether it was the best epoch so far; the last {@code true} of
 * a run is the epoch that was kept). The event files hold {@code loss/training}, {@code loss/validation} and
 * {@code learning_rate} for each epoch, in float32.
 *
 * <p>Each file is written as a whole or not at all, and is complete after every call of {@link #write}. Safe for any
 * number of threads.
 */
public final class TrainingLog {

    /** Stands where other writers name the computer: a log says nothing of where it was made. */
    private static final String HOST = "densa";

    private static final String METRICS = "metrics.csv";
    private static final String EVENTS = "events.out.tfevents.";
    private static final Pattern OWN_EVENTS = Pattern.compile(Pattern.quote(EVENTS) + "\\d+\\." + HOST);
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final Path folder;
    private final Clock clock;
    private final Map<String, TrainingHistory> runs = new LinkedHashMap<>();

    TrainingLog(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * {@return a log in a folder} Files of an earlier log stay until {@link #write} replaces them.
     *
     * @param folder where the files shall be; made, with its parents, if it is not there
     * @throws IOException with a one-line message if the folder cannot be made, or no file can be made in it
     */
    public static TrainingLog in(Path folder) throws IOException {
        create(folder);
        try {
            Files.delete(Files.createTempFile(folder, ".densa-", ".tmp"));
        } catch (FileSystemException e) {
            throw new IOException("cannot write a log into " + folder + ": no file can be created there", e);
        } catch (IOException e) {
            throw new IOException("cannot write a log into " + folder + ": " + e.getMessage(), e);
        }
        return new TrainingLog(folder, Clock.systemUTC());
    }

    /**
     * Writes the log of a run that has just ended. The event file of an earlier run of this name is replaced, and
     * {@code metrics.csv} by one of all runs that were written through this object.
     *
     * @param run letters, digits, dots, dashes and underscores, beginning with a letter or digit
     * @param history how the run went; its last epoch is taken to have ended now
     * @throws IllegalArgumentException if the name of the run is anything else
     * @throws IOException with a one-line message if a file cannot be written
     */
    public synchronized void write(String run, TrainingHistory history) throws IOException {
        if (!RUN.matcher(run).matches()) {
            throw new IllegalArgumentException("the name of a run must be letters, digits, dots, dashes and"
                    + " underscores, beginning with a letter or digit, got \"" + run + "\"");
        }
        Path events = folder.resolve(run);
        create(events);
        double ended = clock.millis() / 1000.0;
        double started = ended - EventFile.seconds(history);
        Path file = events.resolve(EVENTS + (long) started + "." + HOST);
        WholeFile.write(file, beside -> EventFile.write(beside, history, started));
        deleteOthers(events, file);
        runs.put(run, history);
        WholeFile.write(folder.resolve(METRICS), beside -> MetricsFile.write(beside, runs));
    }

    /** TensorBoard would draw the lines of an earlier run of this name over those of this one. */
    private static void deleteOthers(Path events, Path file) throws IOException {
        try (Stream<Path> files = Files.list(events)) {
            for (Path other : files.toList()) {
                if (!other.getFileName().equals(file.getFileName())
                        && OWN_EVENTS.matcher(other.getFileName().toString()).matches()) {
                    Files.delete(other);
                }
            }
        } catch (FileSystemException e) {
            throw new IOException("cannot delete the log of an earlier run: " + e.getFile(), e);
        }
    }

    private static void create(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            Path there = folder.toAbsolutePath();
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            String reason = Files.isDirectory(there) ? "nothing can be created in " + there : there + " is a file";
            throw new IOException("cannot create the folder " + folder + ": " + reason, e);
        }
    }
}
