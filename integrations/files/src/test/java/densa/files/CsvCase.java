package densa.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import densa.DensaException;
import densa.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Reads one CSV file in several ways, and sees to it that all agree: types guessed from the whole file, from the header
 * alone, and from all but the last byte.
 */
final class CsvCase {
    private CsvCase() {}

    static Table read(Path folder, String content) {
        return read(folder, content, reader -> reader);
    }

    static Table read(Path folder, String content, UnaryOperator<TableReader> options) {
        Path file = write(folder, content.getBytes(StandardCharsets.UTF_8));
        Table table = read(options.apply(TableFiles.reader()), file);
        for (int limit : limits(file)) {
            assertThat(read(options.apply(TableFiles.reader()).headBytes(limit), file))
                    .as("types guessed from %d bytes", limit)
                    .isEqualTo(table);
        }
        return table;
    }

    private static Table read(TableReader reader, Path file) {
        try {
            return reader.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the message of the failure, with the name of the file as {@code x.csv}. */
    static String failure(Path folder, String content) {
        return failure(folder, content.getBytes(StandardCharsets.UTF_8), reader -> reader);
    }

    static String failure(Path folder, byte[] content, UnaryOperator<TableReader> options) {
        Path file = write(folder, content);
        String message = failure(options.apply(TableFiles.reader()), file);
        for (int limit : limits(file)) {
            assertThat(failure(options.apply(TableFiles.reader()).headBytes(limit), file))
                    .as("types guessed from %d bytes", limit)
                    .isEqualTo(message);
        }
        return message;
    }

    private static String failure(TableReader reader, Path file) {
        Throwable failure = catchThrowable(() -> reader.read(file));
        assertThat(failure).isInstanceOf(DensaException.class);
        return failure.getMessage().replace(file.toString(), "x.csv");
    }

    private static List<Integer> limits(Path file) {
        byte[] content = bytes(file);
        int afterHeader = afterHeader(content);
        boolean rows = IntStream.range(afterHeader, content.length).anyMatch(i -> content[i] > ' ');
        return rows ? List.of(afterHeader - 1, content.length - 1) : List.of();
    }

    private static int afterHeader(byte[] content) {
        boolean begun = false;
        boolean quoted = false;
        for (int i = 0; i < content.length; i++) {
            quoted ^= content[i] == '"';
            if (content[i] == '\n' && begun && !quoted) {
                return i + 1;
            }
            begun |= content[i] != '\n';
        }
        return content.length;
    }

    static Path write(Path folder, byte[] content) {
        try {
            return Files.write(folder.resolve("x.csv"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path folder, String name, Consumer<StringBuilder> content) {
        StringBuilder text = new StringBuilder();
        content.accept(text);
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
