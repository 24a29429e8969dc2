package densa.cli;

import densa.internal.Quote;
import densa.store.ModelFormatException;
import densa.table.model.Model;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The file into which {@code train} writes, looked at before the long part. */
final class ModelPath {

    static final String EXTENSION = ".densa";

    private ModelPath() {}

    /**
     * Checks that a model for {@code targets} may be written there, and can be.
     *
     * @param force whether any file may be replaced
     * @throws UsageException if another file is in the way
     * @throws IOException if nothing can be written there
     */
    static void check(Path path, List<String> targets, boolean force) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("cannot write " + path + ": it is a folder");
        }
        if (Files.exists(path) && !force) {
            String found = found(path, targets);
            if (!found.isEmpty()) {
                throw new UsageException(path + " exists and is " + found
                        + "; --model FILE writes another file, --force replaces this one");
            }
        }
        checkWritable(path);
    }

    /** What a file is, or an empty text if it is an older model for the same target. */
    private static String found(Path path, List<String> targets) throws IOException {
        try {
            List<String> others = Model.load(path).targets();
            return others.equals(targets) ? "" : "a model for " + quoted(others);
        } catch (ModelFormatException e) {
            return "not a model for " + quoted(targets);
        }
    }

    private static String quoted(List<String> names) {
        return names.stream().map(Quote::quote).collect(Collectors.joining(" and "));
    }

    /** Checks that a file can be created there. */
    static void checkWritable(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("cannot write " + path + ": there is no folder " + folder);
        }
        try {
            Files.delete(Files.createTempFile(folder, ".densa-", ".tmp"));
        } catch (FileSystemException e) {
            throw new IOException("cannot write " + path + ": no file can be created in the folder " + folder, e);
        } catch (IOException e) {
            throw new IOException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }
}
