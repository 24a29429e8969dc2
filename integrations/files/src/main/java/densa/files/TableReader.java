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
    private final int chunkRows;

    private TableReader(
            Map<String, ColumnType> demanded,
            Optional<Set<String>> only,
            InputStream standardInput,
            boolean header,
            int headBytes,
            int chunkRows) {
        this.demanded = demanded;
        this.only = only;
        this.standardInput = standardInput;
        this.header = header;
        this.headBytes = headBytes;
        this.chunkRows = chunkRows;
    }

    static TableReader create() {
        return new TableReader(Map.of(), Optional.empty(), System.in, true, CsvSource.HEAD_BYTES, Integer.MAX_VALUE);
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
        return new TableReader(Map.copyOf(added), only, standardInput, header, headBytes, chunkRows);
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
        return new TableReader(demanded, Optional.of(added), standardInput, header, headBytes, chunkRows);
    }

    /**
     * Replaces the standard input of the process.
     *
     * @param in what the location {@code -} stands for; it is read to its end, but not closed
     * @return a new reader
     */
    public TableReader standardInput(InputStream in) {
        return new TableReader(demanded, only, in, header, headBytes, chunkRows);
    }

    /**
     * Reads text files whose first line is data: their columns are called {@code column1}, {@code column2} and so on.
     *
     * @return a new reader
     */
    public TableReader withoutHeader() {
        return new TableReader(demanded, only, standardInput, false, headBytes, chunkRows);
    }

    /** Changes from how many bytes of a CSV file types are guessed, so that small files can test that. */
    TableReader headBytes(int bytes) {
        return new TableReader(demanded, only, standardInput, header, bytes, chunkRows);
    }

    /** Changes how many rows a chunk has, so that small files can test chunks. */
    TableReader chunkRows(int rows) {
        return new TableReader(demanded, only, standardInput, header, headBytes, rows);
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
        try (OpenFiles files = new OpenFiles(locations)) {
            Map<String, TypeGuess> guesses = guess(files, false);
            List<ColumnCollector> collectors = collect(files, guesses);
            if (!collectors.stream().allMatch(ColumnCollector::typeFits)) {
                collectors = collect(files, guesses); // by now every row was looked at
            }
            return Table.of(collectors.stream().map(ColumnCollector::build).toList());
        }
    }

    /**
     * Reads files in chunks of some ten thousand rows, fewer of wide tables: a table that need not fit into memory. The
     * files are read twice, first to find the types of columns; only once if all fit into a megabyte. Types are those
     * of {@link #read(List)}.
     *
     * @param locations paths, globs, or {@code -} for standard input, at least one
     * @return the rows of all files, one file after the other; to be closed
     * @throws IOException as {@link #read(String...)} does
     * @throws DataException as {@link #read(String...)} does
     */
    public TableChunks chunks(List<String> locations) throws IOException {
        OpenFiles files = new OpenFiles(locations);
        try {
            List<ColumnCollector> collectors = collectors(files, guess(files, true));
            int mostRows = Math.min(chunkRows, FileChunks.mostRows(collectors.size()));
            return new ReadAhead(
                    new FileChunks(collectors.isEmpty() ? List.of() : files.sources, collectors, mostRows, files));
        } catch (IOException | RuntimeException | Error e) {
            files.close();
            throw e;
        }
    }

    /** What is read together, and is open as long as it is. */
    private final class OpenFiles implements AutoCloseable {
        final InputFiles files;
        final DuckDb duckDb = new DuckDb();
        final List<TableSource> sources = new ArrayList<>();
        final List<String> names;

        OpenFiles(List<String> locations) throws IOException {
            files = InputFiles.open(locations, standardInput);
            try {
                for (InputFile file : files.files()) {
                    sources.add(open(file, duckDb));
                }
                sources.forEach(source -> checkColumns(source, sources.get(0)));
                names = wanted(sources.get(0).columnNames());
            } catch (IOException | RuntimeException | Error e) {
                close();
                throw e;
            }
        }

        @Override
        public void close() {
            try (files) {
                duckDb.close();
            }
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

    private Map<String, TypeGuess> guess(OpenFiles files, boolean all) throws IOException {
        Map<String, TypeGuess> guesses = new HashMap<>();
        for (String name : files.names) {
            ColumnType type = demanded.get(name);
            if (type != ColumnType.CATEGORICAL) {
                guesses.put(name, new TypeGuess(type == ColumnType.NUMERIC));
            }
        }
        for (TableSource source : files.sources) {
            source.guess(guesses, all);
        }
        return guesses;
    }

    private static List<ColumnCollector> collectors(OpenFiles files, Map<String, TypeGuess> guesses) {
        List<ColumnCollector> collectors = new ArrayList<>();
        for (String name : files.names) {
            TypeGuess guess = guesses.get(name);
            collectors.add(guess == null ? ColumnCollector.texts(name) : ColumnCollector.guessed(name, guess));
        }
        return collectors;
    }

    private static List<ColumnCollector> collect(OpenFiles files, Map<String, TypeGuess> guesses) throws IOException {
        List<ColumnCollector> collectors = collectors(files, guesses);
        if (!collectors.isEmpty()) {
            for (TableSource source : files.sources) {
                try (TableSource.Rows rows = source.rows(collectors)) {
                    rows.read(Integer.MAX_VALUE);
                }
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
