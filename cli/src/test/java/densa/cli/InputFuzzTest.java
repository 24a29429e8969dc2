package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import densa.DensaException;
import densa.data.DataException;
import densa.files.TableChunks;
import densa.files.TableFiles;
import densa.files.TableReader;
import densa.store.ModelFormatException;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.ColumnType;
import densa.table.NumericColumn;
import densa.table.Schema;
import densa.table.Table;
import densa.table.encode.ColumnReport;
import densa.table.encode.EncodedTable;
import densa.table.encode.Encoder;
import densa.table.encode.Roles;
import densa.table.model.Model;
import densa.table.model.Predictions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What strangers give to the program: any bytes end in the documented exceptions, and where there are two ways to read
 * them, both give the same. A build runs the inputs in {@code InputFuzzTestInputs} only; CONTRIBUTING says how to look
 * for others.
 */
class InputFuzzTest {

    private static final long INPUTS = 200_000;
    private static final String DURATION = "8h";
    private static final int FEWEST_ROWS = 12;

    @FuzzTest(maxExecutions = INPUTS, maxDuration = DURATION)
    void modelFile(byte[] file) {
        Model model;
        try {
            model = Model.load(file);
        } catch (ModelFormatException e) {
            assertThat(e).hasMessageNotContaining("\n");
            return;
        }
        List<Column> columns = new ArrayList<>();
        for (Schema.Field field : model.inputSchema().fields()) {
            columns.add(
                    field.type() == ColumnType.NUMERIC
                            ? NumericColumn.of(field.name(), Double.NaN, 1, 1e300)
                            : CategoricalColumn.of(field.name(), "", "a", "2024-01-01"));
        }
        try {
            Predictions predictions = model.predict(Table.of(columns));
            for (Column column : predictions.toTable().columns()) {
                for (int row = 0; column instanceof NumericColumn numbers && row < numbers.size(); row++) {
                    assertThat(numbers.value(row)).isFinite();
                }
            }
        } catch (DataException e) {
            assertThat(e).hasMessageNotContaining("\n");
        }
    }

    @FuzzTest(maxExecutions = INPUTS, maxDuration = DURATION)
    void csv(byte[] file) throws IOException {
        TableReader reader = TableFiles.reader().standardInput(new ByteArrayInputStream(file));
        Table table;
        try {
            table = reader.read("-");
        } catch (DensaException e) {
            assertThat(e).hasMessageNotContaining("\n");
            return;
        }
        List<Table> chunks = new ArrayList<>();
        try (TableChunks source =
                reader.standardInput(new ByteArrayInputStream(file)).chunks(List.of("-"))) {
            for (Optional<Table> chunk = source.next(); chunk.isPresent(); chunk = source.next()) {
                chunks.add(chunk.get());
            }
        }
        assertThat(Table.concat(chunks)).isEqualTo(table);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        TableFiles.write(table, written);
        byte[] again = written.toByteArray();
        String[] texts = table.columns().stream()
                .filter(CategoricalColumn.class::isInstance)
                .map(Column::name)
                .toArray(String[]::new);
        Table read;
        try {
            read = reader.standardInput(new ByteArrayInputStream(again))
                    .text(texts)
                    .read("-");
        } catch (DensaException e) {
            // A header that looks like data is one that is in quotes, which the copy need not be.
            assertThat(e).isInstanceOf(densa.files.NoHeaderException.class);
            return;
        }
        assertThat(texts(read)).isEqualTo(texts(table));
    }

    /** What a file holds; it does not tell 0 and -0 apart. */
    private static List<List<String>> texts(Table table) {
        return table.columns().stream()
                .map(column -> IntStream.range(0, table.rows())
                        .mapToObj(row -> column.type() + " " + column.text(row))
                        .toList())
                .toList();
    }

    @FuzzTest(maxExecutions = INPUTS, maxDuration = DURATION)
    void jsonLines(byte[] text) throws IOException {
        Path file = Files.createTempFile("densa-fuzz-", ".jsonl");
        try {
            Files.write(file, text);
            TableFiles.read(file);
        } catch (DataException e) {
            assertThat(e).hasMessageNotContaining("\n");
        } finally {
            Files.delete(file);
        }
    }

    @FuzzTest(maxExecutions = INPUTS, maxDuration = DURATION)
    void row(byte[] typed) {
        try {
            RowValues.parse(new String(typed, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** Each line is a value of a column: numbers, dates, names, in any notation. */
    @FuzzTest(maxExecutions = INPUTS, maxDuration = DURATION)
    void columnOfTexts(byte[] lines) {
        String[] given = new String(lines, StandardCharsets.UTF_8).split("\n", -1);
        String[] values = IntStream.range(0, Math.max(FEWEST_ROWS, given.length))
                .mapToObj(i -> given[i % given.length])
                .toArray(String[]::new);
        double[] target = new double[values.length];
        Arrays.setAll(target, i -> i % 7 + 0.5);
        Table table = Table.of(CategoricalColumn.of("x", values), NumericColumn.of("y", target));
        assertThat(ColumnReport.ofEach(table)).hasSize(2);
        Encoder encoder;
        try {
            encoder = Encoder.fit(table, Roles.target("y"));
        } catch (DataException e) {
            return;
        }
        EncodedTable encoded = encoder.inputs(table);
        double[] expected = new double[encoded.width()];
        double[] row = new double[encoded.width()];
        for (int i = 0; i < values.length; i++) {
            encoded.read(i, expected, 0);
            Map<String, Object> byName = new HashMap<>();
            byName.put("x", values[i].isEmpty() ? null : values[i]);
            encoder.rowEncoder().encode(byName, row);
            assertThat(row).as(values[i]).isEqualTo(expected);
            assertThat(Arrays.stream(row)).allMatch(Double::isFinite);
        }
    }
}
