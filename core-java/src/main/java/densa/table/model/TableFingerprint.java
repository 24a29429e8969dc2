package densa.table.model;

import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Says whether two tables hold the same data.
 *
 * <p>SHA-256 over: number of columns and of rows; then for every column its name, and N or C for its type; then its
 * values, numbers as 8 bytes (IEEE 754, the one NaN {@code 0x7ff8000000000000} if missing), texts by their bytes
 * (length -1 if missing). Counts and lengths are 4 bytes; everything is little-endian; texts are UTF-8 after their
 * length.
 */
public final class TableFingerprint {

    private static final int BUFFER_BYTES = 1 << 16;

    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private TableFingerprint(MessageDigest digest) {
        this.digest = digest;
    }

    /**
     * {@return the fingerprint of a table: 64 hexadecimal digits}
     *
     * @param table any table; its rows and columns count in their order
     */
    public static String of(Table table) {
        try {
            return new TableFingerprint(MessageDigest.getInstance("SHA-256")).hexadecimal(table);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private String hexadecimal(Table table) {
        number(table.columns().size());
        number(table.rows());
        for (Column column : table.columns()) {
            text(column.name().getBytes(StandardCharsets.UTF_8));
            if (column instanceof NumericColumn numbers) {
                text(new byte[] {'N'});
                for (int row = 0; row < numbers.size(); row++) {
                    room(Double.BYTES).putLong(Double.doubleToLongBits(numbers.value(row)));
                }
            } else if (column instanceof CategoricalColumn texts) {
                text(new byte[] {'C'});
                texts(texts);
            }
        }
        flush();
        return HexFormat.of().formatHex(digest.digest());
    }

    private void texts(CategoricalColumn texts) {
        byte[][] levels = texts.levels().stream()
                .map(level -> level.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        for (int row = 0; row < texts.size(); row++) {
            int code = texts.code(row);
            if (code < 0) {
                number(-1);
            } else {
                text(levels[code]);
            }
        }
    }

    private void number(int number) {
        room(Integer.BYTES).putInt(number);
    }

    private void text(byte[] bytes) {
        number(bytes.length);
        if (bytes.length > BUFFER_BYTES) {
            flush();
            digest.update(bytes);
        } else {
            room(bytes.length).put(bytes);
        }
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void flush() {
        digest.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
