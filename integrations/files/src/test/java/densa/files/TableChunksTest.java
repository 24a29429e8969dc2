package densa.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.DataException;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that are read and written in pieces are those that are read and written at once. */
class TableChunksTest {

    private static final int CHUNK = 2000;

    @TempDir
    private Path folder;

    private Path csv(String name, int from, int to, IntFunction<String> value) {
        return CsvCase.write(folder, name, text -> {
            text.append("id,t,v\n");
            for (int row = from; row < to; row++) {
                text.append(row).append(",name ").append(row % 5).append(',').append(value.apply(row));
                text.append('\n');
            }
        });
    }

    private static List<Table> chunks(TableReader reader, Object... files) throws IOException {
        List<Table> all = new ArrayList<>();
        try (TableChunks chunks = reader.chunkRows(CHUNK)
                .chunks(List.of(files).stream().map(String::valueOf).toList())) {
            for (Optional<Table> chunk = chunks.next(); chunk.isPresent(); chunk = chunks.next()) {
                all.add(chunk.get());
            }
            assertThat(chunks.next()).isEmpty();
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1999, 2000, 2001, 2999, 3000, 3001, 4000, 5000, 12345})
    void chunksAreTheRowsOfTheFileInOrder(int rows) throws IOException {
        Path file = csv("a.csv", 0, rows, row -> row % 3 == 0 ? "" : row + ".5");
        List<Table> chunks = chunks(TableFiles.reader(), file);
        assertThat(Table.concat(chunks)).isEqualTo(TableFiles.read(file));
        assertThat(chunks.subList(0, chunks.size() - 1)).allMatch(chunk -> chunk.rows() == CHUNK);
        assertThat(chunks.get(chunks.size() - 1).rows())
                .isBetween(Math.min(rows, FileChunks.FEWEST_ROWS), CHUNK + FileChunks.FEWEST_ROWS);
    }

    @Test
    void chunksGoOverTheEndsOfFiles() throws IOException {
        Path a = csv("a.csv", 0, 2500, row -> row + ".5");
        Path b = csv("b.csv", 2500, 2600, row -> "7");
        Path c = csv("c.csv", 2600, 9000, row -> "");
        Object[] files = {a, b, c};
        assertThat(Table.concat(chunks(TableFiles.reader(), files)))
                .isEqualTo(TableFiles.read(a.toString(), b.toString(), c.toString()));
    }

    @Test
    void typesAreThoseOfAllRowsFromTheFirstChunkOn() throws IOException {
        Path file = csv("a.csv", 0, 9000, row -> row == 8999 ? "abc" : "1.50");
        TableReader smallHead = TableFiles.reader().headBytes(100);
        List<Table> chunks = chunks(smallHead, file);
        assertThat(chunks.get(0).column("v")).isInstanceOf(CategoricalColumn.class);
        assertThat(chunks.get(0).column("v").text(0)).isEqualTo("1.50");
        assertThat(Table.concat(chunks)).isEqualTo(TableFiles.read(file));
        Path later = csv("b.csv", 0, 3, row -> "abc");
        Path numbers = csv("c.csv", 0, 5000, row -> "1.50");
        assertThat(chunks(smallHead, numbers, later).get(0).column("v").text(0)).isEqualTo("1.50");
    }

    @Test
    void chunksHaveOnlyTheColumnsThatAreWanted() throws IOException {
        Path file = csv("a.csv", 0, 5000, row -> "1");
        assertThat(chunks(TableFiles.reader().only("v").text("v"), file)).allSatisfy(chunk -> {
            assertThat(chunk.columnNames()).containsExactly("v");
            assertThat(chunk.column("v").text(0)).isEqualTo("1");
        });
    }

    @Test
    void fileWithoutRowsIsOneChunkWithoutRows() throws IOException {
        List<Table> chunks = chunks(TableFiles.reader(), csv("a.csv", 0, 0, row -> ""));
        assertThat(chunks).hasSize(1);
        assertThat(chunks.get(0).columnNames()).containsExactly("id", "t", "v");
        assertThat(chunks.get(0).rows()).isZero();
    }

    @Test
    void standardInputComesInChunks() throws IOException {
        String text = "x\n" + "1\n2\n".repeat(4000);
        TableReader reader =
                TableFiles.reader().standardInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        List<Table> chunks = chunks(reader, "-");
        assertThat(chunks).hasSize(4);
        assertThat(Table.concat(chunks).rows()).isEqualTo(8000);
    }

    @Test
    void brokenLineIsNamedWhenItsChunkIsRead() throws IOException {
        Path file = csv("a.csv", 0, 9000, row -> row == 8000 ? "1,2" : "1");
        assertThatThrownBy(() -> chunks(TableFiles.reader(), file))
                .isInstanceOf(DataException.class)
                .hasMessage(file + ", line 8002: must have 3 values as the header in line 1 has, got 4");
    }

    @Test
    void chunksCanBeLeftAtAnyTime() throws IOException {
        Path file = csv("a.csv", 0, 9000, row -> "1");
        TableChunks chunks = TableFiles.reader().chunkRows(CHUNK).chunks(List.of(file.toString()));
        assertThat(chunks.next()).isPresent();
        chunks.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"b.csv", "b.tsv", "b.csv.gz", "b.parquet"})
    void chunksAreWrittenAsOneTable(String name) throws IOException {
        Path file = csv("a.csv", 0, 5432, row -> row + ".25");
        Path copy = folder.resolve(name);
        try (TableChunks chunks = TableFiles.reader().chunkRows(CHUNK).chunks(List.of(file.toString()))) {
            TableFiles.write(chunks, copy);
        }
        assertThat(TableFiles.read(copy)).isEqualTo(TableFiles.read(file));
        assertThat(Table.concat(chunks(TableFiles.reader(), copy))).isEqualTo(TableFiles.read(file));
    }

    @Test
    void failureBetweenChunksLeavesTheOldFile() throws IOException {
        Path file = csv("a.csv", 0, 9000, row -> row == 8000 ? "1,2" : "1");
        Path copy = folder.resolve("b.csv");
        Table old = Table.of(NumericColumn.of("x", 1));
        TableFiles.write(old, copy);
        try (TableChunks chunks = TableFiles.reader()
                .chunkRows(CHUNK)
                .chunks(List.of(csv("c.csv", 0, 9000, row -> "1").toString()))) {
            assertThatThrownBy(() -> TableFiles.write(
                            () -> {
                                Optional<Table> chunk = chunks.next();
                                if (chunk.isPresent()
                                        && chunk.get().column("id").text(0).equals("4000")) {
                                    throw new DataException("no");
                                }
                                return chunk;
                            },
                            copy))
                    .hasMessage("no");
        }
        assertThatThrownBy(() -> TableFiles.write(
                        TableFiles.reader().headBytes(100).chunkRows(CHUNK).chunks(List.of(file.toString())), copy))
                .isInstanceOf(DataException.class);
        assertThat(TableFiles.read(copy)).isEqualTo(old);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.csv", "b.csv", "c.csv");
    }

    @Test
    void streamGetsAllChunksUnderOneHeader() throws IOException {
        Path file = csv("a.csv", 0, 5000, row -> "1");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TableChunks chunks = TableFiles.reader().chunkRows(CHUNK).chunks(List.of(file.toString()))) {
            TableFiles.write(chunks, out);
        }
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(5001).containsOnlyOnce("id,t,v");
    }
}
