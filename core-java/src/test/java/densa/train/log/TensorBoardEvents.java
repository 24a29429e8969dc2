package densa.train.log;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads event files by the specification of the format, with a CRC of its own and protobuf's own reader. */
final class TensorBoardEvents {

    /** Castagnoli's polynomial, its bits in reverse. */
    private static final int POLYNOMIAL = 0x82f63b78;

    private static final long MASK_DELTA = 0xa282ead8L;
    private static final Descriptor EVENT = event();

    private TensorBoardEvents() {}

    /** A record; an empty text and 0 stand for what it does not have. */
    record Event(double wallTime, long step, String fileVersion, Map<String, Float> values) {}

    /** Reads all records, and fails if a checksum is wrong or anything stands behind the last one. */
    static List<Event> read(Path file) throws IOException {
        List<Event> events = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            while (true) {
                byte[] length = in.readNBytes(8);
                if (length.length == 0) {
                    return events;
                }
                checkCrc(length, in);
                byte[] payload = in.readNBytes((int) littleEndian(length));
                checkCrc(payload, in);
                events.add(event(DynamicMessage.parseFrom(EVENT, payload)));
            }
        }
    }

    private static Event event(DynamicMessage message) {
        checkKnown(message);
        Map<String, Float> values = new HashMap<>();
        DynamicMessage summary = (DynamicMessage) get(message, "summary");
        checkKnown(summary);
        for (Object one : (List<?>) get(summary, "value")) {
            DynamicMessage value = (DynamicMessage) one;
            checkKnown(value);
            Float before = values.put((String) get(value, "tag"), (Float) get(value, "simple_value"));
            if (before != null) {
                throw new AssertionError("a tag stands twice in " + message);
            }
        }
        return new Event(
                (Double) get(message, "wall_time"),
                (Long) get(message, "step"),
                (String) get(message, "file_version"),
                values);
    }

    private static Object get(DynamicMessage message, String field) {
        return message.getField(message.getDescriptorForType().findFieldByName(field));
    }

    private static void checkKnown(DynamicMessage message) {
        if (!message.getUnknownFields().asMap().isEmpty()) {
            throw new AssertionError("unknown fields in " + message);
        }
    }

    private static void checkCrc(byte[] bytes, DataInputStream in) throws IOException {
        long crc = crc(bytes);
        long masked = ((crc >> 15 | crc << 17) + MASK_DELTA) & 0xffffffffL;
        long found = littleEndian(in.readNBytes(4));
        if (found != masked) {
            throw new AssertionError("checksum must be " + masked + ", got " + found);
        }
    }

    /** CRC-32C, bit after bit; {@code crc("123456789")} is 0xe3069283. */
    static long crc(byte[] bytes) {
        int crc = -1;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ POLYNOMIAL;
            }
        }
        return ~crc & 0xffffffffL;
    }

    private static long littleEndian(byte[] bytes) {
        long value = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }

    /** The parts of {@code event.proto} and {@code summary.proto} of TensorFlow that matter here. */
    private static Descriptor event() {
        DescriptorProto value =
                message("Value", field("tag", 1, Type.TYPE_STRING), field("simple_value", 2, Type.TYPE_FLOAT));
        DescriptorProto summary = message(
                "Summary",
                field("value", 1, Type.TYPE_MESSAGE).toBuilder()
                        .setTypeName("Value")
                        .setLabel(Label.LABEL_REPEATED)
                        .build());
        DescriptorProto event = message(
                "Event",
                field("wall_time", 1, Type.TYPE_DOUBLE),
                field("step", 2, Type.TYPE_INT64),
                field("file_version", 3, Type.TYPE_STRING),
                field("summary", 5, Type.TYPE_MESSAGE).toBuilder()
                        .setTypeName("Summary")
                        .build());
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("event.proto")
                .setSyntax("proto3")
                .addMessageType(value)
                .addMessageType(summary)
                .addMessageType(event)
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Event");
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DescriptorProto message(String name, FieldDescriptorProto... fields) {
        return DescriptorProto.newBuilder()
                .setName(name)
                .addAllField(List.of(fields))
                .build();
    }

    private static FieldDescriptorProto field(String name, int number, Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL)
                .build();
    }
}
