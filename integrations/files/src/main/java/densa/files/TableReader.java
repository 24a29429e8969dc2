package densa.files;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.table.ColumnType;
import densa.table.Schema;
import densa.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads tables from files, with choices that {@link TableFiles#read} leaves at their defaults; immutable and
 * thread-safe.
 *
 * <pre>{@code
 * Table table = TableFiles.reader()
 *         .types(model.inputSchema())    // as at training, whatever this file looks like
 *         .text("customer")              // codes such as 007 as they are
 *         .read("new.csv");
 * }</pre>
 *
 * <p>The type of a column that is not demanded is found by looking at all of its cells: see {@link TableFiles}. A
 * column that is demanded but absent is simply not in the table. Every method but {@code read} and
 * {@code columnNames} returns a new reader and adds to what was said before; of two types for a column the last counts.
 */
public final class TableReader {
    private final Map<String, ColumnType> demanded;
    private final Optional<Set<String>> only;
    private final InputStream standardInput;
    private final boolean header;
    private final int headBytes;

    private TableReader(
            Map<String, ColumnType> demanded,
            Optional<Set<String>> only,
            InputStream standardInput,
            boolean header,
            int headBytes) {
        this.demanded = demanded;
        this.only = only;
        this.standardInput = standardInput;
        this.header = header;
        this.headBytes = headBytes;
    }

    static TableReader create() {
        return new TableReader(Map.of(), Optional.empty(), System.in, true, CsvSource.HEAD_BYTES);
    }

    /**
     * Demands types.
     *
     * @param schema the columns whose types are known; of a numeric one as {@link #numeric} says
     * @return a new reader
     */
    public TableReader types(Schema schema) {
        Map<String, ColumnType> added = new HashMap<>(demanded);
        schema.fields().forEach(field -> added.put(field.name(), field.type()));
        return new TableReader(Map.copyOf(added), only, standardInput, header, headBytes);
    }

    /**
     * Demands text, whatever the cells look like.
     *
     * @param columns names of columns
     * @return a new reader
     */
    public TableReader text(String... columns) {
        return types(schema(ColumnType.CATEGORICAL, columns));
    }

    /**
     * Prefers numbers: codes such as 007 are numbers, too. A column with another cell is text, of which the encoder
     * reads numbers written otherwise, and takes a few others for missing.
     *
     * @param columns names of columns
     * @return a new reader
     */
    public TableReader numeric(String... columns) {
        return types(schema(ColumnType.NUMERIC, columns));
    }

    /**
     * Leaves all other columns out, which saves time and memory.
     *
     * <p>If one of these columns has a demanded type and is absent, all columns are read after all: who misses it can
     * then name the nearest one.
     *
     * @param columns names of columns
     * @return a new reader
     */
    public TableReader only(String... columns) {
        Set<String> added = new LinkedHashSet<>(only.orElse(Set.of()));
        added.addAll(Arrays.asList(columns));
        return new TableReader(demanded, Optional.of(added), standardInput, header, headBytes);
    }

    /**
     * Replaces the standard input of the process.
     *
     * @param in what the location {@code -} stands for; it is read to its end, but not closed
     * @return a new reader
     */
    public TableReader standardInput(InputStream in) {
        return new TableReader(demanded, only, in, header, headBytes);
    }

    /**
     * Reads text files whose first line is data: their columns are called {@code column1}, {@code column2} and so on.
     *
     * @return a new reader
     */
    public TableReader withoutHeader() {
        return new TableReader(demanded, only, standardInput, false, headBytes);
    }

    /** Changes from how many bytes of a CSV file types are guessed, so that small files can test that. */
    TableReader headBytes(int bytes) {
        return new TableReader(demanded, only, standardInput, header, bytes);
    }

    /**
     * Reads files into one table.
     *
     * @param locations paths, globs, or {@code -} for standard input, at least one
     * @return the rows of all files, one file after the other; columns in the order of the first file
     * @throws IOException if a file is not there or cannot be read
     * @throws DataException if a file is empty, malformed, or has other columns than the first one, or if a cell of a
     *     numeric column is not a number
     */
    public Table read(String... locations) throws IOException {
        return read(List.of(locations));
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return the table
     * @throws IOException as {@link #read(String...)} does
     * @throws DataException as {@link #read(String...)} does
     */
    public Table read(Path file) throws IOException {
        return read(List.of(file.toString()));
    }

    /**
     * Reads files into one table.
     *
     * @param locations paths, globs, or {@code -} for standard input, at least one
     * @return the rows of all files, one file after the other; columns in the order of the first file
     * @throws IOException as {@link #read(String...)} does
     * @throws DataException as {@link #read(String...)} does
     */
    public Table read(List<String> locations) throws IOException {
        try (InputFiles files = InputFiles.open(locations, standardInput);
                DuckDb duckDb = new DuckDb()) {
            List<TableSource> sources = new ArrayList<>();
            for (InputFile file : files.files()) {
                sources.add(open(file, duckDb));
            }
            List<String> names = sources.get(0).columnNames();
            sources.forEach(source -> checkColumns(source, sources.get(0)));
            return read(sources, wanted(names));
        }
    }

    /**
     * Returns the names of the columns of a file, without reading more of it than that takes.
     *
     * @param location a path, a glob (the first file counts), or {@code -}
     * @return the names, in order
     * @throws IOException if the file is not there or cannot be read
     * @throws DataException if it is empty or malformed
     */
    public List<String> columnNames(String location) throws IOException {
        try (InputFiles files = InputFiles.open(List.of(location), standardInput);
                DuckDb duckDb = new DuckDb()) {
            return open(files.files().get(0), duckDb).columnNames();
        }
    }

    private TableSource open(InputFile file, DuckDb duckDb) throws IOException {
        return switch (FileFormat.toRead(file.label())) {
            case CSV -> CsvSource.open(file, new CsvForm(false, header), headBytes);
            case TSV -> CsvSource.open(file, new CsvForm(true, header), headBytes);
            case PARQUET -> DuckDbSource.parquet(file, duckDb);
            case JSON_LINES -> JsonSource.open(file, duckDb, "newline_delimited");
            case JSON -> JsonSource.open(file, duckDb, "auto");
        };
    }

    private List<String> wanted(List<String> names) {
        Set<String> present = new HashSet<>(names);
        boolean demandedIsAbsent =
                only.orElse(Set.of()).stream().anyMatch(name -> demanded.containsKey(name) && !present.contains(name));
        if (only.isEmpty() || demandedIsAbsent) {
            return names;
        }
        Set<String> kept = only.get();
        return names.stream().filter(kept::contains).toList();
    }

    private Table read(List<TableSource> sources, List<String> names) throws IOException {
        Map<String, TypeGuess> guesses = new HashMap<>();
        for (String name : names) {
            ColumnType type = demanded.get(name);
            if (type != ColumnType.CATEGORICAL) {
                guesses.put(name, new TypeGuess(type == ColumnType.NUMERIC));
            }
        }
        for (TableSource source : sources) {
            source.guess(guesses);
        }
        List<ColumnCollector> collectors = collect(sources, names, guesses);
        if (!collectors.stream().allMatch(ColumnCollector::typeFits)) {
            collectors = collect(sources, names, guesses); // by now every row was looked at
        }
        return Table.of(collectors.stream().map(ColumnCollector::build).toList());
    }

    private List<ColumnCollector> collect(List<TableSource> sources, List<String> names, Map<String, TypeGuess> guesses)
            throws IOException {
        List<ColumnCollector> collectors = new ArrayList<>();
        for (String name : names) {
            TypeGuess guess = guesses.get(name);
            collectors.add(guess == null ? ColumnCollector.texts(name) : ColumnCollector.guessed(name, guess));
        }
        if (!collectors.isEmpty()) {
            for (TableSource source : sources) {
                source.read(collectors);
            }
        }
        return collectors;
    }

    private static void checkColumns(TableSource source, TableSource first) {
        Set<String> names = new HashSet<>(source.columnNames());
        Set<String> expected = new HashSet<>(first.columnNames());
        if (names.equals(expected)) {
            return;
        }
        for (String name : first.columnNames()) {
            if (!names.contains(name)) {
                throw otherColumns(source, name, first);
            }
        }
        for (String name : source.columnNames()) {
            if (!expected.contains(name)) {
                throw otherColumns(first, name, source);
            }
        }
    }

    private static DataException otherColumns(TableSource without, String name, TableSource with) {
        return new DataException("files to be read together must have the same columns, but " + without.label()
                + " has no column " + quote(name) + ", which " + with.label() + " has");
    }

    private static Schema schema(ColumnType type, String... columns) {
        return new Schema(Arrays.stream(columns)
                .distinct()
                .map(name -> new Schema.Field(name, type))
                .toList());
    }
}
