package densa.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.function.UnaryOperator;

/** Writes a file as a whole or not at all. Stateless: safe for any number of threads. */
public final class WholeFile {

    private WholeFile() {}

    /** Writes the bytes of a file. */
    public interface Content {
        /** Writes all bytes; the stream is closed afterwards. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a new file. */
    public interface NewFile {
        /** Creates the file at {@code path}, where there is none. */
        void createAt(Path path) throws IOException;
    }

    /**
     * As {@link #write(Path, NewFile)}, with bytes that are forced to the disk first; {@code through} wraps the stream.
     */
    public static void write(Path path, UnaryOperator<OutputStream> through, Content content) throws IOException {
        write(path, beside -> writeForced(beside, through, content));
    }

    /**
     * Writes a new file beside {@code path} and moves it into place. On failure the new file is deleted and the old one
     * stays. What is not a regular file (a pipe, a terminal) gets the content once it is complete. New files of the
     * same name whose writers were killed are deleted.
     *
     * @throws IOException with a one-line message that begins "cannot write"
     */
    public static void write(Path path, NewFile content) throws IOException {
        // An interrupted thread could not write to a channel: saving what was computed comes first.
        boolean interrupted = Thread.interrupted();
        try {
            if (Files.isDirectory(path)) {
                throw new FileSystemException(path.toString(), null, "it is a folder");
            }
            Path target = Files.isSymbolicLink(path) && Files.exists(path) ? path.toRealPath() : path;
            boolean special = Files.exists(target) && !Files.isRegularFile(target);
            Path parent = special
                    ? Path.of(System.getProperty("java.io.tmpdir"))
                    : target.toAbsolutePath().getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                throw new FileSystemException(path.toString(), null, "there is no folder " + parent);
            }
            Path beside = TemporaryFiles.beside(parent, target);
            FileTime written;
            try {
                content.createAt(beside);
                written = Files.getLastModifiedTime(beside);
                if (special) {
                    copy(beside, target);
                    Files.delete(beside);
                } else {
                    move(beside, target);
                }
            } catch (IOException | RuntimeException | Error e) {
                delete(beside, e);
                throw e;
            }
            forceFolder(parent);
            TemporaryFiles.deleteDead(parent, target, written);
        } catch (IOException e) {
            throw failure("cannot write ", path.toString(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void writeForced(Path path, UnaryOperator<OutputStream> through, Content content)
            throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            OutputStream out = through.apply(Channels.newOutputStream(channel));
            content.writeTo(out);
            out.flush();
            channel.force(true);
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

    private static void delete(Path path, Throwable failure) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Makes the move itself durable where the system can do that; the file is complete either way. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open a folder as a file.
        }
    }

    /** {@return the exception for a file that is not there, whatever it is called for the reader of the message} */
    public static IOException missing(String name, NoSuchFileException cause) {
        NoSuchFileException missing = new NoSuchFileException("cannot read " + name, null, "no such file");
        missing.initCause(cause);
        return missing;
    }

    /** {@return the failure as one line: what could not be done and the system's reason} */
    public static IOException failure(String what, String name, IOException cause) {
        return new IOException(what + name + ": " + reason(cause), cause);
    }

    private static String reason(IOException failure) {
        String text;
        if (failure instanceof AccessDeniedException) {
            text = "permission denied";
        } else if (failure instanceof NoSuchFileException) {
            text = "no such file or folder";
        } else if (failure instanceof FileSystemException system) {
            text = system.getReason() == null ? kind(failure) : system.getReason();
        } else {
            text = failure.getMessage() == null ? kind(failure) : failure.getMessage();
        }
        return text.lines().findFirst().orElse(kind(failure));
    }

    private static String kind(IOException failure) {
        return failure.getClass().getSimpleName();
    }
}
