package densa.report;

import densa.internal.WholeFile;
import densa.table.Table;
import densa.table.audit.Finding;
import densa.table.model.Model;
import densa.table.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How good a model is, how it came about and what it looks at, as one HTML file of less than 300 kB that needs nothing
 * beside it. Immutable and safe for any number of threads.
 *
 * <pre>{@code
 * TrainingResult fit = TabularTrainer.forTarget("species").fit(table);
 * Report.of(fit, table).write(Path.of("penguins.html"));
 * }</pre>
 *
 * <p>Everything random is drawn with a fixed seed, so that the same model and table give the same report but for times.
 */
public final class Report {

    private final Content content;
    private final List<Finding> findings;
    private final String command;

    private Report(Content content, List<Finding> findings, String command) {
        this.content = content;
        this.findings = findings;
        this.command = command;
    }

    /**
     * Reports a training, by its out-of-fold {@link TrainingResult#evaluation()}: each row by networks that did not
     * learn from it. A linear model is trained on the same rows to compare with, which takes a part of the time that
     * the training took.
     *
     * @param fit what the training gave
     * @param training the table that the model was trained on
     * @return the report, still without findings and command
     */
    public static Report of(TrainingResult fit, Table training) {
        return new Report(Content.of(fit, training), List.of(), "");
    }

    /**
     * Reports a model, evaluated on rows that have a target.
     *
     * @param model any model, for example one read from a file
     * @param data the rows, which should be others than the model learned from; those without a target are left out
     * @return the report, still without findings and command
     * @throws densa.data.DataException if the target or a needed column is not there, no row has a target, or a target
     *     is none of the classes
     */
    public static Report of(Model model, Table data) {
        return new Report(Content.of(model, data), List.of(), "");
    }

    /**
     * {@return the same report with what was found in the data}
     *
     * @param found what to say, in this order: for example {@link densa.table.train.Plan#notes()} and {@link
     *     densa.table.train.Plan#audit()}; copied
     */
    public Report withFindings(List<Finding> found) {
        return new Report(content, List.copyOf(found), command);
    }

    /**
     * {@return the same report with the command that made the model or the report}
     *
     * @param line the command as it is typed; empty for none
     */
    public Report withCommand(String line) {
        return new Report(content, findings, line);
    }

    /** {@return the page} */
    public String html() {
        return new Page(content, findings, command).html();
    }

    /**
     * Writes the page to a file, as a whole or not at all.
     *
     * @param path the HTML file to write or replace, in a folder that exists
     * @throws IOException if it cannot be written; the message says so in one line, and an old file is as it was
     */
    public void write(Path path) throws IOException {
        String page = html();
        WholeFile.write(path, beside -> Files.writeString(beside, page));
    }
}
