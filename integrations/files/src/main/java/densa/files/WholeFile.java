package densa.files;

import densa.table.DataException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes a file as a whole or not at all. */
final class WholeFile {
    private WholeFile() {}

    /** Writes the content to a new file. */
    interface Content {
        void writeTo(Path path) throws IOException;
    }

    /**
     * Writes a new file beside {@code file} and moves it into place. On failure the new file is deleted and the old one
     * stays. What is not a regular file (a pipe, a terminal) gets the content once it is complete.
     *
     * @throws DataException with a message that begins "cannot write"
     */
    static void write(Path file, Content content) {
        try {
            Path target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
            if (Files.isDirectory(target)) {
                throw new DataException("cannot write " + file + ": it is a folder");
            }
            boolean special = Files.exists(target) && !Files.isRegularFile(target);
            Path folder = special
                    ? Path.of(System.getProperty("java.io.tmpdir"))
                    : target.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new DataException("cannot write " + file + ": there is no folder " + folder);
            }
            Path beside = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
            beside.toFile().deleteOnExit(); // in case that the program is interrupted
            try {
                content.writeTo(beside);
                if (special) {
                    copy(beside, target);
                } else {
                    move(beside, target);
                }
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new DataException("cannot write " + file + ": " + reason(e), e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (OutputStream out = Files.newOutputStream(to)) {
            Files.copy(from, out);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException ? "permission denied" : DuckDb.firstLine(e.getMessage());
    }
}
