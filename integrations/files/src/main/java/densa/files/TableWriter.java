package densa.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes a table to a file in the format that its name tells. */
final class TableWriter {
    private TableWriter() {}

    static void write(TableChunks chunks, Path file) throws IOException {
        String label = file.toString();
        FileFormat format = FileFormat.toWrite(label);
        if (format == FileFormat.PARQUET) {
            WholeFile.write(file, beside -> ParquetWriter.write(chunks, beside, label));
        } else {
            char delimiter = format == FileFormat.TSV ? '\t' : ',';
            WholeFile.write(file, beside -> writeCsv(chunks, beside, delimiter, FileFormat.isGzip(label)));
        }
    }

    private static void writeCsv(TableChunks chunks, Path path, char delimiter, boolean gzip) throws IOException {
        try (OutputStream file = Files.newOutputStream(path);
                OutputStream out = gzip ? new GZIPOutputStream(file, 1 << 16) : new BufferedOutputStream(file)) {
            CsvWriter.write(chunks, out, delimiter);
        }
    }
}
