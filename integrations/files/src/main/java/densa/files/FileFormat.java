package densa.files;

import densa.data.DataException;
import java.util.Locale;
import java.util.Map;

/** The format of a file, known by the extension of its name. */
enum FileFormat {
    CSV,
    TSV,
    PARQUET,
    /** One JSON object per line. */
    JSON_LINES,
    /** An array of JSON objects, or one object after the other. */
    JSON;

    static final String READABLE = "CSV, TSV, Parquet and JSON lines";

    private static final Map<String, FileFormat> BY_EXTENSION = Map.ofEntries(
            Map.entry("csv", CSV),
            Map.entry("tsv", TSV),
            Map.entry("tab", TSV),
            Map.entry("parquet", PARQUET),
            Map.entry("pq", PARQUET),
            Map.entry("jsonl", JSON_LINES),
            Map.entry("ndjson", JSON_LINES),
            Map.entry("json", JSON));

    private static final String UNREADABLE =
            " xls xlsx xlsm ods numbers arrow feather avro orc h5 hdf5 npy npz pkl pickle rds rdata sav sas7bdat dta"
                    + " zip 7z tar tgz rar bz2 xz zst db sqlite duckdb pdf ";

    /**
     * Returns the format of a file to read; a name without a known extension is taken for CSV.
     *
     * @throws DataException if the extension is one of a format that cannot be read
     */
    static FileFormat toRead(String name) {
        String extension = extension(withoutGz(name));
        if (UNREADABLE.contains(" " + extension + " ")) {
            throw new DataException("cannot read " + name + ": files of type ." + extension
                    + " are not known; export it as CSV or Parquet (" + READABLE + " can be read)");
        }
        return BY_EXTENSION.getOrDefault(extension, CSV);
    }

    /**
     * Returns the format of a file to write.
     *
     * @throws DataException if the name has none of the extensions that can be written
     */
    static FileFormat toWrite(String name) {
        FileFormat format = BY_EXTENSION.getOrDefault(extension(withoutGz(name)), JSON);
        boolean writable = format == CSV || format == TSV || (format == PARQUET && name.equals(withoutGz(name)));
        if (!writable) {
            throw new DataException(
                    "cannot write " + name + ": the name must end in .csv, .tsv, .csv.gz, .tsv.gz or .parquet");
        }
        return format;
    }

    static boolean isGzip(String name) {
        return !name.equals(withoutGz(name));
    }

    private static String withoutGz(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }

    private static String extension(String name) {
        int point = name.lastIndexOf('.');
        return point < 0 ? "" : name.substring(point + 1).toLowerCase(Locale.ROOT);
    }
}
