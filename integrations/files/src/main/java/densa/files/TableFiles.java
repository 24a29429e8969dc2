package densa.files;

import densa.data.DataException;
import densa.table.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads and writes tables as files; thread-safe.
 *
 * <pre>{@code
 * Table table = TableFiles.read("penguins.csv");
 * Table year = TableFiles.read("2026-*.parquet");
 * TableFiles.write(predictions.toTable(), Path.of("predictions.csv"));
 * }</pre>
 *
 * <p>The extension tells the format: {@code .csv}, {@code .tsv} or {@code .tab}, {@code .parquet} or {@code .pq},
 * {@code .jsonl} or {@code .ndjson}, {@code .json}; {@code .gz} may follow that of a text format; any other name is
 * taken for CSV. The delimiter of a CSV file may be a comma, a semicolon, a tabulator or a bar; it is
 * UTF-8 text, with a byte order mark or not. The first line names the columns; lines before it are skipped if they
 * begin with {@code #}, say {@code sep=;}, or, up to five, have fewer values than all lines after them, as titles do. A
 * first line that looks like data is a {@link NoHeaderException}. Blanks around a value that is not in quotes do not
 * count. Rows keep the order of the file.
 *
 * <p>Types. A column of a text file is numeric if all of its cells are numbers or missing. It is categorical, and comes
 * out exactly as it stands in the file, if there is any other text (so are dates, and yes and no), and also if all of
 * its cells are integers, of which one has a leading zero ({@code 007}) or is beyond 2^53: then they are codes. A
 * column of a Parquet or JSON file has the type that it has there; booleans become {@code true} and {@code false},
 * dates and times ISO texts.
 *
 * <p>Missing are NULL, and in text files the empty cell, {@code NA}, {@code N/A}, {@code n/a}, {@code #N/A},
 * {@code <NA>}, {@code ?}, {@code null}, {@code NULL}, {@code nan} and {@code NaN}, in quotes or not, and with one
 * space in front or none; but not {@code None}, which is a level of its own in many tables. {@code inf} and {@code
 * Infinity}, with a sign or without, are numbers.
 *
 * <p>A file that is not there, or cannot be read or written, is an {@link IOException}; content that cannot be used is
 * a {@link DataException}. Messages name file, line, column and value as far as they are known.
 */
public final class TableFiles {
    private TableFiles() {}

    /**
     * Reads files into one table.
     *
     * @param locations paths, globs, or {@code -} for standard input, at least one
     * @return the rows of all files, one file after the other; columns in the order of the first file. A file without
     *     rows gives a table without rows
     * @throws IOException if a file is not there or cannot be read
     * @throws DataException if a file is empty or malformed, or has other columns than the first one
     */
    public static Table read(String... locations) throws IOException {
        return reader().read(locations);
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return the table
     * @throws IOException if it is not there or cannot be read
     * @throws DataException if it is empty or malformed
     */
    public static Table read(Path file) throws IOException {
        return reader().read(file);
    }

    /**
     * Returns a reader, for types that are known and other choices.
     *
     * @return the reader, with the defaults of {@link #read(String...)}
     */
    public static TableReader reader() {
        return TableReader.create();
    }

    /**
     * Returns the names of the columns of a file, without reading more of it than that takes.
     *
     * @param location a path, a glob (the first file counts), or {@code -} for standard input
     * @return the names, in order
     * @throws IOException if the file is not there or cannot be read
     * @throws DataException if it is empty or malformed
     */
    public static List<String> columnNames(String location) throws IOException {
        return reader().columnNames(location);
    }

    /**
     * Writes a table to a file: a new file beside it takes its place at the end, so that a failure leaves an old file
     * as it was.
     *
     * <p>CSV is written as {@link #write(Table, OutputStream)} does; in Parquet numeric columns are DOUBLE, categorical
     * ones VARCHAR, missing values NULL.
     *
     * @param table the table
     * @param file the file; its name ends in {@code .csv}, {@code .tsv}, {@code .csv.gz}, {@code .tsv.gz} or
     *     {@code .parquet}
     * @throws IOException if the file cannot be written
     * @throws DataException if the name has another extension, or a Parquet file cannot hold the names of the columns
     */
    public static void write(Table table, Path file) throws IOException {
        write(TableChunks.of(table), file);
    }

    /**
     * Writes a table that comes in chunks to a file, as {@link #write(Table, Path)} does. Memory does not grow with the
     * number of rows, of a Parquet file no further than DuckDB's limit.
     *
     * @param chunks the rows; those that are not yet read are read while the file is written
     * @param file the file; its name ends as {@link #write(Table, Path)} says
     * @throws IOException if the file cannot be written, or the chunks cannot be read
     * @throws DataException as {@link #write(Table, Path)} does
     */
    public static void write(TableChunks chunks, Path file) throws IOException {
        TableWriter.write(chunks, file);
    }

    /**
     * Writes a table as CSV (RFC 4180, UTF-8, lines end with {@code \n}): a header, then one line per row, values as
     * {@link densa.table.Column#text} gives them, missing ones empty.
     *
     * @param table the table
     * @param out where to write; it is flushed, but not closed
     * @throws IOException if {@code out} throws it
     */
    public static void write(Table table, OutputStream out) throws IOException {
        write(TableChunks.of(table), out);
    }

    /**
     * Writes a table that comes in chunks as CSV, as {@link #write(Table, OutputStream)} does.
     *
     * @param chunks the rows
     * @param out where to write; it is flushed, but not closed
     * @throws IOException if {@code out} throws it, or the chunks cannot be read
     */
    public static void write(TableChunks chunks, OutputStream out) throws IOException {
        CsvWriter.write(chunks, out, ',');
    }
}
