package densa.table;

import densa.table.model.Predictions;
import densa.table.train.Effort;
import densa.table.train.TabularTrainer;
import densa.table.train.Validation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Real tables of the test resources: penguins (palmerpenguins, CC0; missing values, text) and concrete (UCI, numbers
 * only). Test rows are every fifth of the source.
 */
public final class Tables {

    public static final Table PENGUINS = read("penguins.train.csv");
    public static final Table PENGUINS_TEST = read("penguins.test.csv");
    public static final Table CONCRETE = read("concrete.train.csv");
    public static final Table CONCRETE_TEST = read("concrete.test.csv");

    private Tables() {}

    /** A trainer whose trainings are few and short: two members of a small network, without candidates to compare. */
    public static TabularTrainer quick(String target) {
        return TabularTrainer.forTarget(target)
                .effort(Effort.QUICK)
                .validation(Validation.folds(2))
                .hidden(32, 16)
                .bins(4)
                .dropout(0.1)
                .epochs(5);
    }

    /** The probabilities of all classes, or the number, row by row. */
    public static double[] values(Predictions predictions) {
        int classes = predictions.classes().size();
        return classes == 0
                ? IntStream.range(0, predictions.rows())
                        .mapToDouble(predictions::value)
                        .toArray()
                : IntStream.range(0, predictions.rows() * classes)
                        .mapToDouble(i -> predictions.probability(i / classes, i % classes))
                        .toArray();
    }

    /** Reads a resource without quotes; a column is numeric if all its values are. */
    private static Table read(String resource) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Tables.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            String[] names = reader.readLine().split(",");
            List<String[]> lines =
                    reader.lines().map(line -> line.split(",", -1)).toList();
            List<Column> columns = new ArrayList<>();
            for (int c = 0; c < names.length; c++) {
                int column = c;
                String[] texts = lines.stream().map(line -> line[column]).toArray(String[]::new);
                columns.add(column(names[c], texts));
            }
            return Table.of(columns);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Column column(String name, String[] texts) {
        NumericColumn.Builder numbers = NumericColumn.builder(name);
        for (String text : texts) {
            if (text.isEmpty()) {
                numbers.addMissing();
            } else if (text.matches("-?[0-9.]+")) {
                numbers.add(Double.parseDouble(text));
            } else {
                return CategoricalColumn.of(name, texts);
            }
        }
        return numbers.build();
    }
}
