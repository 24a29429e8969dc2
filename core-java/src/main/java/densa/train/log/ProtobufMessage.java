package densa.train.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A message in the wire format of protobuf, built field after field: what an event file needs of it. */
final class ProtobufMessage {

    /** Wire types: the low three bits of what stands before a field. */
    private static final int VARINT = 0;

    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FOUR_BYTES = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Adds a field of type double. */
    ProtobufMessage number(int field, double value) {
        begin(field, EIGHT_BYTES);
        bytes.writeBytes(littleEndian(Double.BYTES).putDouble(value).array());
        return this;
    }

    /** Adds a field of type float. */
    ProtobufMessage number(int field, float value) {
        begin(field, FOUR_BYTES);
        bytes.writeBytes(littleEndian(Float.BYTES).putFloat(value).array());
        return this;
    }

    /** Adds a field of type int64. */
    ProtobufMessage integer(int field, long value) {
        begin(field, VARINT);
        varint(value);
        return this;
    }

    /** Adds a field of type string. */
    ProtobufMessage text(int field, String value) {
        return delimited(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a field that is a message. */
    ProtobufMessage message(int field, ProtobufMessage value) {
        return delimited(field, value.toByteArray());
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    private ProtobufMessage delimited(int field, byte[] value) {
        begin(field, LENGTH_DELIMITED);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    private void begin(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    /** Seven bits a byte, the lowest first; the top bit says that more follow. */
    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
