package densa.train.log;

import densa.train.TrainingHistory;
import densa.train.TrainingHistory.Epoch;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** {@code metrics.csv}: a line for each epoch of each run. */
final class MetricsFile {

    private static final String HEADER = "run,epoch,training_loss,validation_loss,learning_rate,seconds,best\n";

    private MetricsFile() {}

    /** Writes a new file. The names of the runs hold nothing that a CSV file would have to quote. */
    static void write(Path path, Map<String, TrainingHistory> runs) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(path, StandardOpenOption.CREATE_NEW)) {
            out.write(HEADER);
            for (Map.Entry<String, TrainingHistory> run : runs.entrySet()) {
                for (Epoch epoch : run.getValue().epochs()) {
                    out.write(line(run.getKey(), epoch));
                }
            }
        }
    }

    private static String line(String run, Epoch epoch) {
        String validationLoss = epoch.validationLoss().isPresent()
                ? String.valueOf(epoch.validationLoss().getAsDouble())
                : "";
        return run + "," + epoch.number() + "," + epoch.trainLoss() + "," + validationLoss + "," + epoch.learningRate()
                + "," + epoch.seconds() + "," + epoch.best() + "\n";
    }
}
