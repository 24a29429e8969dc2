package densa.cli;

import densa.files.TableChunks;
import densa.table.Column;
import densa.table.Table;
import densa.table.encode.InputNote;
import densa.table.model.Evaluation;
import densa.table.model.Model;
import densa.table.model.Predictions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The rows of a table with what a model predicts for them, chunk by chunk, and what there is to say at the end. */
final class PredictedChunks implements TableChunks {

    /** Metrics need all predictions at once: up to so many rows, some 200 MB. */
    static final int MOST_COMPARED = 5_000_000;

    private final Model model;
    private final TableChunks chunks;
    private final DataFiles files;
    private final List<String> copied;
    private final Function<Given, List<Column>> columns;
    private final int mostCompared;
    private final List<Table> targets = new ArrayList<>();
    private final List<Predictions> compared = new ArrayList<>();
    private List<InputNote> notes = List.of();
    private List<String> absent = List.of();
    private boolean targetsAreThere = true;
    private long rows;

    /** Some rows, and their predictions. */
    record Given(Table table, Predictions predictions) {}

    /**
     * Creates the chunks.
     *
     * @param copied columns to copy in front of the predictions: those of the model that are there, and others
     * @param columns what is written of predictions
     * @param mostCompared up to how many rows are kept for {@link #evaluation}
     */
    PredictedChunks(
            Model model,
            TableChunks chunks,
            DataFiles files,
            List<String> copied,
            Function<Given, List<Column>> columns,
            int mostCompared) {
        this.model = model;
        this.chunks = chunks;
        this.files = files;
        this.copied = copied;
        this.columns = columns;
        this.mostCompared = mostCompared;
    }

    @Override
    public Optional<Table> next() throws IOException {
        return chunks.next().map(this::predicted);
    }

    private Table predicted(Table table) {
        DataFiles from = rows == 0
                ? files
                : new DataFiles(files.locations(), files.label() + ", from row " + Numbers.count(rows + 1) + " on");
        Predictions predictions = from.named(() -> model.predict(table));
        List<Column> written = new ArrayList<>();
        absent = model.ids().stream().filter(name -> !table.hasColumn(name)).toList();
        Stream.concat(model.ids().stream().filter(table::hasColumn), copied.stream())
                .distinct()
                .forEach(name -> written.add(from.named(() -> table.column(name))));
        written.addAll(columns.apply(new Given(table, predictions)));
        notes = InputNote.join(List.of(notes, predictions.notes()));
        rows += table.rows();
        keep(table, predictions);
        return Table.of(written);
    }

    private void keep(Table table, Predictions predictions) {
        targetsAreThere = model.targets().stream().allMatch(table::hasColumn);
        if (targetsAreThere && rows <= mostCompared) {
            targets.add(
                    Table.of(Stream.concat(model.targets().stream(), model.weight().filter(table::hasColumn).stream())
                            .map(table::column)
                            .toList()));
            compared.add(predictions);
        } else {
            targets.clear();
            compared.clear();
        }
    }

    /** The number of rows so far. */
    long rows() {
        return rows;
    }

    /** What had to be guessed so far. */
    List<InputNote> notes() {
        return notes;
    }

    /** The id columns of the model that the files do not have. */
    List<String> absentIds() {
        return absent;
    }

    /** Whether the targets are there, but there are too many rows to compare them. */
    boolean tooManyToCompare() {
        return targetsAreThere && rows > mostCompared;
    }

    /**
     * The predictions compared with the targets, if a row has all of them.
     *
     * @throws densa.data.DataException if they cannot be compared
     */
    Optional<Evaluation> evaluation() {
        if (targets.isEmpty()) {
            return Optional.empty();
        }
        Table table = Table.concat(targets);
        boolean complete = false;
        for (int row = 0; row < table.rows() && !complete; row++) {
            int at = row;
            complete = model.targets().stream()
                    .noneMatch(target -> table.column(target).isMissing(at));
        }
        return complete ? Optional.of(model.evaluate(table, Predictions.concat(compared))) : Optional.empty();
    }
}
