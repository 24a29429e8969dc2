package densa.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The file into which a report is written, looked at before the long part. */
final class ReportPath {

    static final String EXTENSION = ".html";

    private ReportPath() {}

    /**
     * Checks that a report can be written there.
     *
     * @throws UsageException if the name is not that of a page: a slip could replace data
     * @throws IOException if nothing can be written there
     */
    static void check(Path path) throws IOException {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(EXTENSION) && !name.endsWith(".htm")) {
            throw new UsageException("a report is an HTML page: its file must end with .html, got " + path);
        }
        if (Files.isDirectory(path)) {
            throw new IOException("cannot write " + path + ": it is a folder");
        }
        ModelPath.checkWritable(path);
    }
}
