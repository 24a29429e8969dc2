package densa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import densa.data.Precision;
import densa.store.Tensor;
import densa.store.TensorFile;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeFileTest {

    private static final TensorFile OLD =
            TensorFile.of(Map.of(), List.of(Tensor.of("a", Precision.FLOAT32, List.of(1), 1)));
    private static final TensorFile NEW =
            TensorFile.of(Map.of(), List.of(Tensor.of("a", Precision.FLOAT32, List.of(100_000), new double[100_000])));

    @TempDir
    Path folder;

    @Test
    void fileIsReplacedAndNothingElseIsLeft() throws IOException {
        Path path = folder.resolve("x.densa");
        OLD.write(path);
        NEW.write(path);
        assertThat(TensorFile.read(path).tensors().get(0).size()).isEqualTo(100_000);
        assertThat(names()).containsExactly("x.densa");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 100, 70_000, 400_000})
    void fullDiskLeavesTheOldFileAndNothingElse(int room) throws IOException {
        Path path = folder.resolve("x.densa");
        OLD.write(path);
        byte[] before = Files.readAllBytes(path);
        assertThatThrownBy(() -> WholeFile.write(path, out -> new SmallDisk(out, room), NEW::write))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + path + ": No space left on device");
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
        assertThat(names()).containsExactly("x.densa");
    }

    @Test
    void fullDiskLeavesNothingWhereThereWasNoFile() {
        Path path = folder.resolve("x.densa");
        assertThatThrownBy(() -> WholeFile.write(path, out -> new SmallDisk(out, 100), NEW::write))
                .hasMessage("cannot write " + path + ": No space left on device");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void missingFolderIsNamed() {
        Path path = folder.resolve("no/such/x.densa");
        assertThatThrownBy(() -> OLD.write(path))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + path + ": there is no folder " + path.getParent());
    }

    @Test
    void folderOfTheSameNameIsNotReplaced() throws IOException {
        Path path = Files.createDirectory(folder.resolve("x.densa"));
        assertThatThrownBy(() -> OLD.write(path)).hasMessage("cannot write " + path + ": it is a folder");
        assertThat(path).isEmptyDirectory();
    }

    @Test
    void fileInPlaceOfTheFolderIsNamed() throws IOException {
        Path path = Files.createFile(folder.resolve("file")).resolve("x.densa");
        assertThatThrownBy(() -> OLD.write(path))
                .hasMessage("cannot write " + path + ": there is no folder " + path.getParent());
    }

    @Test
    void folderWithoutPermissionIsNamed() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        assumeFalse("root".equals(System.getProperty("user.name")), "root may write everywhere");
        Path closed = Files.createDirectory(
                folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        Path path = closed.resolve("x.densa");
        assertThatThrownBy(() -> OLD.write(path)).hasMessage("cannot write " + path + ": permission denied");
    }

    @Test
    void linkStaysALinkToTheNewFile() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path path = folder.resolve("real.densa");
        OLD.write(path);
        Path link = Files.createSymbolicLink(folder.resolve("link.densa"), path);
        NEW.write(link);
        assertThat(link).isSymbolicLink();
        assertThat(TensorFile.read(path).tensors().get(0).size()).isEqualTo(100_000);
    }

    @Test
    void fileIsAsReadableAsAnyOther() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path path = folder.resolve("x.densa");
        OLD.write(path);
        Path other = Files.createFile(folder.resolve("other"));
        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void interruptedThreadSavesAndStaysInterrupted() throws IOException {
        Path path = folder.resolve("x.densa");
        Thread.currentThread().interrupt();
        try {
            OLD.write(path);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(TensorFile.read(path).tensors()).hasSize(1);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** A disk that takes so many bytes and no more. */
    private static final class SmallDisk extends FilterOutputStream {
        private int room;

        SmallDisk(OutputStream out, int room) {
            super(out);
            this.room = room;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > room) {
                out.write(bytes, offset, room);
                room = 0;
                throw new IOException("No space left on device");
            }
            out.write(bytes, offset, length);
            room -= length;
        }
    }
}
