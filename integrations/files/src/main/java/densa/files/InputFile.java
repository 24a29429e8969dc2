package densa.files;

import densa.data.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A regular file to read.
 *
 * @param path where it is
 * @param label its name as the user knows it, for messages
 * @param gzip whether its bytes are compressed
 */
record InputFile(Path path, String label, boolean gzip) {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final int GZIP_MAGIC_1 = 0x1f;
    private static final int GZIP_MAGIC_2 = 0x8b;

    /**
     * Looks at a file.
     *
     * @throws IOException if it cannot be read
     * @throws DataException if it is empty, or its name says that it is compressed and it is not
     */
    static InputFile of(Path path, String label) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            int first = in.read();
            int second = in.read();
            if (first < 0) {
                throw new DataException(label + " is empty");
            }
            boolean gzip = first == GZIP_MAGIC_1 && second == GZIP_MAGIC_2;
            if (!gzip && label.endsWith(".gz")) {
                throw new DataException(label + " is not a gzip file");
            }
            return new InputFile(path, label, gzip);
        } catch (IOException e) {
            throw failure(label, e);
        }
    }

    /** Opens the file for reading, uncompressed, without a byte order mark. */
    InputStream open() throws IOException {
        InputStream in = Files.newInputStream(path);
        try {
            PushbackInputStream text =
                    new PushbackInputStream(gzip ? new GZIPInputStream(in, 1 << 16) : in, BYTE_ORDER_MARK.length);
            byte[] first = text.readNBytes(BYTE_ORDER_MARK.length);
            if (!Arrays.equals(first, BYTE_ORDER_MARK)) {
                text.unread(first);
            }
            return text;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Returns the failure as one line that names the file.
     *
     * @throws DataException if it is the content that cannot be used: compressed data that are damaged
     */
    IOException failure(IOException e) {
        return failure(label, e);
    }

    private static IOException failure(String label, IOException e) {
        if (e instanceof EOFException) {
            throw new DataException(label + " is damaged: it ends too early", e);
        }
        if (e instanceof ZipException) {
            throw new DataException(label + " is damaged: " + e.getMessage(), e);
        }
        String reason = e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
        return new IOException("cannot read " + label + ": " + reason, e);
    }
}
