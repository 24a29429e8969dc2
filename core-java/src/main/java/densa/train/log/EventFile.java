package densa.train.log;

import densa.train.TrainingHistory;
import densa.train.TrainingHistory.Epoch;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An event file of TensorBoard: records of a length (u64, little-endian), its masked CRC-32C, that many bytes, and
 * their masked CRC-32C. The bytes are a message {@code tensorflow.Event} of protobuf.
 */
final class EventFile {

    /** Fields of {@code Event}. */
    private static final int WALL_TIME = 1;

    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;

    /** Field of {@code Summary}, repeated; then fields of {@code Summary.Value}. */
    private static final int VALUE = 1;

    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;

    private static final int CRC_MASK = 0xa282ead8;

    private EventFile() {}

    /** How long a training took. */
    static double seconds(TrainingHistory history) {
        List<Epoch> epochs = history.epochs();
        return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).seconds();
    }

    /**
     * Writes a new file.
     *
     * @param started when the training began, in seconds since 1970
     */
    static void write(Path path, TrainingHistory history, double started) throws IOException {
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            writeRecord(out, new ProtobufMessage().number(WALL_TIME, started).text(FILE_VERSION, "brain.Event:2"));
            for (Epoch epoch : history.epochs()) {
                writeRecord(
                        out,
                        new ProtobufMessage()
                                .number(WALL_TIME, started + epoch.seconds())
                                .integer(STEP, epoch.number())
                                .message(SUMMARY, summary(epoch)));
            }
        }
    }

    private static ProtobufMessage summary(Epoch epoch) {
        ProtobufMessage summary = new ProtobufMessage().message(VALUE, value("loss/training", epoch.trainLoss()));
        epoch.validationLoss().ifPresent(loss -> summary.message(VALUE, value("loss/validation", loss)));
        return summary.message(VALUE, value("learning_rate", epoch.learningRate()));
    }

    private static ProtobufMessage value(String tag, double value) {
        return new ProtobufMessage().text(TAG, tag).number(SIMPLE_VALUE, (float) value);
    }

    private static void writeRecord(OutputStream out, ProtobufMessage event) throws IOException {
        byte[] payload = event.toByteArray();
        byte[] length = littleEndian(Long.BYTES).putLong(payload.length).array();
        out.write(length);
        out.write(littleEndian(Integer.BYTES).putInt(maskedCrc(length)).array());
        out.write(payload);
        out.write(littleEndian(Integer.BYTES).putInt(maskedCrc(payload)).array());
    }

    /** A CRC of bytes that hold CRCs would say little; so the format turns and shifts it. */
    private static int maskedCrc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
